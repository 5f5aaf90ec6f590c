/** The board of a map: where elements and stamps are, and the lines of the links, without React. */

import type { BoardParts, Placed } from "../board/board";
import { Board } from "../board/board";
import type { Bounds, Box, Point, Size } from "../board/box";
import { Calm } from "./calm";
import type { Graph } from "./graph";
import type { Asked, Seats } from "./placing";
import { metIn, placeAll, placing } from "./placing";
import type { Plan } from "./plan";
import { boundsOf, boxIn, heartOf } from "./room";
import type { Joined, Route } from "./routing";
import { centreOf, Router } from "./routing";
import type { LabelSeat, Seat, WordsSide } from "./seating";
import { labelPoint, MIDDLE } from "./seating";
import { tenth } from "./shapes";

/** What of a link is drawn by the scene. */
export interface LinkParts {
  line: SVGGElement | null;
  label: HTMLElement | null;
  /** What was written last, and in what. */
  drawn?: Drawn;
  path?: string | undefined;
  by?: string;
  place?: string;
}

interface Drawn extends Pick<LinkParts, "line" | "label"> {
  route: Route | null;
  seat: LabelSeat;
  shift: Point;
}

/** Around what is on the map, there is paper to put more: much when there is little. */
const FEW = 3;
const WIDE_PX = 120;
const AROUND_PX = 4;
const MARGIN_PX = 8;
/** Below, the smallest words are under 12 pixels. */
const READABLE = 0.896;
const EMPTY: Bounds = { left: -300, top: -200, right: 300, bottom: 200 };
/** More than these do not travel: a frame would be too short. */
const MOST_TRAVELLING = 40;
/** As near as this, what is dropped goes on a link. */
const NEAR_LINK_PX = 26;

export interface SceneHost {
  plan: Plan;
  endsOf: Asked["endsOf"];
  wordsOf: NonNullable<Asked["wordsOf"]>;
  held: () => string | null;
  late: boolean;
  /** What is drawn by hand takes its room. */
  drawn: () => Bounds | null;
}

export class MapScene extends Board {
  /** Where each link runs, to where things go (not to where they are drawn on their way). */
  routes: ReadonlyMap<string, Route> = new Map();
  private graph: Graph | null = null;
  private drawnIds: readonly string[] | null = null;
  private readonly ends = new Map<string, Joined>();
  private readonly linkParts = new Map<string, LinkParts>();
  private seats: Seats = { stamps: new Map(), labels: new Map() };
  /** What the words of stamps and links take. */
  private words: readonly Box[] = [];
  /** Where the words of stamps were last put. */
  private readonly sides = new WeakMap<HTMLElement, WordsSide>();
  private origins: ReadonlyMap<string, Point> = new Map();
  private behind: Box | null = null;
  private held: { ids: ReadonlySet<string>; by: Point } | null = null;
  private asked = false;
  /** What is in hand was put down, and not shown since. */
  private putDown = false;
  private links: readonly Joined[] | null = null;
  private readonly router = new Router();
  /** Of things on their way; and which went further since it was last asked, null when it may be any. */
  private readonly travelling = new Router();
  private movedIds: Set<string> | null = null;
  private arrived = true;
  /** Seats anew what was kept where it was while things changed. */
  private readonly calm = new Calm(
    () => this.seating(),
    ({ seats }) => this.seat(seats),
  );
  /** From what things were placed last. */
  private placed: Asked | null = null;
  /** Only seats changed. */
  private seated = false;

  constructor(private readonly host: SceneHost) {
    const fitting = { above: MARGIN_PX, under: MARGIN_PX, readable: READABLE };
    super({ late: host.late, body: ".el-body", urgent: ".never", fitting, most: MOST_TRAVELLING });
  }

  override attach(parts: BoardParts): () => void {
    const detach = super.attach(parts);
    return () => {
      this.calm.stop();
      detach();
    };
  }

  /** Other things are drawn, or elsewhere: call it once React has drawn them. */
  show(graph: Graph, ids: readonly string[]): void {
    this.graph = graph;
    this.drawnIds = ids;
    this.putDown = false;
    this.changed(false);
  }

  /** An image lies there behind all: it is to be seen too. */
  lay(behind: Box | null): void {
    this.behind = behind;
    this.changed(false);
  }

