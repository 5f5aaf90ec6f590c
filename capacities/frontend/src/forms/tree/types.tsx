/** The type of a node (action, moyen, méthode, idée…): always a sign and its word. */

import type { ReactElement } from "react";
import type { MenuItem } from "../../ui/Menu";
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

/** The choices of a menu of types; `key` is the present one. */
export function typeItems(template: Template, key: string, choose: (key: string) => void): MenuItem[] {
  const items = template.colors.map((color) => ({
    title: color.title,
    icon: (
      <span className="swatch" data-hue={color.hue}>
        {color.sign}
      </span>
    ),
    checked: color.key === key,
    run: () => choose(color.key),
  }));
  return [...items, { title: "Sans type", icon: <span>○</span>, checked: key === "", run: () => choose("") }];
}

/** The same, for nodes in hand. */
export function typeMenu(template: Template, ids: readonly string[], key: string, hands: Hands): MenuItem[] {
  return typeItems(template, key, (chosen) => hands.setType(ids, chosen));
}
