/** Lifting a step, pulling a link, zooming by two fingers or the wheel. One set of listeners, no React: others may
 * edit meanwhile. */

import type { Grasp } from "../shared/lift";
import { installLift, nearEdge } from "../shared/lift";
import type { FriseContext } from "./context";
import type { Day } from "./days";
import { dayWords } from "./days";
import { dayAt, xOf } from "./frise-axis";
import { STEP_WIDTH } from "./frise-layout";
import { lineTo, startOfLink } from "./frise-links";

/** Moved less than this sideways, a step only changes lane. */
const SIDE_PX = 28;
const EDGE_PX = 48;
const SCROLL_PX = 16;

type Held = { kind: "step"; id: string; waiting: boolean } | { kind: "pull"; id: string };

interface Drop {
  lane: string | null;
  /** Undefined: its date stays. */
  date: Day | undefined;
  /** Out of the tray one chooses a lane; the day where it was left is only offered. */
  offered?: Day | undefined;
}

class Drag {
  private held: Held | null = null;
  private from = { x: 0, y: 0, left: 0, top: 0 };
  private at = { x: 0, y: 0 };
  private ghost: HTMLElement | null = null;
  private over: string | null = null;
  private request = 0;

  constructor(
    private readonly frise: FriseContext,
    private readonly root: HTMLElement,
    private readonly frame: HTMLElement,
  ) {}

  start(held: Held, x: number, y: number): boolean {
    const { session, viewer, timeline } = this.frise;
    if (!session.editable.get() || !timeline.get().steps.has(held.id)) return false;
    this.held = held;
    this.from = { x, y, left: this.frame.scrollLeft, top: this.frame.scrollTop };
    this.root.dataset["dragging"] = held.kind;
    const element = this.elementOf(held.id);
    if (held.kind === "step") {
      if (viewer.get().editing === null) viewer.select([held.id]);
      if (held.waiting && element !== null) this.ghost = ghostOf(element, this.root);
      element?.setAttribute("data-lifted", "");
      if (navigator.vibrate !== undefined) navigator.vibrate(12);
    }
    this.move(x, y);
    return true;
  }

  move(x: number, y: number): void {
    this.at = { x, y };
    const { held } = this;
    if (held?.kind === "step") this.moveStep(held);
    else if (held?.kind === "pull") this.movePull(held);
    if (this.request === 0) this.request = requestAnimationFrame(this.scroll);
  }

  /** Near an edge, the frise comes. */
  private readonly scroll = (): void => {
    this.request = 0;
    if (this.held === null) return;
    const { left, right, top, bottom } = this.frame.getBoundingClientRect();
    const x = nearEdge(this.at.x, left, right, Math.min(EDGE_PX, (right - left) / 14));
    const y = nearEdge(this.at.y, top + this.frise.scene.head, bottom, EDGE_PX);
    const inside = this.at.y < bottom + EDGE_PX;
    if ((x === 0 && y === 0) || !inside) return;
    this.frame.scrollBy(x * SCROLL_PX, y * SCROLL_PX);
    this.move(this.at.x, this.at.y);
  };

  private moveStep({ id, waiting }: { id: string; waiting: boolean }): void {
    const { scene } = this.frise;
    const drop = this.dropOf(id, waiting);
    const { x, y } = this.moved();
    if (this.ghost !== null) this.ghost.style.transform = `translate(${this.at.x - 40}px, ${this.at.y - 22}px)`;
    else scene.carry(id, x, y);
    this.mark(drop.lane);
    const lifted = this.ghost ?? this.elementOf(id);
    const words = drop.date === undefined ? "" : dayWords(drop.date);
    if (lifted !== null) lifted.dataset["date"] = words;
    const guide = this.root.querySelector<HTMLElement>(".frise-guide");
    if (guide === null) return;
    guide.hidden = drop.date === undefined;
    if (drop.date !== undefined)
      guide.style.transform = `translateX(${Math.round(xOf(scene.layout.get().axis, drop.date))}px)`;
  }

  /** How far, the frise having scrolled meanwhile. */
  private moved(): { x: number; y: number } {
    const { frame, from, at } = this;
    return { x: at.x - from.x + frame.scrollLeft - from.left, y: at.y - from.y + frame.scrollTop - from.top };
  }

  private dropOf(id: string, waiting: boolean): Drop {
    const { scene, timeline } = this.frise;
    const { lane, day, column } = scene.pointAt(this.at.x, this.at.y);
    const step = timeline.get().steps.get(id);
    if (lane === null || step === undefined || column) return { lane, date: undefined };
    /* A réussite has its date in its details: it stays in its column. */
    if (step.nature === "reussite") return { lane, date: undefined };
    if (waiting) {
      return { lane, date: undefined, offered: this.ahead(day + Math.round((STEP_WIDTH - 40) / scene.scaleNow)) };
    }
    const { x } = this.moved();
    if (Math.abs(x) < SIDE_PX) return { lane, date: undefined };
    const box = scene.boxOf(id);
    if (box === undefined) return { lane, date: undefined };
    return { lane, date: this.ahead(dayAt(scene.layout.get().axis, box.x + box.width + x)) };
  }

  /** At the very end, no date of its own: the horizon is one. */
  private ahead(day: Day): Day | undefined {
    return day >= this.frise.scene.layout.get().axis.to ? undefined : day;
  }

  private movePull({ id }: { id: string }): void {
    const { scene } = this.frise;
    const box = scene.boxOf(id);
    const rubber = this.root.querySelector(".rubber");
    if (box === undefined || rubber === null) return;
    const { x, y } = scene.pointAt(this.at.x, this.at.y);
    rubber.setAttribute("d", lineTo(startOfLink(box), { x, y }, true).line);
    const under = this.stepUnder();
    if (under === this.over) return;
    this.elementOf(this.over ?? "")?.removeAttribute("data-target");
    this.over = under;
    this.elementOf(under ?? "")?.setAttribute("data-target", "");
  }

