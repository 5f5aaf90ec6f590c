/** Whether somebody is at work in the page: then nothing moves them by itself. */

/** After a letter, one still has a hand on the keyboard for so long. */
const TYPED_MS = 8_000;
const FIELDS =
  "textarea:not([readonly]), select, iframe, [contenteditable]:not([contenteditable=false]), " +
  "input:not([type=button], [type=checkbox], [type=radio], [type=submit], [readonly])";

let typedAt = Number.NEGATIVE_INFINITY;
let pressed = false;
let watchers = 0;

const onInput = () => {
  typedAt = performance.now();
};
const onDown = () => {
  pressed = true;
};
const onUp = () => {
  pressed = false;
};
const EVENTS = [
  ["input", onInput],
  ["compositionupdate", onInput],
  ["pointerdown", onDown],
  ["pointerup", onUp],
  ["pointercancel", onUp],
  ["dragend", onUp],
] as const;

/** Notice what is typed and dragged, in shadow roots too. Returns what stops it. */
export function watchWriting(): () => void {
  if (watchers++ === 0) for (const [type, listener] of EVENTS) document.addEventListener(type, listener, true);
  return () => {
    if (--watchers > 0) return;
    for (const [type, listener] of EVENTS) document.removeEventListener(type, listener, true);
    pressed = false;
    typedAt = Number.NEGATIVE_INFINITY;
  };
}

/** One types, or has just done so, has the caret in a field, draws or drags, or answers a window. */
export function isWriting(now = performance.now()): boolean {
  return pressed || now - typedAt < TYPED_MS || isAtWork(focused());
}

function focused(): Element | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found;
}

function isAtWork(element: Element | null): boolean {
  return element !== null && (element.matches(FIELDS) || element.closest("dialog[open]") !== null);
}
