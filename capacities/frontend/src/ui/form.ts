/** What a form gives to the screen it is drawn in; the screen knows none by its name. */

import type { ComponentType } from "react";
import type { CanvasSession, CardView, CardWords } from "../core";
import type { CsvTable } from "./csv";
import type { Tell } from "./notice";

/** Something made in the browser, offered beside the downloads that the server makes. */
export interface Picture {
  title: string;
  detail: string;
  run: () => void;
}

export interface FormModule {
  /** Draws the content in the current view; reads the session from the screen. */
  Form: ComponentType;
  /** What people call the place where a card of the corbeille comes back, or "". */
  placeName: (session: CanvasSession, card: CardView) => string;
  /** How many cards went to the corbeille with this one and come back with it. */
  held?: (session: CanvasSession, card: CardView) => number;
  /** Take a card or a link in hand, out of what hides it. */
  goTo?: (session: CanvasSession, id: string) => void;
  /** Bring a card into sight without taking it in hand; `goTo`, when it does no more. It is then scrolled to. */
  show?: (session: CanvasSession, id: string) => void;
  /** What is put on paper instead of `Form` in the view « canevas », when that one only fits a screen. */
  Printed?: ComponentType;
  /** What else may be brought in, offered beside the files. */
  arrivals?: (session: CanvasSession, tell: Tell) => readonly Picture[];
  /** Its first table, as the server's CSV has it, made in the page: what one leaves with offline. */
  table: (session: CanvasSession) => CsvTable;
  /** `tell` shows a sentence. */
  pictures?: (session: CanvasSession, tell: Tell) => readonly Picture[];
}

/** What the screen must know of a form before its code is there. */
export interface FormEntry {
  load: () => Promise<FormModule>;
  noun: Pick<CardWords, "noun" | "plural" | "feminine">;
  /** What each view is called, in the order of the switch. « canevas » and « liste » are compulsory;
   * `Form` draws the others too, told by `useScreen().view`. A key is what the address holds. */
  views: Readonly<Record<string, string> & { canevas: string; liste: string }>;
  /** Views which, as « canevas », take the height of the screen and scroll inside. */
  fitted?: readonly string[];
  /** Which files can be brought in, and what is said of them. */
  imports: { accept: string; words: string };
}

export type Forms = Readonly<Record<string, FormEntry>>;
