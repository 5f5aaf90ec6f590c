/* Things that move together are moved by what holds them. */

import type { Point } from "./box";

/** The move that more than half of the things make, or null when that is none. */
export function commonMove(drawn: ReadonlyMap<string, Point>, boxes: ReadonlyMap<string, Point>): Point | null {
  let [x, y, lead] = [0, 0, 0];
  const moves: Point[] = [];
  for (const [id, to] of boxes) {
    const from = drawn.get(id);
    if (from === undefined) continue;
    const move = { x: to.x - from.x, y: to.y - from.y };
    moves.push(move);
    if (lead === 0) ({ x, y } = move);
    lead += move.x === x && move.y === y ? 1 : -1;
  }
  if (lead <= 0 || (x === 0 && y === 0)) return null;
  return moves.filter((move) => move.x === x && move.y === y).length * 2 > moves.length ? { x, y } : null;
}
