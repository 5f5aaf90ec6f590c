/* The hues of a template, on paper. */

import { INK } from "./picture";

type Tinted = "note" | "existing" | "violet" | "problem" | "wish" | "black";

export const TINTS: Readonly<Record<Tinted, { fill: string; stroke: string }>> = {
  note: { fill: "#fff4c2", stroke: "#e3c75b" },
  existing: { fill: "#dfebf8", stroke: "#3b78b8" },
  violet: { fill: "#eae3f7", stroke: "#7556b8" },
  problem: { fill: "#fce4e0", stroke: "#b9342a" },
  wish: { fill: "#e1f3e4", stroke: "#24803f" },
  black: { fill: "#fff", stroke: INK },
};
