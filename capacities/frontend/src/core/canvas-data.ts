/* What Python gives a canvas. */

import type { BarData } from "./bar-data";
import type { TemplateJson } from "./template";

/** Something that a smiley may count: what to count, and what public documents say a unit is worth. */
export interface Indicator {
  key: string;
  title: string;
  unit: string;
  /** How to find what a unit is worth, where no value fits. */
  help: string;
  values: { euros: number; about: string; source: string; url: string }[];
}

/** The other canvas of the dossier into which cards of some boxes go on. */
export interface Sequel {
  /** What one reads to carry a card on. */
  gesture: string;
  /** What one reads to go to where it was carried on. */
  way: string;
  canvas: string;
  title: string;
  boxes: string[];
  url: string;
  /** The cards carried on when the page was opened; of each, the one that it is there. */
  carried: Readonly<Record<string, string>>;
}

/** What Python gives the component. Room, rights and addresses; never a secret. */
export interface CanvasData {
  /** `{dossier_id}/{canvas_key}`: the name of the shared document. */
  room: string;
  socketPath: string;
  template: TemplateJson;
  me: Me;
  abilities: string[];
  /** What time it is for the server as the page is drawn (ISO 8601 UTC): this machine may be years late. */
  now?: string;
  dossier: {
    id: string;
    title: string;
    territory: string;
    useCase: string;
    example: boolean;
    /** The day of its workshop (ISO). */
    workshop: string;
  };
  urls: {
    home: string;
    dossier: string;
    share: string | null;
    importPreview: string;
    importApply: string;
    /** What an empty canvas may begin from (`/debuts/…`). */
    beginnings?: string;
    /** Where an image to put behind a map is sent; it is then at `{background}/{image}`. */
    background: string;
  };
  /** Title of the canvas of the dossier from which this one may begin, "" when there is none. */
  origin?: string;
  /** How cards of some boxes are carried on into another canvas of the dossier; null when none is. */
  sequel?: Sequel | null;
  /** The last sketch drawn beside the canvas when it was opened; its image is "" when it has none. */
  sketch?: { image: string; sentence: string } | null;
  /** The canvases of the dossier from which cards are carried on into this one. */
  sources?: { canvas: string; title: string }[];
  /** What the canvas can be downloaded as; which formats depends on its form. */
  /** `under`: the title under which it is folded, "" when it is shown at once. */
  exports: { title: string; detail: string; url: string; under?: string }[];
  /** The columns of the first table of the canvas, as its CSV has them. */
  columns?: string[];
  bar: BarData;
  palette: string[];
  /** What a unit of an effect is worth, for a map that has a balance; see data/valeurs.yaml. */
  unitValues?: Indicator[];
  /** How many characters of this may be kept on the device, to open the canvas again without network;
   * 0 or absent: none, the site does not keep anything for that. */
  offline?: number;
  /** Read from the device, on the page without network; Python never says it. */
  light?: true;
  /** Python draws figures beside this canvas: it must be told when the document moved. */
  figures?: boolean;
}

/** Who this browser is in the dossier. By `mark` the room tells the others that two pages are of
 * one browser; it differs from one dossier to the next. */
export interface Me {
  name: string;
  color: string;
  mark: string;
}
