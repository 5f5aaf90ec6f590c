/* What is said of a step: the same words in the Gantt, the feuille de route, pictures and the projector. */

import type { FieldValue } from "../../core";
import { chainWords } from "./chains";
import { dayWords, durationWords, sentence, weeksWords } from "./days";
import { readWeeks } from "./schedule";
import { lateWords, slackWords } from "./telling";
import type { Step } from "./types";
import { NATURES } from "./words";

export type Values = Readonly<Record<string, FieldValue>>;

/** A step with what people wrote of it. */
export interface Told {
  step: Step;
  text: string;
  values: Values;
}

/** How long a step lasts, as people gave it; "" when nobody did, or when it takes no more time. */
export function lastingWords({ dates, done }: Pick<Step, "dates" | "done">, given: FieldValue | undefined): string {
  if (done || dates.days === 0) return "";
  const weeks = readWeeks(given);
  return weeks === null ? durationWords(dates.days) : weeksWords(weeks);
}

/** When it must be: « à commencer au plus tard le 3 mars 2027, à finir le 5 mai 2027 ». */
export function whenWords({ nature, done, dates }: Step): string {
  const finish = dayWords(dates.latestFinish);
  if (nature === "reussite") return `le ${finish}`;
  if (done || dates.days === 0) return `au plus tard le ${finish}`;
  return `à commencer au plus tard le ${dayWords(dates.latestStart)}, à finir au plus tard le ${finish}`;
}

export function field(values: Values, key: string): string {
  const value = values[key];
  return typeof value === "string" ? value.trim() : "";
}

/** Who leads: names parted by commas or semicolons, each once whatever its capitals. */
export function pilotsOf(values: Values): string[] {
  const names = new Map<string, string>();
  for (const name of field(values, "qui").split(/[,;]/)) {
    const clean = name.trim().replace(/\s+/g, " ");
    if (clean !== "" && !names.has(folded(clean))) names.set(folded(clean), clean);
  }
  return [...names.values()];
}

/** What two spellings of a name share. */
export function folded(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** All of a step but its name in a sentence, for who does not see where its bar is. */
export function wholeWords({ step, values }: Told, more: readonly string[] = []): string {
  const pilots = pilotsOf(values);
  const { dates, done } = step;
  const lasting = lastingWords(step, values["duree"]);
  const said = [
    NATURES[step.nature],
    lateWords(step).replace(/^▲ |\.$/g, ""),
    whenWords(step),
    lasting === "" ? "" : `dure ${lasting}`,
    done ? "fait" : "",
    done ? "" : slackWords(dates.slack),
    chainWords(step.chain),
    pilots.length === 0 ? "sans pilote" : `pilote\u00a0: ${pilots.join(", ")}`,
    ...more,
  ];
  return sentence(said.filter((each) => each !== "").join("\u00a0; "));
}
