/* The core's public face: forms import from here only. */

export { newId } from "./document";
export { CENTRE, NODE } from "./generated";
export { compareRanked, compareText, placeAt } from "./ordering";
export { isSeveralLines, readPaste } from "./paste";
export { openSession, release } from "./sessions";
export { Lazy, value } from "./store";
export type { Value } from "./store";
export { bindTextArea } from "./text-binding";
export { diffText, mapIndex } from "./text-diff";
export { REPLAYED } from "./undo";
export { agree, capital, countOf, french, oneOf } from "./words";
export type * from "./types";
