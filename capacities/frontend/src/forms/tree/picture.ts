/* The whole map as a picture: from texts and a layout to lines and words placed on a sheet. Pure:
 * the same on every screen, on paper and in a file. */

import type { Around, Mark, Picture } from "../picture/picture";
import { ACCENT, INK, SECOND, sheetOf } from "../picture/picture";
import type { Measure } from "../picture/words";
import { guessWidth, wrap } from "../picture/words";
import { curve } from "./curves";
import type { Box } from "./layout";
import { layout } from "./layout";
import type { TreeView } from "./tree";
import { CENTRE, childrenOf, pathOf } from "./tree";

export interface PictureNode {
  text: string;
  /** Drawn before the text; "" when the node has no type. */
  sign: string;
  /** Smaller words under the text, "" when there is none. */
  facts: string;
}

export interface PictureSource extends Omit<Around, "description"> {
  tree: TreeView;
  nodeOf(id: string): PictureNode;
  /** The colour of a main branch. */
  hueOf(branch: string): string;
  /** Everything on the right: questions chained from left to right. */
  oneSided: boolean;
  /** For a screen seen from afar: no small words, little space between things. */
  projected?: boolean;
}

interface Style {
  size: number;
  bold: boolean;
  /** Words are cut into lines no wider than this. */
  room: number;
  padX: number;
  padY: number;
}

const STYLES: readonly Style[] = [
  { size: 18, bold: true, room: 240, padX: 24, padY: 14 },
  { size: 16, bold: true, room: 230, padX: 6, padY: 5 },
  { size: 14, bold: false, room: 270, padX: 6, padY: 3 },
];
const FACTS = { size: 12, bold: false };
const LEADING = 1.3;
const GAPS = { gapX: 44, gapY: 6, gapBranch: 12 };
const PROJECTED = { facts: 14, room: 300, gaps: { gapX: 40, gapY: 5, gapBranch: 2 } };

interface Block {
  style: Style;
  /** Size of its facts. */
  small: number;
  lines: string[];
  facts: string[];
  width: number;
  height: number;
}

function blockOf(node: PictureNode, depth: number, measure: Measure, projected: boolean): Block {
  const own = STYLES[Math.min(depth, STYLES.length - 1)]!;
  const style = projected && depth > 0 ? { ...own, room: PROJECTED.room } : own;
  const small = projected ? PROJECTED.facts : FACTS.size;
  const width = (line: string) => measure(line, style.size, style.bold);
  const words = node.text.trim() === "" ? "…" : node.text;
  const lines = wrap(node.sign === "" ? words : `${node.sign}\u00a0${words}`, style.room, width);
  const ofFacts = (line: string) => measure(line, small, FACTS.bold);
  const facts = node.facts === "" ? [] : wrap(node.facts, style.room, ofFacts);
  const widest = Math.max(...lines.map(width), ...facts.map(ofFacts), 10);
  return {
    style,
    small,
    lines,
    facts,
    width: Math.ceil(widest) + 2 * style.padX,
    height: Math.ceil((lines.length * style.size + facts.length * small) * LEADING) + 2 * style.padY,
  };
}

/** Draw the whole tree. */
export function pictureOf(source: PictureSource, measure: Measure = guessWidth): Picture {
  const { tree } = source;
  const ids = [CENTRE, ...tree.order];
  const blocks = new Map(
    ids.map((id) => [id, blockOf(source.nodeOf(id), tree.depth.get(id) ?? 0, measure, source.projected === true)]),
  );
  const { boxes, bounds } = layout(
    { root: CENTRE, childrenOf: (id) => childrenOf(tree, id), sizeOf: (id) => blocks.get(id)! },
    { ...(source.projected === true ? PROJECTED.gaps : GAPS), oneSided: source.oneSided },
  );
  const hue = (id: string) => source.hueOf(pathOf(tree, id)[0] ?? "") || ACCENT;
  const lines: Mark[] = [];
  const words: Mark[] = [];
  for (const id of ids) {
    const box = boxes.get(id)!;
    const block = blocks.get(id)!;
    const root = id === CENTRE;
    for (const child of childrenOf(tree, id)) {
      const d = curve(box, boxes.get(child)!, root);
      lines.push({ kind: "line", d, stroke: hue(child), width: root ? 3 : 2 });
    }
    if (root) words.push({ kind: "pill", x: box.x, y: box.y, width: box.width, height: box.height, fill: ACCENT });
    words.push(...wordsOf(block, box, root));
  }
  const around = { ...source, description: descriptionOf(source, ids.length - 1) };
  return sheetOf(around, bounds, [...lines, ...words], measure);
}

function wordsOf(block: Block, box: Box, root: boolean): Mark[] {
  const { style } = block;
  const anchor = root ? "middle" : box.side === "right" ? "start" : "end";
  const x = root ? box.x + box.width / 2 : box.side === "right" ? box.x + style.padX : box.x + box.width - style.padX;
  let y = box.y + style.padY;
  const put = (lines: readonly string[], { size, bold }: typeof FACTS, ink: string) =>
    lines.map((words): Mark => {
      const fill = root ? "#fff" : ink;
      const mark: Mark = { kind: "words", x, y: y + size * 1.02, size, bold, fill, anchor, words };
      y += size * LEADING;
      return mark;
    });
  return [...put(block.lines, style, INK), ...put(block.facts, { ...FACTS, size: block.small }, SECOND)];
}

function descriptionOf(source: PictureSource, count: number): string {
  const branches = childrenOf(source.tree, CENTRE)
    .map((id) => source.nodeOf(id).text.trim())
    .filter((each) => each !== "");
  const centre = source.nodeOf(CENTRE).text.trim();
  return `Carte de ${count} idée${count > 1 ? "s" : ""} autour de «\u00a0${centre}\u00a0». Branches\u00a0: ${branches.join(" ; ")}.`;
}
