/* For tests only: a field of a template, with nothing said of it. */

import type { Field } from "./generated";

export const FIELD: Omit<Field, "key" | "title"> = {
  kind: "texte",
  zones: [],
  unit: "",
  choices: [],
  total: false,
  total_by: null,
  default: null,
  among: "",
  question: "",
};
