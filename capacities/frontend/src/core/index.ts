/* The core's public face: forms import from here only. */

export { isSeveralLines } from "./paste";
export { openSession, release } from "./sessions";
export { bindTextArea } from "./text-binding";
export type * from "./types";
