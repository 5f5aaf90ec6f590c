/* What the server tells a page of its dossier. */

/** Where those are who came to vote only: their page is no canvas (capacities/domain/news.py). */
export const VOTING = "@vote";

/** Where one person is; `canvas` is "" on another page of the dossier, `VOTING` on that of the vote. */
export interface Whereabouts {
  name: string;
  color: string;
  /** Of the browser: one person, whatever the tabs. */
  mark: string;
  canvas: string;
}

/** Whoever facilitates brings everybody to a canvas, maybe to a card of it. */
export interface Call {
  id: string;
  canvas: string;
  /** Of the canvas. */
  title: string;
  /** Id of the card at which to look, or null. */
  branch: string | null;
  /** The name of who brings. */
  by: string;
  /** This browser itself brings, by another page or by this one. */
  own: boolean;
}

/** How often the ballot of a canvas changed since this page listens: watch, and ask again. */
export interface VoteNews {
  /** It was opened, closed, revealed, set otherwise. */
  settings: number;
  /** Gommettes were placed or taken back. */
  dots: number;
}

export interface DossierNews {
  /** The server is heard now. */
  connected: boolean;
  /** The right to be here was withdrawn, or the dossier deleted: nothing more will come. */
  over: boolean;
  /** What the dossier is called now; null until it is told. */
  names: { title: string; territory: string; useCase: string } | null;
  /** Who is where, by name; null for those who may not know, and while nothing is heard. */
  people: readonly Whereabouts[] | null;
  /** How many more are there than those of `people`. */
  others: number;
  /** What the canvases of `people` are called, by key. */
  titles: Readonly<Record<string, string>>;
  /** The last call heard by this page, or null. */
  call: Call | null;
  /** By canvas. */
  votes: Readonly<Record<string, VoteNews>>;
}
