/** The colours of a template in a menu: each with its sign, its word, and a mark on the present one. */

import type { MenuItem } from "../../ui/Menu";
import type { Color, Template } from "./template";

export function colorItems(template: Template, present: string, choose: (color: Color) => void): MenuItem[] {
  return template.colors.map((color) => ({
    title: color.title,
    icon: (
      <span className="swatch" data-hue={color.hue}>
        {color.sign}
      </span>
    ),
    checked: color.key === present,
    run: () => choose(color),
  }));
}
