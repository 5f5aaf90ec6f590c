/** The lines of the map: for each main branch one bold path and one thin, written only when what
 * they join has moved. */

import { curve } from "./curves";
import type { Box } from "./layout";
import type { Shown } from "./shown";

const SVG = "http://www.w3.org/2000/svg";

interface Stroke {
  path: SVGPathElement;
  pairs: (readonly [parent: string, child: string])[];
  stale: boolean;
}

export class Strokes {
  private readonly strokes = new Map<string, Stroke>();
  /** The stroke that reaches each node. */
  private readonly to = new Map<string, Stroke>();
  private root = "";

  constructor(
    private readonly host: SVGElement,
    private readonly hueOf: (branch: string) => string,
  ) {}

  /** Other nodes are joined. */
  pair(shown: Shown): void {
    this.root = shown.root;
    this.to.clear();
    for (const stroke of this.strokes.values()) stroke.pairs = [];
    for (const id of shown.ids) {
      const node = shown.nodes.get(id)!;
      if (node.level === 0) continue;
      const stroke = this.strokeOf(node.branch, node.level === 1);
      stroke.pairs.push([node.parent, id]);
      this.to.set(id, stroke);
    }
    for (const [key, stroke] of this.strokes) {
      stroke.stale = true;
      if (stroke.pairs.length > 0) continue;
      stroke.path.remove();
      this.strokes.delete(key);
    }
  }

  /** A node was put elsewhere: the line to it and those from it are to be drawn again. */
  moved(id: string, children: readonly string[]): void {
    const stroke = this.to.get(id);
    if (stroke !== undefined) stroke.stale = true;
    /* Children are in the stroke of their parent, but for the root and the main branches. */
    const first = children[0];
    const below = first === undefined ? undefined : this.to.get(first);
    if (id === this.root) for (const child of children) this.to.get(child)!.stale = true;
    else if (below !== undefined) below.stale = true;
  }

  /** `boxOf` tells where a node is drawn now. */
  draw(boxOf: (id: string) => Box | undefined): void {
    for (const stroke of this.strokes.values()) {
      if (!stroke.stale) continue;
      stroke.stale = false;
      let d = "";
      for (const [parent, child] of stroke.pairs) {
        const from = boxOf(parent);
        const to = boxOf(child);
        if (from !== undefined && to !== undefined) d += curve(from, to, parent === this.root);
      }
      stroke.path.setAttribute("d", d);
    }
  }

  clear(): void {
    this.strokes.clear();
    this.to.clear();
    this.host.replaceChildren();
  }

  private strokeOf(branch: string, bold: boolean): Stroke {
    const key = `${bold ? "bold" : "thin"} ${branch}`;
    let stroke = this.strokes.get(key);
    if (stroke === undefined) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", bold ? "link bold" : "link");
      this.host.append(path);
      stroke = { path, pairs: [], stale: true };
      this.strokes.set(key, stroke);
    }
    stroke.path.style.stroke = this.hueOf(branch);
    return stroke;
  }
}
