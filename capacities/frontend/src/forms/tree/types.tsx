/** The type of a node (action, moyen, méthode, idée…): always a sign and its word. */

import type { ReactElement } from "react";
import type { MenuItem } from "../../ui/Menu";
import { colorItems } from "../shared/colors";
import type { Color, Template } from "../shared/template";
import { colorOf } from "../shared/template";
import type { Hands } from "./hands";

/** The type of a node, or null when it has none. */
export function typeOf(template: Template, key: string): Color | null {
  return key === "" ? null : colorOf(template, key);
}

/** Whether there is a type to choose: with one only, it says nothing. */
export function hasTypes(template: Template): boolean {
  return template.colors.length > 1;
}

export function TypeSign({ type }: { type: Color | null }): ReactElement {
  return (
    <span className="type-sign" data-hue={type?.hue}>
      <span aria-hidden="true">{type?.sign ?? "○"}</span>
      <span>{type?.title ?? "Sans type"}</span>
    </span>
  );
}

/** The choices of a menu of types, for nodes in hand; `key` is the present one. */
export function typeMenu(template: Template, ids: readonly string[], key: string, hands: Hands): MenuItem[] {
  const choose = (chosen: string) => hands.setType(ids, chosen);
  const none = { title: "Sans type", icon: <span>○</span>, checked: key === "", run: () => choose("") };
  return [...colorItems(template, key, ({ key: chosen }) => choose(chosen)), none];
}
