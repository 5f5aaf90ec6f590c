/** A value that several parts watch without redrawing what is between them. */

export { value as signal } from "../../core";
export type { Value as Signal } from "../../core";
