/** Who this screen votes for, remembered on the device: a table's screen may be reloaded. */

import { keep, readKept } from "../ui/kept";

export function seatOf(room: string): { get(): string | null; set(table: string | null): void } {
  const key = `capacities.gommettes.${room}`;
  let here = readKept("sessionStorage", key);
  return {
    get: () => here,
    set(table) {
      here = table;
      keep("sessionStorage", key, table);
    },
  };
}