  private stepUnder(): string | null {
    const scope = this.root.getRootNode() as ShadowRoot | Document;
    const element = scope.elementsFromPoint(this.at.x, this.at.y).find((each) => each.closest(".step") !== null);
    const id = element?.closest<HTMLElement>(".step")?.dataset["id"] ?? null;
    return id === this.held?.id ? null : id;
  }

  private elementOf(id: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`.step[data-id="${CSS.escape(id)}"]`);
  }

  /** The lane under the hand. */
  private mark(lane: string | null): void {
    for (const band of this.root.querySelectorAll<HTMLElement>(".lane-band")) {
      band.toggleAttribute("data-target", band.dataset["lane"] === lane);
    }
  }

  end(drop: boolean): void {
    const { held, over } = this;
    const target = held?.kind === "step" ? this.dropOf(held.id, held.waiting) : null;
    this.clean();
    if (held === null) return;
    if (drop && held.kind === "pull" && over !== null) this.frise.hands.link(held.id, over);
    if (drop && target !== null) this.drop(held.id, target);
    this.frise.scene.release();
    this.frise.viewer.select([held.id]);
    this.frise.focus(held.id);
  }

  private drop(id: string, { lane, date, offered }: Drop): void {
    const { timeline, hands } = this.frise;
    const step = timeline.get().steps.get(id);
    if (step === undefined || lane === null) return;
    const moved = lane !== step.lane;
    if (!moved && date === undefined) return;
    hands.place(id, { ...(moved ? { lane } : {}), ...(date === undefined ? {} : { date }) }, offered);
  }

  private clean(): void {
    cancelAnimationFrame(this.request);
    this.request = 0;
    const { held } = this;
    this.held = null;
    delete this.root.dataset["dragging"];
    this.mark(null);
    this.root.querySelector(".rubber")?.setAttribute("d", "");
    this.elementOf(this.over ?? "")?.removeAttribute("data-target");
    this.over = null;
    const guide = this.root.querySelector<HTMLElement>(".frise-guide");
    if (guide !== null) guide.hidden = true;
    this.ghost?.remove();
    this.ghost = null;
    const element = held === null ? null : this.elementOf(held.id);
    element?.removeAttribute("data-lifted");
    element?.removeAttribute("data-date");
  }
}

/** A step of the tray follows the hand out of it. */
function ghostOf(element: HTMLElement, root: HTMLElement): HTMLElement {
  const ghost = element.cloneNode(true) as HTMLElement;
  ghost.classList.add("step-ghost");
  ghost.removeAttribute("data-id");
  ghost.setAttribute("aria-hidden", "true");
  root.append(ghost);
  return ghost;
}

const NOT_LIFTED = "textarea, input, a, .step-before, .step-menu, .lane-title, .add-success";

export function installDrag(frise: FriseContext, root: HTMLElement, frame: HTMLElement): () => void {
  const drag = new Drag(frise, root, frame);
  const { stop } = installLift<Held>({
    root,
    grasp: (target): Grasp<Held> | null => {
      const pull = target.closest<HTMLElement>(".step-pull");
      const id = target.closest<HTMLElement>(".step")?.dataset["id"];
      if (pull?.dataset["pull"] !== undefined) return { what: { kind: "pull", id: pull.dataset["pull"] } };
      if (id === undefined || target.closest(NOT_LIFTED) !== null) return null;
      return { what: { kind: "step", id, waiting: target.closest(".tray") !== null } };
    },
    start: (held, x, y) => drag.start(held, x, y),
    move: (x, y) => drag.move(x, y),
    end: (drop) => drag.end(drop),
  });
  const unzoom = installZoom(frise, frame);
  return () => {
    stop();
    unzoom();
  };
}

/** Ctrl and the wheel, or two fingers: time wider or narrower around where they are. */
function installZoom({ scene }: FriseContext, frame: HTMLElement): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let pinch: { far: number; scale: number } | null = null;
  const spread = ({ touches: [a, b] }: TouchEvent) =>
    a === undefined || b === undefined
      ? null
      : { far: Math.max(20, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)), x: (a.clientX + b.clientX) / 2 };
  /* Once a picture, however many turns of the wheel. */
  let [by, at, request] = [1, 0, 0];
  const zoom = () => {
    request = 0;
    scene.zoom(by, at);
    by = 1;
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : 1;
    by *= Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) / 400);
    at = event.clientX;
    if (request === 0) request = requestAnimationFrame(zoom);
  };
  const onStart = (event: TouchEvent) => {
    const fingers = spread(event);
    if (fingers === null) return;
    event.preventDefault();
    pinch = { far: fingers.far, scale: scene.scaleNow };
  };
  const onMove = (event: TouchEvent) => {
    const fingers = pinch === null ? null : spread(event);
    if (pinch === null || fingers === null) return;
    event.preventDefault();
    scene.zoomTo((pinch.scale * fingers.far) / pinch.far, fingers.x);
  };
  const onEnd = ({ touches }: TouchEvent) => {
    if (touches.length < 2) pinch = null;
  };
  frame.addEventListener("wheel", onWheel, { passive: false, signal });
  frame.addEventListener("touchstart", onStart, { passive: false, signal });
  frame.addEventListener("touchmove", onMove, { passive: false, signal });
  frame.addEventListener("touchend", onEnd, { signal });
  frame.addEventListener("touchcancel", onEnd, { signal });
  return () => {
    cancelAnimationFrame(request);
    listening.abort();
  };
}
