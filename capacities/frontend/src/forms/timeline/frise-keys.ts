/* What a key asks for on the frise. Pure: `use-frise-keys.ts` does it. */

import { letterOf } from "../../core";
import type { Arrow, KeyPress } from "../board/press";
import { ARROWS, ZOOMS } from "../board/press";
import type { Box } from "./frise-layout";

export type Command =
  | { kind: "go" | "shift"; to: Arrow }
  | { kind: "before" | "after" | "write" | "remove" | "duplicate" | "details" | "join" | "menu" | "leave" }
  | { kind: "zoom"; to: "in" | "out" | "fit" };

export interface Held {
  /** A step has the focus. */
  inHand: boolean;
  /** What is selected is a link. */
  link: boolean;
  editable: boolean;
}

export function commandOf(press: KeyPress, { inHand, link, editable }: Held): Command | null {
  if (press.isComposing === true) return null;
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return withArrow(arrow, press, inHand && !link && editable);
  if (altKey) return null;
  if (ctrlKey || metaKey) return withControl(letterOf(press), inHand && !link, editable);
  if (key === "Escape") return { kind: "leave" };
  const zoom = ZOOMS[key];
  if (zoom !== undefined) return { kind: "zoom", to: zoom };
  if (!inHand) return null;
  if (key === "ContextMenu" || (key === "F10" && shiftKey)) return { kind: "menu" };
  return editable ? onStep(press, link) : null;
}

function withArrow(to: Arrow, { ctrlKey, metaKey, altKey, shiftKey }: KeyPress, held: boolean): Command | null {
  if (ctrlKey || metaKey) return null;
  /* The browser would go back a page. */
  if (altKey) return held && (to === "left" || to === "right") ? { kind: to === "left" ? "before" : "after" } : null;
  if (shiftKey) return held ? { kind: "shift", to } : null;
  return { kind: "go", to };
}

function onStep(press: KeyPress, link: boolean): Command | null {
  const { key, repeat } = press;
  if (key === "Delete" || key === "Backspace") return repeat === true ? null : { kind: "remove" };
  if (link) return null;
  /* No bare letter: who goes on typing after Enter would set things off. */
  return key === "Enter" || key === "F2" ? { kind: "write" } : null;
}

function withControl(key: string, inHand: boolean, editable: boolean): Command | null {
  if (!inHand) return null;
  if (key === "i") return { kind: "details" };
  if (!editable) return null;
  if (key === "d") return { kind: "duplicate" };
  return key === "k" ? { kind: "join" } : null;
}

const WAYS: Readonly<Record<Arrow, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The step that one reaches from another: near, and not too much aside; earlier and later, within its lane. */
export function beside(
  boxes: ReadonlyMap<string, Box>,
  from: string,
  to: Arrow,
  laneOf: (id: string) => string = () => "",
): string | null {
  const here = boxes.get(from);
  if (here === undefined) return null;
  const [sx, sy] = WAYS[to];
  let best: string | null = null;
  let least = Infinity;
  for (const [id, box] of boxes) {
    if (id === from || (sy === 0 && laneOf(id) !== laneOf(from))) continue;
    /* Rows are read along their tops, whatever their cards hold. */
    const [dx, dy] = [box.x - here.x, box.y - here.y];
    const ahead = dx * sx + dy * sy;
    const aside = Math.abs(dx * sy) + Math.abs(dy * sx);
    if (ahead <= 1) continue;
    const far = ahead + aside * (sx === 0 ? 0.6 : 2.2);
    if (far < least) [least, best] = [far, id];
  }
  return best;
}

export const KEYS = [
  {
    title: "Sur une étape",
    keys: [
      ["Alt + ←", "Ajouter ce qu’il a fallu juste avant, même en écrivant"],
      ["Alt + →", "Ajouter ce que cela rend possible"],
      ["Entrée, F2", "Écrire (Entrée ou Échap pour finir\u00a0; à placer, Entrée ouvre le post-it suivant)"],
      ["Flèches", "Aller à l’étape voisine"],
      ["Maj + ← →", "Une semaine plus tôt, plus tard"],
      ["Maj + ↑ ↓", "Dans le fil du dessus, du dessous"],
      ["Ctrl + K", "Relier à…"],
      ["Ctrl + I", "Détails"],
      ["Ctrl + D", "Dupliquer"],
      ["Maj + F10", "Toutes les actions"],
      ["Suppr", "Supprimer l’étape, ou le lien choisi"],
    ],
  },
  {
    title: "Sur la frise",
    keys: [
      ["Tab", "Entrer dans la frise, en sortir"],
      ["Échap", "Quitter la frise pour ses outils"],
      ["+ − 0", "Élargir, resserrer, tout voir"],
      ["Ctrl + molette", "Élargir, resserrer le temps"],
      ["Ctrl + F", "Chercher"],
      ["Ctrl + Z, Ctrl + Y", "Annuler, rétablir"],
    ],
  },
] as const;
