/** What a person may do to steps, as the document knows it. Each act is one step of the undo history. */

import type {
  CanvasSession,
  CardMove,
  CardSeed,
  CardView,
  EdgeSeed,
  FieldValue,
  PasteResult,
  Ranked,
} from "../../core";
import { LANES, newId, placeAt, readPaste, TRAY } from "../../core";
import { isoOf } from "./days";
import type { Timeline, TimelineSource } from "./model";
import { timelineOf } from "./model";
import { BEFORE } from "./schedule";
import { SILENCE, silenceField } from "./silence";
import { rulesOf } from "./words";

export type ActsSource = TimelineSource &
  Pick<CanvasSession, "actions" | "editable" | "card" | "places" | "edge" | "edgesAt">;

/** Where to put steps; what is not given stays. */
export interface Where {
  lane?: string;
  /** Of the steps of the lane, the one before which to put it; null: last. */
  before?: string | null;
  /** The day by which it must be finished; null: no fixed day. */
  date?: number | null;
}

/** Whether one leads to another, directly or not. */
export function leadsTo({ steps }: Timeline, from: string, to: string): boolean {
  const found = new Set([from]);
  for (const id of found) {
    if (id === to) return true;
    for (const next of steps.get(id)?.after ?? []) found.add(next);
  }
  return false;
}

type Fields = Readonly<Record<string, FieldValue>>;

export function acts(session: ActsSource) {
  const { actions } = session;
  const timeline = () => timelineOf(session).get();
  const zoneOf = (lane: string) => (timeline().order.has(lane) ? lane : TRAY);
  const ranksAt = (lane: string, before: string | null, count: number, moving: readonly string[] = []) => {
    const ids = (timeline().order.get(zoneOf(lane)) ?? []).filter((id) => !moving.includes(id));
    const cards = ids.map((id): Ranked => ({ id, rank: session.card(id).get()?.rank ?? "" }));
    const at = before === null ? -1 : ids.indexOf(before);
    return placeAt(cards, at < 0 ? ids.length : at, count);
  };
  const seedsIn = (lane: string, texts: readonly string[], before: string | null, fields: Fields = {}) => {
    const { ranks, moved } = ranksAt(lane, before, texts.length);
    const own = { ...fields, ...silenceField(session) };
    const seeds = texts.map(
      (text, i): CardSeed => ({ id: newId(), zone: zoneOf(lane), rank: ranks[i]!, text, color: "", fields: own }),
    );
    return { seeds, moved };
  };
  const joined = (lane: string, before: string | null, ends: (id: string) => Pick<EdgeSeed, "from" | "to">) => {
    const { seeds, moved } = seedsIn(lane, [""], before);
    const id = seeds[0]!.id;
    const link = { id: newId(), kind: BEFORE, ...ends(id) };
    return actions.create(seeds, moved, null, [link]).length === 0 ? null : { id, link: link.id };
  };

  return {
    add: (lane: string, text = "", fields: Fields = {}): string | null => {
      const { seeds, moved } = seedsIn(lane, [text], null, fields);
      return actions.create(seeds, moved)[0] ?? null;
    },
    addBefore: (step: string) =>
      joined(timeline().steps.get(step)?.lane ?? TRAY, step, (id) => ({ from: id, to: step })),
    addAfter: (step: string) => {
      const lane = timeline().steps.get(step)?.lane ?? TRAY;
      const ids = timeline().order.get(lane) ?? [];
      return joined(lane, ids[ids.indexOf(step) + 1] ?? null, (id) => ({ from: step, to: id }));
    },
    paste: (lane: string, text: string): PasteResult => {
      if (!session.editable.get()) return { ids: [], message: null, leftOut: text };
      const { words } = rulesOf(session, timelineOf(session));
      const { texts, leftOut, message } = readPaste(text, session.data.template.limits, actions.room(), words);
      if (texts.length === 0) return { ids: [], message, leftOut };
      const { seeds, moved } = seedsIn(lane, texts, null);
      return { ids: actions.create(seeds, moved), leftOut, message };
    },
    /** What it was of what the move gives, to be put back with `actions.place`. */
    place: (ids: readonly string[], { lane, before = null, date }: Where): readonly CardMove[] => {
      const found = ids.flatMap((id) => session.card(id).get() ?? []);
      const day = date === undefined ? {} : { fields: { date: date === null ? null : isoOf(date) } };
      const { ranks, moved } = lane === undefined ? NOWHERE : ranksAt(lane, before, found.length, ids);
      const moves = found.map(({ id }, i): CardMove => {
        return { id, ...(lane === undefined ? {} : { zone: zoneOf(lane), rank: ranks[i]! }), ...day };
      });
      actions.place([...moves, ...moved]);
      return found.map(({ id, zone, rank, fields }) => ({
        id,
        ...(lane === undefined ? {} : { zone, rank }),
        ...(date === undefined ? {} : { fields: { date: fields.date ?? null } }),
      }));
    },
    duplicate: (id: string): string | null => {
      const card = session.card(id).get();
      const step = timeline().steps.get(id);
      if (card === null || step === undefined) return null;
      const ids = timeline().order.get(step.lane) ?? [];
      const { [SILENCE]: _, ...fields } = card.fields;
      const next = ids[ids.indexOf(id) + 1] ?? null;
      const { seeds, moved } = seedsIn(step.lane, [session.text(id).get()], next, fields);
      return actions.create(seeds, moved)[0] ?? null;
    },
  };
}

