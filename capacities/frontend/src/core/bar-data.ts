/* What Python gives the bar (ui/bar.py): where one is, and where one can go. */

/** A page one can go to. */
export interface BarPlace {
  title: string;
  url: string;
  /** It is the page that shows the bar. */
  current: boolean;
}

export interface CanvasPlace extends BarPlace {
  key: string;
  /** Its title in full, where `title` is a short one. */
  whole: string;
}

/** The canvases of one theme, one at least: an entrance of the dossier. */
export interface ThemePlaces {
  title: string;
  canvases: readonly CanvasPlace[];
}

export interface DossierPlaces {
  id: string;
  title: string;
  territory: string;
  useCase: string;
  example: boolean;
  /** One may write in it, hence have something to save. */
  writes: boolean;
  /** The page of the dossier. */
  home: BarPlace;
  themes: readonly ThemePlaces[];
  /** What is about the canvas at hand: its synthesis, its sketch. */
  after: readonly BarPlace[];
  /** Null for those who may not share. */
  share: BarPlace | null;
}

export interface BarData {
  /** What the page at hand is called. */
  page: string;
  /** The home page of the product. */
  home: string;
  about: BarPlace;
  /** Null out of a dossier. */
  dossier: DossierPlaces | null;
}
