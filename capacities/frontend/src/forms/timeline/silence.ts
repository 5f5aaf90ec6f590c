/** The time of silence: what others write meanwhile is not shown. A courtesy, not a secret. */

import type { CanvasSession, CardView } from "../../core";
import { CALENDAR, LANES } from "../../core";

/** The key of what holds for the whole canvas, and the field of the cards made meanwhile. */
export const SILENCE = "silence";

type Source = Pick<CanvasSession, "meta" | "people" | "data">;

/** The silence that lasts, or "". */
export function silenceOf({ meta }: Pick<Source, "meta">): string {
  const found = meta.get()[SILENCE];
  return typeof found === "string" ? found : "";
}

/** Under which name one signs. */
export function myName({ people, data }: Pick<Source, "people" | "data">): string {
  return people.get().find(({ self }) => self)?.name ?? data.me.name;
}

/** What a new card carries, so that it is hidden from the others until the end. */
export function silenceField(session: Pick<Source, "meta">): Record<string, string> {
  const silence = silenceOf(session);
  return silence === "" ? {} : { [SILENCE]: silence };
}

/** A step that somebody else keeps quiet: lanes and windows are everybody’s at once. */
export function isHidden(
  { zone, fields, author }: Pick<CardView, "zone" | "fields" | "author">,
  silence: string,
  me: string,
): boolean {
  if (zone === LANES || zone === CALENDAR) return false;
  return silence !== "" && fields[SILENCE] === silence && author !== me;
}