  /** A link is drawn, or joins other things; returns what takes it away. */
  join(link: Joined, parts: Partial<Pick<LinkParts, "line" | "label">>): () => void {
    const mine: LinkParts = this.linkParts.get(link.id) ?? { line: null, label: null };
    Object.assign(mine, parts);
    this.linkParts.set(link.id, mine);
    const ends = this.ends.get(link.id);
    if (ends?.from !== link.from || ends.to !== link.to) {
      this.ends.set(link.id, link);
      this.links = null;
    }
    this.soon();
    return () => {
      if ("line" in parts) mine.line = null;
      if ("label" in parts) mine.label = null;
      if (mine.line !== null || mine.label !== null) return;
      this.linkParts.delete(link.id);
      this.ends.delete(link.id);
      this.links = null;
      this.soon();
    };
  }

  /** Things in hand are drawn so far from where they are. */
  drag(ids: ReadonlySet<string>, by: Point): void {
    this.held = { ids, by };
    this.instant = true;
    /* What one moves is not looked at anew. */
    this.steered = true;
    this.changed(false);
  }

  /** A hand moves things. */
  get moving(): boolean {
    return this.held !== null;
  }

  /** They are put down by `act`, or go back. */
  release(act: () => void): void {
    this.held = null;
    this.putDown = true;
    act();
    if (this.putDown) this.changed(false);
    this.putDown = false;
    this.instant = false;
  }

  boxesOf(ids: Iterable<string>): Box[] {
    return [...ids].flatMap((id) => this.boxes.get(id) ?? []);
  }

  /** The element under a point of the board, the one above all first; those of `but` are passed over. */
  elementAt({ x, y }: Point, but: ReadonlySet<string>): string | null {
    const found = this.graph?.elements.findLast((id) => {
      const box = but.has(id) ? undefined : this.boxes.get(id);
      return box !== undefined && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    });
    return found ?? null;
  }

  /** The link whose middle is near a point of the board. */
  linkAt({ x, y }: Point): string | null {
    let best: string | null = null;
    let least = NEAR_LINK_PX;
    for (const [id, { middle }] of this.routes) {
      const far = Math.hypot(middle.x - x, middle.y - y);
      if (far < least) [least, best] = [far, id];
    }
    return best;
  }

  /** From where a stamp that stands on something is counted, or null. */
  originOf(carrier: string): Point | null {
    const box = this.boxes.get(carrier) ?? (this.graph && metIn(this.graph, this.host.plan, this.boxes, carrier));
    return box ?? this.routes.get(carrier)?.middle ?? this.origins.get(carrier) ?? null;
  }

  protected override ids(): readonly string[] | null {
    return this.drawnIds;
  }

  protected override layOut(sizeOf: (id: string) => Size): Placed {
    const { graph, held } = this;
    const centre = { x: 0, y: 0 };
    if (graph === null) return { boxes: new Map(), bounds: EMPTY, centre };
    this.movedIds = null;
    if (this.arrived) this.travelling.follow(this.router);
    this.placed = {
      graph,
      plan: this.host.plan,
      endsOf: this.host.endsOf,
      wordsOf: this.host.wordsOf,
      ids: this.drawnIds ?? [],
      links: this.joined(),
      sizeOf,
    };
    const { boxes, routes, seats, words, origins } = placeAll({
      ...this.placed,
      router: this.router,
      heldBy: (id) => (held?.ids.has(id) === true ? held.by : null),
      seats: this.seats,
    });
    if (!this.seated) this.calm.changed();
    this.routes = routes;
    this.seats = seats;
    this.origins = origins;
    this.words = [...words.values()];
    const bounds = this.allOf(boxes);
    if (bounds === null) return { boxes, bounds: EMPTY, centre };
    /* When all does not fit, one reads from the left and from the top. */
    return { boxes, bounds, centre: boxes.size === 0 ? centreOf(boxIn(bounds)) : heartOf([...boxes.values()]) };
  }

  /** All seats anew, from what is drawn; none while a hand holds something. */
  private seating(): ReturnType<typeof placing> | null {
    const { placed, boxes, held } = this;
    if (placed === null || held !== null) return null;
    /* As they were then: other things may come meanwhile. */
    const sizeOf = (id: string) => {
      const { width, height } = boxes.get(id)!;
      return { width, height };
    };
    return placing({ ...placed, router: this.router, sizeOf });
  }

  private seat({ stamps, labels }: Seats): void {
    const known = this.seats;
    const same = isAmong(known.stamps, stamps, sameSeat) && isAmong(known.labels, labels, sameLabel);
    if (this.held !== null || same) return;
    this.seats = { stamps: new Map([...known.stamps, ...stamps]), labels: new Map([...known.labels, ...labels]) };
    this.seated = true;
    this.changed(false);
    this.seated = false;
  }

