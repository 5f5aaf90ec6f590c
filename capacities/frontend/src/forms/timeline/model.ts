/** The timeline as it is read: which steps are in which lane, when, and what comes before what. Made anew when
 * something that it depends on changed, never on a keystroke; what stays the same stays the same object. */

import type { CardView, EdgeView, Store } from "../../core";
import { CALENDAR, compareRanked, compareText, getOrMake, LANES, Lazy, sameItems, TRAY } from "../../core";
import type { Chain } from "./chains";
import { chainsOf, isTight } from "./chains";
import type { Day } from "./days";
import { localDay } from "./days";
import { lastDrawn } from "./frise-axis";
import { horizonOf } from "./horizon";
import { kept, keptStep } from "./kept";
import { lanesOf } from "./lanes";
import { onNewDay } from "./new-day";
import { EVERY_DAY, openDaysAround } from "./open-days";
import type { Schedule, Task } from "./schedule";
import { BEFORE, FIELDS, readTask, schedule } from "./schedule";
import { isHidden, myName, silenceOf } from "./silence";
import type { Link, Step, Timeline, TimelineSource, Window } from "./types";
import type { Recurring } from "./windows";
import { calendarOf } from "./windows";
import { rulesOf } from "./words";

export type { Link, Step, Timeline, TimelineSource, Window } from "./types";

const timelines = new WeakMap<TimelineSource, Store<Timeline>>();

/** The timeline of a session: one, as long as the session lives. */
export function timelineOf(session: TimelineSource): Store<Timeline> {
  return getOrMake(timelines, session, () => follow(session));
}

function follow(session: TimelineSource): Store<Timeline> {
  const reader = new Reader(session);
  const timeline = new Lazy(() => reader.read());
  const changed = () => timeline.invalidate();
  reader.onTitle = changed;
  session.cards.subscribe(changed);
  session.links.subscribe(changed);
  session.meta.subscribe(changed);
  let me = myName(session);
  session.people.subscribe(() => {
    if (myName(session) === me) return;
    me = myName(session);
    changed();
  });
  onNewDay(changed);
  session.adopt(rulesOf(session, timeline));
  return timeline;
}

/** What the key CLOSED_DAYS of `meta` holds when only the days that are not closed count. */
export const CLOSED_DAYS = "calendrier";
export const WORKING = "ouvre";

interface Planning {
  plan: Schedule;
  chains: ReadonlyMap<string, Chain>;
}

interface Reading {
  card: CardView;
  task: Task;
}

class Reader {
  onTitle: () => void = () => {};
  private readonly readings = new Map<string, Reading>();
  private readonly followed = new Set<string>();
  private last: Timeline | null = null;
  /** What the last schedule was made of. */
  private made: ({ tasks: readonly Task[]; ends: readonly EdgeView[]; rest: string } & Planning) | null = null;

  /** The live links, in order: sorted again only when one changed. */
  private readonly befores = new Lazy(() =>
    [...this.session.links.get().values()]
      .filter(({ deleted, kind }) => !deleted && (kind === BEFORE || kind === ""))
      .sort((a, b) => compareText(a.id, b.id)),
  );

  constructor(private readonly session: TimelineSource) {
    /* Before the timeline hears of it. */
    session.links.subscribe(() => this.befores.invalidate());
  }

  read(): Timeline {
    const { timeline } = this.session.data.template;
    const today = localDay();
    const meta = this.session.meta.get();
    const { horizon, given } = horizonOf(meta.horizon, timeline?.horizon ?? "", today);
    const openDays = meta[CLOSED_DAYS] === WORKING;
    const silence = silenceOf(this.session);
    const { lanes: ofLanes, calendar, steps: cards, hidden } = this.sorted(silence);
    const lanes = lanesOf(ofLanes, this.session.data.template.zones);
    const windows = calendarOf(calendar, timeline?.seasons ?? []);
    const ends = this.ends(new Set(cards.map(({ id }) => id)));
    const { plan, chains } = this.scheduled(cards, ends, { today, horizon, windows, openDays });
    const known = new Set(lanes.map(({ key }) => key));
    const laneOf = ({ zone }: CardView) => (known.has(zone) ? zone : TRAY);
    const steps = this.steps(cards, plan, chains, laneOf);
    const next: Timeline = {
      today,
      horizon,
      horizonGiven: given,
      lanes,
      order: orderOf([...known, TRAY], cards, laneOf),
      steps,
      links: linksOf(ends, steps, plan),
      windows: windows.map((window) => shownWindow(window, today, horizon)),
      openDays,
      silence,
      hidden,
    };
    this.last = kept(this.last, next);
    return this.last;
  }

