/* For tests only: boxes put anywhere, joined by nothing in particular. */

import type { Placed } from "./board";
import { Board } from "./board";
import type { Box, Point, Size } from "./box";

export const FRAME = { width: 800, height: 600 };
const SIZE = { width: 100, height: 40 };

/** What happy-dom does not lay out: each element is as large as it says. */
export function sized(element: HTMLElement, { width, height }: Size): HTMLElement {
  Object.defineProperty(element, "offsetWidth", { value: width, configurable: true });
  Object.defineProperty(element, "offsetHeight", { value: height, configurable: true });
  element.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  return element;
}

export class Boxes extends Board {
  readonly frame = sized(document.createElement("div"), FRAME);
  readonly plane = document.createElement("div");
  /** How often each one was told to have moved. */
  readonly told: string[] = [];
  /** Where the lines were last drawn to. */
  ends: ReadonlyMap<string, Box | undefined> = new Map();
  held: string | null = null;
  readonly layers: readonly HTMLElement[];
  private places: ReadonlyMap<string, Point> | null = null;

  /** `layered`: what holds things may be moved in their stead. */
  constructor(layered = false, most = Infinity) {
    super({ late: false, body: ".words", urgent: ".title", most });
    this.layers = layered ? [this.plane.appendChild(document.createElement("div"))] : [];
    this.frame.append(this.plane);
    document.body.append(this.frame);
    this.attach(this);
  }

  /** Draw an element for a box, as React would. */
  draw(id: string): HTMLElement {
    const element = sized(document.createElement("div"), SIZE);
    element.dataset["node"] = id;
    element.innerHTML = `<p class="words">${id}</p>`;
    (this.layers[0] ?? this.plane).append(element);
    this.register(id, element);
    this.touch(id, true);
    return element;
  }

  lay(places: Readonly<Record<string, readonly [x: number, y: number]>>, anew = false): void {
    this.places = new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y }]));
    this.changed(anew);
  }

  protected override ids(): readonly string[] | null {
    return this.places === null ? null : [...this.places.keys()];
  }

  protected override layOut(sizeOf: (id: string) => Size): Placed {
    const boxOf = (id: string, { x, y }: Point): Box => {
      const { width, height } = sizeOf(id);
      return { x, y, width, height };
    };
    const boxes = new Map([...this.places!].map(([id, place]) => [id, boxOf(id, place)]));
    const all = [...boxes.values()];
    const bounds = {
      left: Math.min(0, ...all.map(({ x }) => x)),
      top: Math.min(0, ...all.map(({ y }) => y)),
      right: Math.max(0, ...all.map(({ x, width }) => x + width)),
      bottom: Math.max(0, ...all.map(({ y, height }) => y + height)),
    };
    return { boxes, bounds, centre: { x: 0, y: 0 } };
  }

  protected override inHand(): string | null {
    return this.held;
  }

  protected override dress(element: HTMLElement): void {
    element.dataset["placed"] = "";
  }

  protected override moved(id: string): void {
    this.told.push(id);
  }

  protected override drawLinks(boxOf: (id: string) => Box | undefined): void {
    this.ends = new Map([...this.boxes.keys()].map((id) => [id, boxOf(id)]));
  }
}
