import { describe, expect, test } from "vitest";
import { dayFrom, dayOf } from "./days";
import { farSign, firstDrawn, lastDrawn, SCALES, ticksOf, unitOf, windowsOn, xOf } from "./frise-axis";
import type { Box, Placeable, Placed } from "./frise-layout";
import { fitScale, LINK_GAP, layoutOf, readingOrder, STAIR, STEP_WIDTH, usualScale } from "./frise-layout";
import { routeOf } from "./frise-links";

const TODAY = dayFrom(2026, 11, 16);
const HORIZON = dayFrom(2027, 12, 31);
const ROOM = { scale: 2, width: 1000, height: 600, top: 16, least: 0, button: 40 };

type Seed = readonly [id: string, lane: string, latest: number, after?: readonly string[], nature?: string];

function timelineOf(seeds: readonly Seed[], lanes = ["a", "b"]): Placed {
  const order = new Map<string, string[]>(lanes.map((key) => [key, []]));
  const steps = new Map<string, Placeable>();
  for (const [id, lane, latestFinish, after = [], nature = "action"] of seeds) {
    order.get(lane)?.push(id);
    steps.set(id, { id, nature, dates: { latestFinish }, after });
  }
  return { today: TODAY, horizon: HORIZON, lanes: lanes.map((key) => ({ key })), order, steps };
}

