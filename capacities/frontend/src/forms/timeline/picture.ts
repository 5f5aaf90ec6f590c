/* The frise as a picture: lanes, steps placed as on the wall, links, today, windows. Pure: the same on paper and
 * in a file. */

import type { Around, Mark, Picture } from "../picture/picture";
import { ACCENT, INK, SECOND, sheetOf } from "../picture/picture";
import { TINTS } from "../picture/tints";
import type { Measure } from "../picture/words";
import { guessWidth, wrap } from "../picture/words";
import { dayWords } from "./days";
import type { Axis } from "./frise-axis";
import { ticksOf, unitOf, windowsOn, xOf } from "./frise-axis";
import type { Box, Layout } from "./frise-layout";
import { COLUMN_WIDTH, fitScale, layoutOf, STEP_WIDTH, SUCCESS_WIDTH } from "./frise-layout";
import { leaderOf } from "./frise-leaders";
import { routeOf } from "./frise-links";
import type { Asked } from "./gantt-layout";
import { flagsOf } from "./gantt-layout";
import type { Told } from "./step-words";
import type { Step, Timeline } from "./types";
import { nameWords } from "./words";

export type Hue = keyof typeof TINTS;

export interface PictureSource extends Omit<Around, "description" | "legend"> {
  timeline: Timeline;
  told: ReadonlyMap<string, Told>;
  laneTitles: ReadonlyMap<string, string>;
  hueOf: (told: Told) => Hue;
  /** Small, under the words of a step. */
  factsOf: (told: Told) => readonly string[];
  /** Names of the steps that are in no lane. */
  tray: readonly string[];
}

const NAME = { size: 13.5, bold: false };
const NAME_BOLD = { size: 13.5, bold: true };
const SMALL = { size: 12, bold: false };
const LEADING = 1.3;
const PAD = 9;
/** A name as long as a card says the rest elsewhere. */
const MOST_LINES = 9;
const TITLE_WIDTH = 150;
const TITLE = { size: 14, bold: true };
const TITLE_TOP = 26;
const LEAST_LANE = 90;
const UNITS_PX = 28;
const FLAG_PX = 17;
const LATE = "#b9342a";
const LINE = "#e3e0d8";
/** Widths tried, until the sheet is no taller than an A3 held across. */
const WIDTHS = [1_150, 1_500, 2_000, 2_700, 3_600, 4_800, 6_400, 8_000];
const ACROSS = 1.38;

interface Style {
  size: number;
  bold: boolean;
}

interface Block {
  lines: readonly string[];
  facts: readonly string[];
  height: number;
}

export function pictureOf(source: PictureSource, measure: Measure = guessWidth): Picture {
  const { timeline, told, tray } = source;
  const blocks = new Map([...told].map(([id, each]) => [id, blockOf(source, each, measure)]));
  const titles = titlesOf(source, measure);
  const layout = fitted(timeline, blocks, titles);
  const moved = leaders(timeline, layout);
  const marks = [
    ...ground(source, layout),
    ...header(timeline, layout, measure),
    ...moved,
    ...links(timeline, layout),
    ...[...layout.boxes].flatMap(([id, box]) => card(source, told.get(id)!, box, blocks.get(id)!)),
    ...laneTitles(titles, layout),
  ];
  const right = layout.axis.width + COLUMN_WIDTH;
  const below = trayWords(tray, right + TITLE_WIDTH, layout.height, measure);
  const bounds = {
    left: -TITLE_WIDTH,
    top: -headOf(timeline, layout.axis, measure).height,
    right,
    bottom: layout.height + below.height,
  };
  const legend = moved.length > 0 ? [...LEGEND, MOVED] : LEGEND;
  const around = { ...source, description: descriptionOf(source), legend };
  return sheetOf(around, bounds, [...marks, ...below.marks], measure);
}

const LEGEND = [
  { sign: "▲", title: "il est déjà trop tard" },
  { sign: "—", title: "rouge\u00a0: chaîne critique" },
  { sign: "⁄⁄⁄", title: "fenêtre du calendrier" },
];
const MOVED = { sign: "└┤", title: "vraie date d’une étape posée plus tôt, faute de place" };

/** What should have been finished long ago is at the left edge, its date in words: one such date would squeeze
 * all the others. */
const LONG_AGO = 366;

function squeezed(timeline: Timeline): Timeline {
  const first = timeline.today - LONG_AGO;
  const near = (step: Step): Step =>
    step.dates.latestFinish >= first ? step : { ...step, dates: { ...step.dates, latestFinish: first } };
  return { ...timeline, steps: new Map([...timeline.steps].map(([id, step]) => [id, near(step)])) };
}

