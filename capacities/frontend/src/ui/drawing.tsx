/* For tests only: the whole screen of a canvas, drawn in the page. */

import { createRoot, type Root } from "react-dom/client";
import { settle, until } from "../core/testing";
import type { CanvasSession } from "../core";
import { CanvasScreen } from "./CanvasScreen";

const drawn: { root: Root; host: HTMLElement }[] = [];

/** Draw the screen; resolves once the form is there. */
export async function draw(session: CanvasSession): Promise<ShadowRoot> {
  const host = document.createElement("div");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  const inside = document.createElement("div");
  shadow.append(inside);
  const root = createRoot(inside);
  drawn.push({ root, host });
  root.render(<CanvasScreen session={session} />);
  await until(() => shadow.querySelector(".zones, .tree") !== null, 20_000);
  await settle(30);
  return shadow;
}

/** Take every screen away. */
export function erase(): void {
  for (const { root, host } of drawn.splice(0)) {
    root.unmount();
    host.remove();
  }
}

/** Type into a field that React holds. */
export function typeIn(field: HTMLInputElement | HTMLTextAreaElement, words: string): void {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!;
  set!.call(field, words);
  field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
}
