/* The core's public face: forms import from here only. */

export { newId } from "./document";
export { AMOUNT_EUROS, CALENDAR, CENTRE, IMPORT_BYTES, LANES, NODE, TRAY } from "./generated";
export { isComposed, letterOf } from "./keyboard";
export { compareRanked, compareText, placeAt } from "./ordering";
export { clipboardText, isSeveralLines, pastedText, readPaste } from "./paste";
export { openSession, release } from "./sessions";
export { short } from "./short";
export type { Value } from "./store";
export { getOrMake, Lazy, sameItems, sameRecord, value } from "./store";
export { bindTextArea, pasteInto } from "./text-binding";
export { diffText, mapIndex } from "./text-diff";
export type * from "./types";
export { REPLAYED } from "./undo";
export { agree, capital, countOf, french, LINK, oneOf, STROKE } from "./words";
