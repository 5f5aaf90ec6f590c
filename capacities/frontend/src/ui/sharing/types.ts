/* What the page « Partager » is given by the server (capacities/ui/share.py). */

export interface SharedLink {
  role: string;
  title: string;
  /** What one comes for, on a poster and on the projector. */
  sign: string;
  /** What one may do by it, and for whom it is. */
  description: string;
  /** What a poster says of it to those who will enter. */
  allows: string;
  /** How many came by it, until when it opens. */
  state: string;
  /** "" when there is none. */
  created: string;
  /** "" when it cannot be shown: `hidden` then says why. */
  url: string;
  hidden: string;
  qr: string; // data:image/svg+xml
  /** Those it may open on, and what is said of none in particular. */
  canvases: { key: string; title: string }[];
  first: string;
  /** The canvas it opens on, "" where one begins. */
  canvas: string;
  canvasTitle: string;
  code: { signs: string; until: string } | null;
  people: string;
  ends: boolean;
}

export interface Sharing {
  dossier: string;
  territory: string;
  /** Where a code is typed, as it is read aloud: no scheme. */
  entrance: string;
  durations: string[];
  links: SharedLink[];
  said: { act: string; role: string; sentence: string; bad: boolean } | null;
}

export type Act = (act: string, role: string, value?: string) => void;

/** The only link that is never shown to a room. */
export const ANIMATION = "facilitator";
export const shareable = (link: SharedLink) => link.role !== ANIMATION && link.url !== "";

/** As it is read aloud: no scheme. */
export const siteOf = ({ entrance }: Sharing) => entrance.replace(/\/entrer$/, "");
