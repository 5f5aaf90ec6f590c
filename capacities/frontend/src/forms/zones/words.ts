/** Sentences about boxes and post-its, read aloud or shown. */

import type { CanvasSession } from "../../core";
import { french } from "../../core";
import { formatQuantity, shortPeriod } from "../shared/amounts";
import type { Fact, Template } from "../shared/template";
import { choiceTitle, colorOf } from "../shared/template";
import { unitOf } from "../shared/typed";
import { modelKey } from "./template";

/** « 3 post-its », « 1 post-it ». */
export function postIts(count: number): string {
  return `${french(count)} post-it${count > 1 ? "s" : ""}`;
}

/** What people call a box: its title, after the line or instance it belongs to. */
export function boxWords(session: CanvasSession, box: string): string {
  const { template } = session.data;
  const instance = box.split("@")[1];
  if (instance !== undefined) {
    const title = template.zones.find((zone) => zone.key === modelKey(template, box))?.title ?? "";
    const name = session.text(instance).get().trim();
    return name === "" ? title : `${name} — ${title}`;
  }
  const zone = template.zones.find((each) => each.key === box);
  const dot = box.indexOf(".");
  if (template.matrix !== null && dot > 0) {
    const [line, column] = [box.slice(0, dot), box.slice(dot + 1)];
    const named = template.matrix.lines.find((each) => each.key === line)?.title;
    const title = template.matrix.columns.find((each) => each.key === column)?.title ?? column;
    return `${named ?? session.text(line).get().trim()} — ${title}`;
  }
  const block = template.blocks.find((each) => each.key === box);
  return zone?.title ?? block?.title ?? "À reclasser";
}

/** « Déplacé dans « Usagers », 2 sur 4. » */
export function placeWords(session: CanvasSession, id: string): string {
  const zone = session.card(id).get()?.zone ?? "";
  const ids = session.zoneOrder(zone).get();
  return `Déplacé dans «\u00a0${boxWords(session, zone)}\u00a0», ${ids.indexOf(id) + 1} sur ${ids.length}.`;
}

/** Name of a post-it's field: its colour's word, its author. */
export function cardLabel(template: Template, card: { color: string; author: string }): string {
  const color = colorOf(template, card.color).title;
  return card.author === "" ? `${color}, post-it` : `${color}, post-it de ${card.author}`;
}

/** « 62 000 €/an · 45 000 € une fois », in the order of the choices. An amount whose choice is
 * not filled counts as the default one, as in `domain/figures.py`. */
export function sumWords(fact: Fact, bySplit: Readonly<Record<string, number>>): string {
  const { field, by } = fact;
  const sums: Record<string, number> = {};
  for (const [split, amount] of Object.entries(bySplit)) {
    const key = split === "" ? (by?.default ?? "") : split;
    sums[key] = (sums[key] ?? 0) + amount;
  }
  const unit = unitOf(field);
  const known = by === null ? [] : by.choices.map((choice) => choice.key);
  const keys = [...known, ...Object.keys(sums).filter((key) => !known.includes(key))];
  return keys
    .filter((key) => sums[key] !== undefined)
    .map((key) => {
      const period = shortPeriod(choiceTitle(by, key)).replace("\u00a0", "");
      const quantity = formatQuantity(sums[key] ?? 0, unit, "");
      return period.startsWith("/") ? `${quantity}${period}` : `${quantity} ${period}`.trim();
    })
    .join(" · ");
}