/** Chains of steps, some across lanes, always the same. */
function large(count: number): Placed {
  let seed = 7;
  const chance = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
  const lanes = ["a", "b", "c", "d", "e"];
  const seeds: Seed[] = Array.from({ length: count }, (_, i) => {
    const after = i === 0 ? [] : [`s${Math.max(0, i - 1 - chance(6))}`];
    const latest = HORIZON - Math.floor(i / 12) * 14 - chance(20);
    return [`s${i}`, lanes[chance(lanes.length)]!, latest, after, i % 40 === 0 ? "reussite" : "action"];
  });
  return timelineOf(seeds, lanes);
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const heights = (id: string) => 44 + ((id.length * 31 + Number(id.slice(1)) * 17) % 80);

describe("the frise", () => {
  test("puts the right edge of a step at its latest finish", () => {
    const { axis, boxes } = layoutOf(timelineOf([["s1", "a", HORIZON - 100]]), () => 60, ROOM);
    const box = boxes.get("s1")!;
    expect(box.x + box.width).toBeCloseTo(xOf(axis, HORIZON - 100), 5);
  });

  test("keeps a step left of what it makes possible, aside a little for the sake of its row", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON - 120, ["s2"]],
      ["s2", "a", HORIZON - 40],
    ]);
    const { axis, boxes } = layoutOf(timeline, () => 60, ROOM);
    const [s1, s2] = [boxes.get("s1")!, boxes.get("s2")!];
    expect(s1.x + STEP_WIDTH).toBeLessThan(xOf(axis, HORIZON - 120));
    expect(s1.x + STEP_WIDTH + LINK_GAP).toBeCloseTo(s2.x, 5);
    expect(s1.y).toBe(s2.y);
  });

  test("goes down a row rather than far from its date", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON - 70, ["s2"]],
      ["s2", "a", HORIZON - 50],
      ["s3", "a", HORIZON - 130],
    ]);
    const { axis, boxes } = layoutOf(timeline, () => 60, ROOM);
    const [s1, s2, s3] = ["s1", "s2", "s3"].map((id) => boxes.get(id)!) as [Box, Box, Box];
    expect(s1.x + STEP_WIDTH).toBeCloseTo(xOf(axis, HORIZON - 70), 5);
    expect(s1.y).toBeGreaterThan(s2.y);
    /* Nothing where its link goes up. */
    expect(s3.y === s2.y && s3.x + STEP_WIDTH > s1.x + 10).toBe(false);
    expect(routeOf(s1, s2).line).toMatch(/^M[\d.]+ [\d.]+V/);
  });

  test("keeps a stair between steps of one date", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON - 50, ["s2"]],
      ["s2", "b", HORIZON - 50],
    ]);
    const { boxes } = layoutOf(timeline, () => 60, ROOM);
    expect(boxes.get("s1")!.x + STAIR).toBe(boxes.get("s2")!.x);
  });

  test("pushes nothing back over today that is not late", () => {
    const seeds: Seed[] = [
      ["s1", "a", TODAY + 10, ["s2"]],
      ["s2", "a", TODAY + 90],
    ];
    const { axis, boxes } = layoutOf(timelineOf(seeds), () => 60, ROOM);
    expect(boxes.get("s1")!.x + STEP_WIDTH).toBeCloseTo(xOf(axis, TODAY + 10), 5);
  });

  test("keeps a chain in one row", () => {
    const timeline = timelineOf([
      ["s0", "a", HORIZON, [], "reussite"],
      ["s1", "a", HORIZON - 10, ["s0"]],
      ["s2", "a", HORIZON - 150, ["s1"]],
      ["s3", "a", HORIZON - 300, ["s2"]],
    ]);
    const { boxes } = layoutOf(timeline, heights, ROOM);
    expect(new Set([...boxes.values()].map(({ y }) => y)).size).toBe(1);
  });

  test("leaves the way of a link free", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON],
      ["s2", "a", HORIZON - 120],
      ["s3", "a", HORIZON - 320, ["s1"]],
    ]);
    const { boxes } = layoutOf(timeline, () => 60, ROOM);
    expect(boxes.get("s2")!.y).toBe(boxes.get("s1")!.y);
    expect(boxes.get("s3")!.y).not.toBe(boxes.get("s2")!.y);
  });

  test("lays nothing over anything, at any scale, and all within its lane", () => {
    const timeline = large(300);
    for (const scale of [0.2, 0.8, 2, 7]) {
      const { boxes, lanes } = layoutOf(timeline, heights, { ...ROOM, scale });
      for (const { key, y, height } of lanes) {
        const inside = timeline.order.get(key)!.map((id) => boxes.get(id)!);
        inside.forEach((box, i) => {
          expect(box.y).toBeGreaterThanOrEqual(y);
          expect(box.y + box.height).toBeLessThanOrEqual(y + height);
          expect(box.x).toBeGreaterThanOrEqual(0);
          for (const other of inside.slice(i + 1)) expect(overlap(box, other)).toBe(false);
        });
      }
      for (const [id, { after, nature }] of timeline.steps) {
        if (nature === "reussite") continue;
        for (const next of after) expect(boxes.get(id)!.x).toBeLessThan(boxes.get(next)!.x + 1e-6);
      }
    }
  });

  test("is the same each time", () => {
    expect(layoutOf(large(120), heights, ROOM)).toEqual(layoutOf(large(120), heights, ROOM));
  });

  test.each(["0001-01-01", "0202-12-31", "9999-12-31"])("bears a horizon, or a step, on %s", (odd) => {
    const day = dayOf(odd)!;
    for (const timeline of [
      { ...timelineOf([["s1", "a", day]]), horizon: day },
      timelineOf([
        ["s1", "a", day, ["s2"]],
        ["s2", "a", HORIZON],
        ["s3", "b", day, [], "reussite"],
      ]),
    ]) {
      for (const scale of [...Object.values(SCALES), fitScale(timeline, 1000)]) {
        const { axis, boxes } = layoutOf(timeline, () => 60, { ...ROOM, scale });
        expect(axis.from).toBeGreaterThan(firstDrawn(TODAY) - 1200 / scale);
        expect(axis.to).toBeLessThanOrEqual(lastDrawn(TODAY));
        expect(ticksOf(axis, unitOf(scale)).length).toBeLessThan(500);
        const box = boxes.get("s1")!;
        expect(box.x).toBeGreaterThan(0);
        expect(box.x + box.width).toBeLessThanOrEqual(axis.width);
      }
    }
    expect(farSign("jour", day, TODAY)).toBe(day < TODAY ? "◀\u00a0jour" : "jour\u00a0▶");
    expect(farSign("jour", HORIZON, TODAY)).toBe("jour");
  });

  test("survives a loop of links", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON, ["s2"]],
      ["s2", "a", HORIZON, ["s1"]],
    ]);
    expect(layoutOf(timeline, () => 60, ROOM).boxes.size).toBe(2);
  });

  test("asks the height of each of 300 cards once", () => {
    const timeline = large(300);
    const asked: string[] = [];
    layoutOf(timeline, (id) => (asked.push(id), heights(id)), ROOM);
    expect(asked.length).toBe(timeline.steps.size);
  });

  test("finds a scale that lets chains stand at their dates, never wider than a month needs", () => {
    const chain = (weeks: number): Seed[] =>
      Array.from({ length: 5 }, (_, i) => [`s${i}`, "a", HORIZON - 7 * weeks * i, i === 0 ? [] : [`s${i - 1}`]]);
    const [loose, tight] = [usualScale(timelineOf(chain(14)), 1000), usualScale(timelineOf(chain(7)), 1000)];
    expect(loose).toBeGreaterThan(fitScale(timelineOf(chain(14)), 1000) - 1e-6);
    expect(tight).toBeGreaterThan(loose);
    expect(unitOf(usualScale(timelineOf(chain(1)), 1000))).toBe("mois");
    const far = { ...timelineOf(chain(1)), horizon: TODAY + 5 * 365 };
    expect(unitOf(usualScale(far, 1000))).not.toBe("mois");
  });

  test("fits all of the time in the width", () => {
    const timeline = timelineOf([["s1", "a", HORIZON - 30]]);
    const scale = fitScale(timeline, 1000);
    const { axis } = layoutOf(timeline, () => 60, { ...ROOM, scale });
    expect(Math.abs(axis.width - 1000)).toBeLessThanOrEqual(scale + 2);
  });

  test("fills the height, and grows beyond it", () => {
    expect(layoutOf(timelineOf([]), () => 60, ROOM).height).toBe(600);
    const many: Seed[] = Array.from({ length: 30 }, (_, i) => [`s${i}`, "a", HORIZON]);
    expect(layoutOf(timelineOf(many), () => 60, ROOM).height).toBeGreaterThan(2000);
  });

  test("reads a lane from left to right", () => {
    const timeline = timelineOf([
      ["s1", "a", HORIZON - 20],
      ["s2", "a", HORIZON - 200],
    ]);
    const layout = layoutOf(timeline, () => 60, ROOM);
    expect(readingOrder(timeline, layout).get("a")).toEqual(["s2", "s1"]);
  });
});

