/** What was chosen of the columns of a table, remembered for the next one that has the same titles.
 *
 * Under a key of its dossier: what was read in a file goes when one leaves it. */

import { keep, keptKeys, readKept } from "../kept";
import type { Choice, Table } from "./report";

const PREFIX = "capacities-colonnes ";
const MOST = 20;
/** Words of a table may be long, and it may have hundreds of them; the browser keeps little. */
const [MOST_CHARS, MOST_VALUES, VALUE_CHARS] = [4_000, 100, 60];

type Kept = [header: string, choice: Choice];

/** What is remembered for this table on this device, its own dossier first; null when nothing is. */
export function recall(room: string, form: string, table: Table): Choice | null {
  const name = nameOf(form, table);
  const own = keyOf(room);
  const others = keptKeys("localStorage", PREFIX).filter((key) => key !== own);
  for (const key of [own, ...others]) {
    const found = read(key).find(([header]) => header === name)?.[1];
    const fit = found === undefined ? null : fitting(found, table);
    if (fit !== null) return fit;
  }
  return null;
}

/** Remember how a table was understood, as it was just brought in. */
export function remember(room: string, form: string, table: Table, choice: Choice): void {
  if (!table.titled) return;
  const name = nameOf(form, table);
  const own = keyOf(room);
  const colonnes = Object.fromEntries(table.columns.entries());
  const found = table.values.filter(({ into }) => into !== "").map(({ text, into }) => [text, into] as const);
  const values = Object.entries({ ...choice.valeurs, ...Object.fromEntries(found) });
  const valeurs = Object.fromEntries(values.filter(([text]) => text.length <= VALUE_CHARS).slice(0, MOST_VALUES));
  const others = read(own).filter(([header]) => header !== name);
  const kept: Kept[] = [...others, [name, { titres: true, colonnes, valeurs }]];
  keep("localStorage", own, JSON.stringify(kept.slice(-MOST)));
}

function keyOf(room: string): string {
  return PREFIX + room.split("/")[0];
}

/** Titles are the same whatever their case, accents and blanks. */
function nameOf(form: string, { header }: Table): string {
  const titles = header.map((title) =>
    title.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/gu, " ").trim().toLowerCase(),
  );
  return JSON.stringify([form, ...titles]).slice(0, MOST_CHARS);
}

/** What of it this canvas knows, null when it is not even the text. */
function fitting({ colonnes = {}, valeurs = {} }: Choice, { roles, columns }: Table): Choice | null {
  const known = new Set(roles.map(({ key }) => key));
  const fit = columns.map((_, i) => [i, known.has(colonnes[i] ?? "") ? colonnes[i] : ""]);
  if (!fit.some(([, role]) => role === roles[0]?.key)) return null;
  const into = Object.keys(valeurs).length === 0 ? {} : { valeurs };
  return { titres: true, colonnes: Object.fromEntries(fit), ...into };
}

function read(key: string): Kept[] {
  try {
    const kept: unknown = JSON.parse(readKept("localStorage", key) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(readOne) : [];
  } catch {
    /* Not ours: nothing is remembered. */
    return [];
  }
}

/** Anything else than what `remember` writes, by another version perhaps, is left out. */
function readOne(one: unknown): Kept[] {
  if (!Array.isArray(one) || typeof one[0] !== "string") return [];
  const { colonnes, valeurs } = (one[1] ?? {}) as { [key in keyof Choice]: unknown };
  return [[one[0], { titres: true, colonnes: textsOf(colonnes), valeurs: textsOf(valeurs) }]];
}

function textsOf(some: unknown): Record<string, string> {
  const texts = Object.entries(some ?? {}).filter((each): each is [string, string] => typeof each[1] === "string");
  return Object.fromEntries(texts);
}
