/** Whether a box of post-its is taller than a sheet of paper: it then goes on over the next one,
 * which boxes held in a grid, side by side and one below the other, cannot do without being cut. */

import type { CanvasSession } from "../../core";

/** What fits in a box at its narrowest, in CSS pixels: a sheet of A3 held across, its title apart. */
const SHEET = 750;
const LINE_CHARS = 34;
const LINE = 16;
const AROUND = 14;

export function isTall(session: CanvasSession, zone: string): boolean {
  let height = 0;
  for (const id of session.zoneOrder(zone).get()) {
    const rows = session.text(id).get().split("\n");
    const lines = rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(row.length / LINE_CHARS)), 0);
    /* One line more: the facts under the words. */
    height += AROUND + LINE * (lines + 1);
  }
  return height > SHEET;
}
