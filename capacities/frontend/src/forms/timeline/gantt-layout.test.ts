/* The Gantt: where bars, diamonds and lines are. */

import { describe, expect, test } from "vitest";
import { dayFrom } from "./days";
import { xOf } from "./frise-axis";
import {
  END_PX,
  extentOf,
  firstSight,
  fittingScale,
  flagsOf,
  ganttOf,
  routesOf,
  rowHeight,
  weeksOf,
} from "./gantt-layout";
import type { Link, Step, Timeline } from "./types";

const TODAY = dayFrom(2026, 11, 16);
const HORIZON = dayFrom(2027, 12, 31);

interface Seed {
  nature?: Step["nature"];
  done?: boolean;
  start: number;
  finish: number;
  early?: number;
}

function step(id: string, { nature = "action", done = false, start, finish, early = start }: Seed): Step {
  const days = finish - start;
  const dates = {
    latestStart: TODAY + start,
    latestFinish: TODAY + finish,
    earliestStart: TODAY + early,
    earliestFinish: TODAY + early + days,
    slack: start - early,
    critical: start <= early,
    late: start < 0,
    days: done ? 0 : days,
  };
  return { id, lane: "a", nature, done, dates, before: [], after: [] };
}

function timelineOf(seeds: Record<string, Seed>, links: readonly Link[] = []): Timeline {
  const steps = new Map(Object.entries(seeds).map(([id, seed]) => [id, step(id, seed)]));
  return {
    today: TODAY,
    horizon: HORIZON,
    horizonGiven: "default",
    lanes: [{ key: "a", title: "Fil", rank: "a0", card: null, given: true }],
    order: new Map([["a", [...steps.keys()]]]),
    steps,
    links,
    windows: [],
    silence: "",
    openDays: false,
    hidden: 0,
  };
}

const draw = (timeline: Timeline, scale = 2) => {
  const rows = [...timeline.steps.keys()].map((id) => ({ id, text: id, small: "" }));
  return ganttOf(timeline, [{ key: "a", title: "Fil", rows }], { scale, names: 250 });
};

describe("a bar", () => {
  test("goes from the latest start to the latest finish, what it may begin before in front of it", () => {
    const gantt = draw(timelineOf({ x: { start: 60, finish: 100, early: 10 } }));
    const { axis, rows } = gantt;
    const row = rows.get("x")!;
    expect(row.left).toBeCloseTo(xOf(axis, TODAY + 60));
    expect(row.left + row.width).toBeCloseTo(xOf(axis, TODAY + 100));
    expect(row.slackLeft).toBeCloseTo(xOf(axis, TODAY + 10));
    expect(row.slackLeft + row.slackWidth).toBeCloseTo(row.left);
  });

  test("is there at any scale, and takes no room of slack that it lacks", () => {
    const { rows } = draw(timelineOf({ x: { start: -20, finish: 1, early: 0 } }), 0.12);
    expect(rows.get("x")!.width).toBeGreaterThanOrEqual(2.5);
    expect(rows.get("x")!.slackWidth).toBe(0);
  });

  test("is a diamond at its day for a jalon, a réussite, and thin for what lasts no day", () => {
    const gantt = draw(
      timelineOf({
        jalon: { nature: "jalon", start: 50, finish: 50 },
        reussite: { nature: "reussite", start: 90, finish: 90 },
        rien: { start: 30, finish: 30 },
      }),
    );
    const at = (id: string) => gantt.rows.get(id)!;
    expect([at("jalon").point, at("reussite").point, at("rien").point]).toEqual([true, true, true]);
    expect(at("jalon").left).toBeCloseTo(xOf(gantt.axis, TODAY + 50));
    expect(at("rien").beyond).toBeLessThan(at("jalon").beyond);
  });
});

