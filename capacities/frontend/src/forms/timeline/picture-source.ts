/* What the picture of a live timeline is made from. */

import type { CanvasSession } from "../../core";
import { TRAY } from "../../core";
import { paperLine, paperTitle } from "../../ui/printing";
import { dayWords, durationWords, monthWords } from "./days";
import { timelineOf } from "./model";
import type { Hue, PictureSource } from "./picture";
import type { Told } from "./step-words";
import { field, lastingWords, pilotsOf } from "./step-words";
import { laneTitle, nameWords } from "./words";

export function sourceOf(session: CanvasSession): PictureSource {
  const { data } = session;
  const timeline = timelineOf(session).get();
  const told = new Map<string, Told>();
  for (const [id, step] of timeline.steps) {
    told.set(id, { step, text: session.text(id).get(), values: session.card(id).get()?.fields ?? {} });
  }
  const hues = new Map((data.template.timeline?.hues ?? []).map(([key, hue]) => [key, hue as Hue]));
  return {
    timeline,
    told,
    laneTitles: new Map(timeline.lanes.map((lane) => [lane.key, laneTitle(lane)])),
    hueOf: ({ values }) => hues.get(field(values, "enjeu")) ?? "black",
    factsOf,
    tray: (timeline.order.get(TRAY) ?? []).map((id) => nameWords(told.get(id)?.text ?? "")),
    title: paperTitle(data),
    caption: paperLine(data),
  };
}

/** « pilote : DGS · 8 sem. », then what presses, or what room there is. */
function factsOf({ step, values }: Told): string[] {
  const { dates, nature, done } = step;
  if (nature === "reussite") return [breakable(dayWords(dates.latestFinish))];
  const pilots = pilotsOf(values).join(", ");
  const first = [pilots === "" ? "" : `pilote\u00a0: ${pilots}`, lastingWords(step, values["duree"])];
  return [first.filter((each) => each !== "").join(" · "), pressing({ dates, done })].filter((each) => each !== "");
}

/** A card is narrow: a date may take two lines. */
function breakable(words: string): string {
  return words.replace(/\u00a0/g, " ");
}

function pressing({ dates, done }: Pick<Told["step"], "dates" | "done">): string {
  if (done) return "fait";
  const month = monthWords(dates.latestFinish);
  if (dates.late) return `au plus tard\u00a0: ${monthWords(dates.latestStart)}, déjà passé`;
  if (dates.slack <= 0) return `au plus tard\u00a0: ${month} — aucune marge`;
  return `au plus tard\u00a0: ${month} — marge\u00a0: ${durationWords(dates.slack)}`;
}
