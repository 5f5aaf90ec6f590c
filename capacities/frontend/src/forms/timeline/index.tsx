/** The form « timeline »: steps in lanes, from the réussites at the horizon back to today. */

import type { ReactElement } from "react";
import { useScreen } from "../../ui/screen";

export function placeName(): string {
  return "";
}

export function Form(): ReactElement {
  const { data } = useScreen();
  return <p>{data.template.title}</p>;
}
