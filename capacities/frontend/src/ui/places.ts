/** The addresses of the canvases of a dossier, and of what is to be looked at there. */

import type { Call } from "../core";

/** `#carte=…` takes a card in hand; `#montrer=…` only shows it. Only the browser ever reads them. */
export const TAKEN = "carte";
export const SHOWN = "montrer";

export function canvasUrl(dossier: string, canvas: string): string {
  return `/canevas?${new URLSearchParams({ dossier, canevas: canvas })}`;
}

/** Where a call leads. What is projected goes on being projected. */
export function calledUrl(dossier: string, { canvas, branch }: Call, search: string): string {
  const projected = new URLSearchParams(search).get("vue") === "presentation";
  const url = `${canvasUrl(dossier, canvas)}${projected ? "&vue=presentation" : ""}`;
  return branch === null ? url : `${url}#${new URLSearchParams({ [SHOWN]: branch })}`;
}