describe("the sheet", () => {
  test("shows what should have begun, and no century for one slip of the keyboard", () => {
    const early = extentOf(timelineOf({ x: { start: -200, finish: 10 } }));
    expect(early.from).toBeLessThanOrEqual(TODAY - 200);
    const mad = extentOf(timelineOf({ x: { start: -40_000, finish: 400_000 } }));
    expect(mad.to - mad.from).toBeLessThan(9_000);
    const { rows, axis } = draw(timelineOf({ x: { start: -40_000, finish: 400_000 } }));
    expect(rows.get("x")!.left).toBe(0);
    expect(rows.get("x")!.width).toBeCloseTo(axis.width - END_PX, 0);
  });

  test("fits in the room there is", () => {
    const extent = extentOf(timelineOf({ x: { start: 10, finish: 40 } }));
    expect((extent.to - extent.from) * fittingScale(extent, 900)).toBeCloseTo(900 - END_PX);
  });

  test("ends with the last diamond, whole, however far the horizon and whatever window begins before it", () => {
    const far = timelineOf({ but: { nature: "reussite", start: 1_826, finish: 1_826 } });
    const window = { key: "w", title: "Élections", source: "", card: null, yearly: false };
    const timeline = {
      ...far,
      horizon: TODAY + 1_826,
      windows: [{ ...window, spans: [{ from: TODAY + 1_800, to: TODAY + 2_200 }] }],
    };
    const { axis, rows } = draw(timeline, fittingScale(extentOf(timeline), 900));
    const { left, beyond } = rows.get("but")!;
    expect(axis.width).toBeLessThanOrEqual(900);
    expect(axis.width - left).toBeGreaterThanOrEqual(2 * beyond);
    expect(axis.width - left).toBeLessThan(40);
  });

  test("is scrolled to today at first, or to the first bar when today shows none", () => {
    const room = { width: 600, height: 400 };
    const near = draw(timelineOf({ x: { start: 20, finish: 100 } }), 5);
    expect(firstSight(near, TODAY, room)).toBe(Math.max(0, xOf(near.axis, TODAY) - 80));
    const far = draw(timelineOf({ x: { start: 700, finish: 720, early: 0 } }), 5);
    expect(firstSight(far, TODAY, room)).toBeCloseTo(far.rows.get("x")!.left - 80);
  });

  test("stacks rows without overlap, taller for a long name", () => {
    const { rows, height, lanes } = draw(timelineOf({ x: { start: 1, finish: 2 }, y: { start: 1, finish: 2 } }));
    const [x, y] = [rows.get("x")!, rows.get("y")!];
    expect(x.middle + x.height / 2).toBeCloseTo(y.middle - y.height / 2);
    expect(lanes[0]!.height).toBe(height);
    expect(rowHeight("court", "", 200)).toBeLessThan(rowHeight("mot ".repeat(30), "pilote\u00a0: DGS", 200));
    expect(rowHeight("mot ".repeat(500), "", 200)).toBe(rowHeight("mot ".repeat(60), "", 200));
  });

  test("places 300 rows and their links", () => {
    const seeds = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`s${i}`, { start: i, finish: i + 20, early: 0 }]),
    );
    const links = Array.from({ length: 299 }, (_, i) => ({
      id: `l${i}`,
      from: `s${i}`,
      to: `s${i + 1}`,
      cut: false,
      critical: false,
    }));
    const timeline = timelineOf(seeds, links);
    expect(routesOf(draw(timeline), links)).toHaveLength(299);
  });
});

describe("a link", () => {
  const link = { id: "l", from: "x", to: "y", cut: false, critical: true };

  test("bends just before what it reaches when there is room, else goes around", () => {
    const far = timelineOf({ x: { start: 0, finish: 10 }, y: { start: 90, finish: 99 } }, [link]);
    expect(routesOf(draw(far), far.links)[0]!.d).toMatch(/^M[\d. ]+H[\d.]+V[\d.]+H[\d.]+$/);
    const near = timelineOf({ x: { start: 0, finish: 10 }, y: { start: 10, finish: 99 } }, [link]);
    expect(routesOf(draw(near), near.links)[0]!.d).toMatch(/^M[\d. ]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+H[\d.]+$/);
  });

  test("of which an end is not drawn is not", () => {
    const timeline = timelineOf({ x: { start: 0, finish: 10 } }, [link]);
    expect(routesOf(draw(timeline), timeline.links)).toEqual([]);
  });
});

test("names that would meet go on another line", () => {
  const flags = flagsOf([
    { key: "today", x: 100, words: "Aujourd’hui" },
    { key: "w1", x: 120, words: "Vote du budget" },
    { key: "w2", x: 400, words: "Élections" },
  ]);
  expect(flags.map(({ line }) => line)).toEqual([0, 1, 0]);
});

test("a window that comes back is named again only where that takes no other line", () => {
  const again = { words: "Vote du budget", again: true };
  const flags = flagsOf([
    { key: "today", x: 100, words: "Aujourd’hui" },
    { key: "w1", x: 150, words: "Vote du budget" },
    { key: "w2", x: 165, ...again },
    { key: "w3", x: 400, ...again },
  ]);
  expect(flags.map(({ key }) => key)).toEqual(["today", "w1", "w3"]);
});

test("weeks give their days back, whatever the edge was pulled to", () => {
  for (let days = 0; days <= 2_000; days++) expect(Math.ceil(7 * weeksOf(days))).toBe(days);
  expect([weeksOf(10), weeksOf(14), weeksOf(-3)]).toEqual([1.42, 2, 0]);
});