  /** Something was drawn by hand, or went: nothing else is placed anew. */
  inked(): void {
    if (this.graph !== null) this.bounds = this.allOf(this.boxes) ?? EMPTY;
  }

  private allOf(boxes: ReadonlyMap<string, Box>): Bounds | null {
    const ink = this.host.drawn();
    const under = this.behind === null ? [] : [this.behind];
    const bounds = boundsOf([...under, ...boxes.values(), ...this.words, ...(ink === null ? [] : [boxIn(ink)])]);
    if (bounds === null) return null;
    const room = boxes.size < FEW ? WIDE_PX : AROUND_PX;
    const { left, top, right, bottom } = bounds;
    return { left: left - room, top: top - room, right: right + room, bottom: bottom + room };
  }

  protected override boxOf(id: string): Box | undefined {
    const at = this.routes.get(id)?.middle;
    return this.boxes.get(id) ?? (at === undefined ? undefined : { ...at, width: 0, height: 0 });
  }

  protected override inHand(): string | null {
    return this.host.held();
  }

  protected override dress(element: HTMLElement, _: Box, id: string): void {
    const side = this.seats.stamps.get(id)?.side;
    if (side === undefined || this.sides.get(element) === side) return;
    element.dataset["words"] = side;
    this.sides.set(element, side);
  }

  protected override moved(id: string): void {
    this.movedIds?.add(id);
  }

  protected override drawLinks(boxOf: (id: string) => Box | undefined, arrived: boolean): void {
    const { graph } = this;
    if (graph === null) return;
    const met = (id: string) => metIn(graph, this.host.plan, { get: boxOf }, id);
    this.arrived = arrived;
    const routes = arrived ? this.routes : this.travelling.route(this.joined(), met, this.movedIds ?? undefined);
    this.movedIds = arrived ? null : new Set();
    const { labels } = this.seats;
    for (const [id, parts] of this.linkParts) {
      draw(parts, routes.get(id) ?? null, labels.get(id) ?? MIDDLE, this.shift);
    }
  }

  private joined(): readonly Joined[] {
    /* In the same order for everyone, whenever each came. */
    this.links ??= [...this.ends.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.links;
  }

  /** Other things are to be placed: once for all that React draws together. */
  soon(): void {
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => {
      this.asked = false;
      this.changed(false);
    });
  }
}

/** Tells whether all of `now` are known, as they are. */
function isAmong<T>(
  known: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  same: (a: T, b: T) => boolean,
): boolean {
  for (const [id, seat] of now) {
    const before = known.get(id);
    if (before === undefined || !same(before, seat)) return false;
  }
  return true;
}

function sameSeat(a: Seat, b: Seat): boolean {
  return a.on === b.on && a.place === b.place && a.side === b.side;
}

function sameLabel(a: LabelSeat, b: LabelSeat): boolean {
  return a.share === b.share && a.by.x === b.by.x && a.by.y === b.by.y;
}

/** Only what changed is written, from where the layer is (`shift`). */
function draw(parts: LinkParts, route: Route | null, seat: LabelSeat, shift: Point): void {
  const { line, label, drawn } = parts;
  const seen = drawn?.line === line && drawn.label === label && drawn.shift === shift;
  if (seen && drawn.route === route && drawn.seat === seat) return;
  parts.drawn = { line, label, route, seat, shift };
  if (line !== null) drawLine(parts, line, route, shift, drawn?.line !== line);
  if (label === null) return;
  const place = route === null ? "" : placeOf(labelPoint(route, seat), shift);
  if (drawn?.label === label && parts.place === place) return;
  label.hidden = route === null;
  label.style.transform = place;
  parts.place = place;
}

function drawLine(parts: LinkParts, line: SVGGElement, route: Route | null, shift: Point, anew: boolean): void {
  if (anew || parts.path !== route?.d) {
    line.toggleAttribute("hidden", route === null);
    line.classList.toggle("broken", route?.broken === true);
    for (const path of line.children) {
      const d = path.classList.contains("head") ? route?.head : route?.d;
      path.setAttribute("d", d ?? "");
    }
    parts.path = route?.d;
  }
  const [x, y] = [(route?.by?.x ?? 0) - shift.x, (route?.by?.y ?? 0) - shift.y];
  const by = x === 0 && y === 0 ? "" : `translate(${tenth(x)} ${tenth(y)})`;
  if (anew || parts.by !== by) line.setAttribute("transform", by);
  parts.by = by;
}

function placeOf({ x, y }: Point, shift: Point): string {
  return `translate(${tenth(x - shift.x)}px, ${tenth(y - shift.y)}px) translate(-50%, -50%)`;
}