/** As wide as it takes for the whole not to be a column. */
function fitted(
  asked: Timeline,
  blocks: ReadonlyMap<string, Block>,
  titles: ReadonlyMap<string, readonly string[]>,
): Layout {
  const timeline = squeezed(asked);
  const heightOf = (id: string) => blocks.get(id)?.height;
  const least = (lane: string) => Math.max(LEAST_LANE, heightOfTitle(titles.get(lane) ?? []));
  let best: Layout | null = null;
  for (const width of WIDTHS) {
    const room = { scale: fitScale(timeline, width), width, height: 0, top: 14, button: 0, least };
    best = layoutOf(timeline, heightOf, room);
    if ((best.axis.width + COLUMN_WIDTH + TITLE_WIDTH) / (best.height + 90) >= ACROSS) break;
  }
  return best!;
}

function blockOf(source: PictureSource, told: Told, measure: Measure): Block {
  const success = told.step.nature === "reussite";
  const room = (success ? SUCCESS_WIDTH : STEP_WIDTH) - 2 * PAD - 4;
  const cut = (words: string, { size, bold }: Style) => wrap(words, room, (line) => measure(line, size, bold));
  const late = told.step.dates.late ? "▲\u00a0" : "";
  const done = told.step.done ? "✓\u00a0" : "";
  const lines = cutTo(cut(`${late}${done}${nameWords(told.text, told.step.nature)}`, success ? NAME_BOLD : NAME));
  const facts = source.factsOf(told).flatMap((fact) => cut(fact, SMALL));
  const height = Math.ceil((lines.length * NAME.size + facts.length * SMALL.size) * LEADING) + 2 * PAD;
  return { lines, facts, height };
}

function cutTo(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!.slice(0, -2).trimEnd()}…`];
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${n(x)} ${n(y)}H${n(x + width)}V${n(y + height)}H${n(x)}Z`;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

function words(text: string, x: number, y: number, style: Style, fill: string): Mark {
  return { kind: "words", x, y, ...style, fill, anchor: "start", words: text };
}

/** Bands, lines of time, windows, today. */
function ground({ timeline }: PictureSource, { axis, lanes, height }: Layout): Mark[] {
  const right = axis.width + COLUMN_WIDTH;
  const line = (d: string, stroke = LINE, width = 1): Mark => ({ kind: "line", d, stroke, width });
  const marks: Mark[] = [
    { kind: "line", d: rectangle(-TITLE_WIDTH, 0, TITLE_WIDTH + right, height), fill: "#fff", stroke: LINE, width: 1 },
  ];
  for (const { x } of ticksOf(axis, unitOf(axis.scale))) marks.push(line(`M${n(x)} 0V${n(height)}`));
  for (const { x, width } of windowsOn(axis, timeline.windows)) {
    marks.push(line(hatched(x, width, height), "#cfe3e4", 3));
  }
  marks.push(line(`M0 0V${n(height)}`), line(`M${axis.width} 0V${n(height)}`));
  for (const { y } of lanes.slice(1)) marks.push(line(`M${-TITLE_WIDTH} ${n(y)}H${n(right)}`));
  const today = n(xOf(axis, timeline.today));
  marks.push(line(`M${today} 0V${n(height)}`, LATE, 2));
  return marks;
}

const BETWEEN = 12;

/** Slanted lines inside a band, from its top to its bottom. */
function hatched(x: number, width: number, height: number): string {
  let d = "";
  for (let start = BETWEEN / 2; start < width + height; start += BETWEEN) {
    const [top, bottom] = [Math.max(0, start - width), Math.min(height, start)];
    if (bottom > top) d += `M${n(x + start - bottom)} ${n(bottom)}L${n(x + start - top)} ${n(top)}`;
  }
  return d === "" ? "M0 0" : d;
}

/** The words above the lanes, and how tall they are. */
function headOf(timeline: Timeline, axis: Axis, measure: Measure) {
  const named = windowsOn(axis, timeline.windows).map(({ key, again, x, title }) => ({ key, again, x, words: title }));
  const asked: Asked[] = [{ key: "today", x: xOf(axis, timeline.today), words: "Aujourd’hui" }, ...named];
  /* A name that would leave the sheet at right ends there. */
  const end = axis.width + COLUMN_WIDTH;
  const kept = asked.map((flag) => ({ ...flag, x: Math.min(flag.x, end - measure(flag.words, 12, true) - 8) }));
  const flags = flagsOf(kept);
  const lines = Math.max(...flags.map(({ line }) => line)) + 1;
  return { flags, height: UNITS_PX + lines * FLAG_PX + 6 };
}

function header(timeline: Timeline, { axis }: Layout, measure: Measure): Mark[] {
  const { flags, height } = headOf(timeline, axis, measure);
  const bold = { size: 13, bold: true };
  const units = ticksOf(axis, unitOf(axis.scale)).flatMap(({ x, width, label }) =>
    measure(label, bold.size, true) + 10 > width ? [] : [words(label, x + 8, -height + 18, bold, SECOND)],
  );
  const flag = { size: 12, bold: true };
  return [
    ...units,
    words("Réussites", axis.width + 12, -height + 18, bold, SECOND),
    ...flags.map(({ key, x, line, words: said }) =>
      words(said, x + 4, -height + UNITS_PX + (line + 1) * FLAG_PX - 3, flag, key === "today" ? LATE : ACCENT),
    ),
  ];
}

