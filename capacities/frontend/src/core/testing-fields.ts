/* For tests only: a field of a template, with nothing said of it. */

import type { Field } from "./generated";

function bare(): Omit<Field, "key" | "title"> {
  const nothing = { zones: [], unit: "", choices: [], total: false, total_by: null };
  return { ...nothing, kind: "texte", default: null, among: "", question: "" };
}

export const FIELD = bare();