describe("the header", () => {
  const axis = { from: dayFrom(2026, 1, 1), to: HORIZON, scale: 2, width: (HORIZON - dayFrom(2026, 1, 1)) * 2 };

  test("names semesters", () => {
    expect(ticksOf(axis, "semestres").map(({ label }) => label)).toEqual([
      "1er\u00a0semestre 2026",
      "2e\u00a0semestre 2026",
      "1er\u00a0semestre 2027",
      "2e\u00a0semestre 2027",
    ]);
  });

  test("fills the axis without a hole", () => {
    for (const unit of ["annees", "semestres", "mois"] as const) {
      const ticks = ticksOf(axis, unit);
      ticks.slice(1).forEach((tick, i) => expect(tick.x).toBeCloseTo(ticks[i]!.x + ticks[i]!.width, 5));
      const last = ticks.at(-1)!;
      expect(last.x + last.width).toBeCloseTo(axis.width, 5);
    }
  });

  test("chooses what can be read", () => {
    expect([0.3, 2, 6].map(unitOf)).toEqual(["annees", "semestres", "mois"]);
  });
});

describe("a link", () => {
  const box = (x: number, y: number): Box => ({ x, y, width: STEP_WIDTH, height: 60 });

  test("is straight in a row", () => {
    expect(routeOf(box(0, 0), box(400, 0)).line).toMatch(/^M172 22H\d+$/);
  });

  test("keeps to its row before it bends", () => {
    expect(routeOf(box(0, 0), box(500, 80)).line).toMatch(/^M172 22H46\d/);
  });

  test("comes back to what is before it", () => {
    expect(routeOf(box(500, 0), box(0, 0)).line).toContain("S");
  });
});

test("a window of the calendar is where its days are, cut at the ends of the axis", () => {
  const axis = { from: 100, to: 200, scale: 2, width: 200 };
  const spans = [
    { from: 50, to: 99 },
    { from: 90, to: 109 },
    { from: 150, to: 150 },
    { from: 199, to: 260 },
  ];
  const shown = windowsOn(axis, [{ key: "w", title: "Vote", source: "", card: null, yearly: false, spans }]);
  expect(shown.map(({ x, width, again }) => [x, width, again])).toEqual([
    [0, 20, true],
    [100, 2, true],
    [198, 2, true],
  ]);
  expect(shown[1]!.when).toBe("le 31\u00a0mai\u00a01970");
});