/** How far from its date each post-it is that another one, or what it makes possible, pushed away. */
function leaders({ steps }: Timeline, { axis, boxes }: Layout): Mark[] {
  return [...boxes].flatMap(([id, box]): Mark[] => {
    const step = steps.get(id)!;
    const d = step.nature === "reussite" ? "" : leaderOf(box, axis, step.dates.latestFinish);
    return d === "" ? [] : [{ kind: "line", d, stroke: SECOND, width: 1, dash: "2 3" }];
  });
}

function links(timeline: Timeline, { boxes }: Layout): Mark[] {
  return timeline.links.flatMap(({ from, to, critical, cut }): Mark[] => {
    const [source, target] = [boxes.get(from), boxes.get(to)];
    if (source === undefined || target === undefined) return [];
    const { line, head } = routeOf(source, target);
    const stroke = critical ? LATE : SECOND;
    return [
      { kind: "line", d: line, stroke, width: critical ? 2.2 : 1.5, ...(cut ? { dash: "6 5" } : {}) },
      { kind: "line", d: head.toUpperCase() === head ? head : head.replace("z", "Z"), stroke, width: 1, fill: stroke },
    ];
  });
}

function card(source: PictureSource, told: Told, { x, y, width, height }: Box, block: Block): Mark[] {
  const { step } = told;
  const success = step.nature === "reussite";
  const hue = TINTS[step.dates.late ? "problem" : source.hueOf(told)];
  const fill = success ? ACCENT : hue.fill;
  const critical = step.chain === "critical";
  const stroke = critical ? LATE : success ? ACCENT : hue.stroke;
  const marks: Mark[] = [
    { kind: "line", d: rectangle(x, y, width, height), fill, stroke, width: critical ? 1.6 : 0.8 },
    {
      kind: "line",
      d: rectangle(x, y, 4, height),
      fill: success ? "#084a52" : hue.stroke,
      stroke: hue.stroke,
      width: 0,
    },
  ];
  let top = y + PAD;
  const line = (text: string, style: Style, ink: string) => {
    marks.push(words(text, x + PAD + 4, top + style.size, style, ink));
    top += style.size * LEADING;
  };
  for (const each of block.lines) line(each, success ? NAME_BOLD : NAME, success ? "#fff" : INK);
  for (const each of block.facts) line(each, SMALL, success ? "#e2f0f0" : SECOND);
  return marks;
}

/** The lines of the title of each lane. */
function titlesOf({ timeline, laneTitles: said }: PictureSource, measure: Measure): ReadonlyMap<string, string[]> {
  const { size, bold } = TITLE;
  const cut = (title: string) => wrap(title, TITLE_WIDTH - 22, (line) => measure(line, size, bold)).slice(0, 8);
  return new Map(timeline.lanes.map(({ key }) => [key, cut(said.get(key) ?? "")]));
}

function heightOfTitle(lines: readonly string[]): number {
  return TITLE_TOP + lines.length * TITLE.size * LEADING;
}

function laneTitles(titles: ReadonlyMap<string, readonly string[]>, { lanes }: Layout): Mark[] {
  return lanes.flatMap(({ key, y }) =>
    (titles.get(key) ?? []).map((line, i) =>
      words(line, -TITLE_WIDTH + 12, y + TITLE_TOP + i * TITLE.size * LEADING, TITLE, INK),
    ),
  );
}

/** Under the lanes, what is to place: named, since it has no place of its own. */
function trayWords(tray: readonly string[], room: number, top: number, measure: Measure) {
  if (tray.length === 0) return { marks: [] as Mark[], height: 0 };
  const said = `À placer\u00a0: ${tray.join(" · ")}`;
  const lines = wrap(said, room, (line) => measure(line, NAME.size, false));
  const step = NAME.size * LEADING;
  const marks = lines.map((line, i) => words(line, -TITLE_WIDTH, top + 26 + i * step, NAME, INK));
  return { marks, height: 16 + lines.length * step };
}

function descriptionOf({ timeline, told, laneTitles: titles, tray }: PictureSource): string {
  const lanes = timeline.lanes.flatMap(({ key }) => {
    const steps = (timeline.order.get(key) ?? []).flatMap((id) => told.get(id) ?? []);
    const named = steps.map(
      ({ step, text }) =>
        `${nameWords(text, step.nature)} (${dayWords(step.dates.latestFinish)}${step.dates.late ? ", trop tard" : ""})`,
    );
    return named.length === 0 ? [] : [`${titles.get(key) ?? ""}\u00a0: ${named.join(", ")}`];
  });
  if (lanes.length === 0 && tray.length === 0) return "Frise vide.";
  const count = timeline.links.length;
  const more = tray.length === 0 ? "" : ` À placer\u00a0: ${tray.join(", ")}.`;
  return `Frise. ${lanes.join("\u00a0; ")}. ${count} lien${count > 1 ? "s" : ""}.${more}`;
}