const NOWHERE = { ranks: [] as string[], moved: [] as Ranked[] };

/** Lanes and windows, that cards stand for once somebody changes them. */
export function standing(session: ActsSource, zone: typeof LANES | string) {
  const { actions } = session;
  const timeline = () => timelineOf(session).get();
  const all = () => (zone === LANES ? timeline().lanes : timeline().windows);
  const find = (key: string) => all().find((one) => one.key === key);
  const isOf = (card: CardView, key: string) => card.zone === zone && card.parent === key && !card.deleted;
  /** The card of a lane or of a window, made when there is none yet; null: there is no such one, or it is refused. */
  const cardOf = (key: string): string | null => {
    const found = find(key);
    if (found === undefined || found.card !== null) return found?.card ?? null;
    const rank = "rank" in found ? (found.rank as string) : "a0";
    const id = newId();
    return actions.standFor([{ id, zone, parent: key, rank, text: found.title }]) ? id : null;
  };
  return {
    find,
    cardOf,
    /** The live cards that stand for one of the template's. */
    cardsOf: (key: string): readonly string[] =>
      [...session.cards.get().values()].filter((one) => isOf(one, key)).map(({ id }) => id),
    add: (text: string, fields: Fields = {}): string | null => {
      const last = (zone === LANES ? timeline().lanes : []).slice(-1).map(({ key, rank }) => ({ id: key, rank }));
      const [rank] = placeAt(last, last.length, 1).ranks;
      return actions.create([{ id: newId(), zone, rank: rank!, color: "", text, fields }])[0] ?? null;
    },
    /** Whether it moved. */
    move: (key: string, by: number): boolean => {
      const { lanes } = timeline();
      const from = lanes.findIndex((lane) => lane.key === key);
      const to = from + by;
      if (from < 0 || to < 0 || to >= lanes.length) return false;
      const others = lanes.filter((lane) => lane.key !== key).map(({ key: id, rank }) => ({ id, rank }));
      const { ranks, moved } = placeAt(others, to, 1);
      const moves = [{ id: key, rank: ranks[0]! }, ...moved].flatMap((one) => {
        const id = cardOf(one.id);
        return id === null ? [] : [{ id, rank: one.rank }];
      });
      actions.place(moves);
      return moves.length > 0;
    },
  };
}
