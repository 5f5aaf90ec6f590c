/** A page that stays open sees the days go by. */

import type { Value } from "../../core";
import { getOrMake, value } from "../../core";
import type { Day } from "./days";
import { localDay } from "./days";

const EVERY_MS = 60_000;
/** One clock for a page, however many timelines it shows. */
const clocks = new Map<"page", Value<Day>>();

export function onNewDay(tell: () => void): void {
  getOrMake(clocks, "page", start).subscribe(tell);
}

function start(): Value<Day> {
  const day = value(localDay());
  const look = () => day.set(localDay());
  setInterval(look, EVERY_MS);
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", look);
  return day;
}
