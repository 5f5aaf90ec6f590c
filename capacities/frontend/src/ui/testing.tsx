/* For tests only: a canvas drawn whole, in a shadow root as in the pages. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { createRoot } from "react-dom/client";
import { vi } from "vitest";
import type { CanvasData, CanvasSession } from "../core";
import { Session } from "../core/session";
import { canvasData, FakeRoom, settle, until } from "../core/testing";
import { FORMS } from "../forms/registry";
import { CanvasScreen } from "./CanvasScreen";

const closings: (() => void)[] = [];

/** A person opens the canvas of a room, in a view. */
export async function openScreen(
  change: Partial<CanvasData>,
  { room = new FakeRoom(), view = "canevas", hash = "" } = {},
): Promise<{ session: Session; screen: ShadowRoot }> {
  standIn();
  history.replaceState(null, "", `/?vue=${view}${hash}`);
  const data = canvasData(change);
  const session = new Session(data, { socket: room.socketOf(data.me) });
  closings.push(() => session.close());
  await until(() => session.saved.get().kind === "saved");
  return { session, screen: await draw(session) };
}

/** Draw the screen of a session; resolves once the form is there. */
export async function draw(session: CanvasSession): Promise<ShadowRoot> {
  const outer = document.createElement("div");
  document.body.append(outer);
  const screen = outer.attachShadow({ mode: "open" });
  const host = document.createElement("div");
  screen.append(host);
  const root = createRoot(host);
  closings.unshift(() => {
    root.unmount();
    outer.remove();
  });
  root.render(<CanvasScreen session={session} forms={FORMS} />);
  await until(() => screen.querySelector(".zones, .tree, .drawn-map, .timeline") !== null, 20_000);
  await settle(10);
  return screen;
}

export function closeScreens(): void {
  for (const close of closings.splice(0)) close();
}

/** What happy-dom lacks. */
function standIn(): void {
  globalThis.indexedDB = new IDBFactory();
  document.hasFocus = () => true;
  const nothing = () => undefined;
  for (const name of ["showPopover", "hidePopover", "scrollIntoView"]) {
    if (!(name in HTMLElement.prototype)) Object.assign(HTMLElement.prototype, { [name]: nothing });
  }
}

/** The screen is large, its pointer fine, and nothing moves less than usual. */
export function noQuery(): void {
  const listens = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: false, ...listens } as unknown as MediaQueryList);
}

export function press(target: Element, key: string, init: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...init }));
}

/** Paste or copy, on an element; returns what the clipboard then holds. */
export function clip(kind: "paste" | "copy", target: Element, text: string): string {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent(kind, { clipboardData, bubbles: true, composed: true, cancelable: true }));
  return clipboardData.getData("text/plain");
}

/** Press a button twice as a browser does: the second press closes the popover by itself before
 * the click. Tells whether one was open after each. */
export async function pressTwice(screen: ShadowRoot, selector: string): Promise<boolean[]> {
  const button = screen.querySelector<HTMLElement>(selector)!;
  const isOpen: boolean[] = [];
  for (let time = 0; time < 2; time++) {
    button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
    const closed = Object.assign(new Event("toggle"), { newState: "closed" });
    screen.querySelector("[popover]")?.dispatchEvent(closed);
    await settle();
    button.click();
    await settle();
    isOpen.push(screen.querySelector("[popover]") !== null);
  }
  return isOpen;
}