  /** The cards by what they are; the text of a lane or of a window is its title, and is followed. */
  private sorted(silence: string) {
    const [lanes, calendar] = [[], []] as [TitledCard[], TitledCard[]];
    const steps: CardView[] = [];
    const me = myName(this.session);
    let hidden = 0;
    for (const card of this.session.cards.get().values()) {
      if (card.zone === LANES) lanes.push(this.titled(card));
      else if (card.zone === CALENDAR) calendar.push(this.titled(card));
      else if (card.deleted) continue;
      else if (isHidden(card, silence, me)) hidden++;
      else steps.push(card);
    }
    return { lanes, calendar, steps: steps.sort(compareRanked), hidden };
  }

  private titled(card: CardView): TitledCard {
    const text = this.session.text(card.id);
    if (!this.followed.has(card.id)) {
      this.followed.add(card.id);
      text.subscribe(() => this.onTitle());
    }
    return { ...card, text: text.get() };
  }

  /** The live links between two different steps that are there. */
  private ends(there: ReadonlySet<string>): readonly EdgeView[] {
    return this.befores.get().filter(({ from, to }) => from !== to && there.has(from) && there.has(to));
  }

  private scheduled(
    cards: readonly CardView[],
    ends: readonly EdgeView[],
    given: { today: Day; horizon: Day; windows: readonly Recurring[]; openDays: boolean },
  ): Planning {
    const { today, horizon, windows, openDays } = given;
    const tasks = cards.map((card) => this.task(card));
    const rest = JSON.stringify([today, horizon, openDays, windows.map(({ key, days }) => [key, days])]);
    const { made } = this;
    if (made !== null && made.rest === rest && sameItems(made.tasks, tasks) && sameItems(made.ends, ends)) {
      return made;
    }
    const byKey = new Map(windows.map((window) => [window.key, window]));
    const days = openDays ? openDaysAround(today, horizon) : EVERY_DAY;
    const plan = schedule(tasks, ends, { today, horizon, windows: byKey, days });
    const planned = new Map(tasks.map(({ id, done }) => [id, { done, dates: plan.planned.get(id)!.dates }]));
    const uncut = ends.filter(({ id }) => !plan.cut.has(id));
    this.made = { tasks, ends, rest, plan, chains: chainsOf(planned, uncut) };
    return this.made;
  }

  /** The same object as long as no field that changes dates does. */
  private task(card: CardView): Task {
    const known = this.readings.get(card.id);
    if (known?.card === card) return known.task;
    const same = known !== undefined && FIELDS.every((key) => known.card.fields[key] === card.fields[key]);
    const task = same ? known.task : readTask(card.id, card.fields);
    this.readings.set(card.id, { card, task });
    return task;
  }

  private steps(
    cards: readonly CardView[],
    plan: Schedule,
    chains: Planning["chains"],
    laneOf: (card: CardView) => string,
  ): ReadonlyMap<string, Step> {
    const steps = new Map<string, Step>();
    for (const card of cards) {
      const { id } = card;
      const { nature, done } = this.readings.get(id)!.task;
      const step: Step = {
        id,
        lane: laneOf(card),
        nature,
        done,
        chain: chains.get(id) ?? "",
        ...plan.planned.get(id)!,
      };
      steps.set(id, keptStep(this.last?.steps.get(id), step));
    }
    return steps;
  }
}

type TitledCard = Omit<CardView, "text"> & { text: string };

function orderOf(keys: readonly string[], cards: readonly CardView[], laneOf: (card: CardView) => string) {
  const order = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const card of cards) order.get(laneOf(card))!.push(card.id);
  return order;
}

/** A link is as tight as both its ends, when the second waits for the first. */
function linksOf(ends: readonly EdgeView[], steps: ReadonlyMap<string, Step>, { cut }: Schedule): readonly Link[] {
  return ends.map(({ id, from, to }) => {
    const [before, after] = [steps.get(from), steps.get(to)];
    const waits = !cut.has(id) && isTight(before, after);
    const both = (chain: Chain) => waits && before?.chain === chain && after?.chain === chain;
    return { id, from, to, cut: cut.has(id), critical: both("critical"), tight: both("tight") };
  });
}

function shownWindow({ key, title, source, card, yearly, spansIn }: Recurring, today: Day, horizon: Day): Window {
  return { key, title, source, card, yearly, spans: spansIn(today, Math.min(horizon, lastDrawn(today))) };
}
