/** Who this screen votes for, remembered on the device: a table's screen may be reloaded. */

const KEY = "capacities.gommettes.";

export function seatOf(room: string): { get(): string | null; set(table: string | null): void } {
  let here = read(KEY + room);
  return {
    get: () => here,
    set(table) {
      here = table;
      write(KEY + room, table);
    },
  };
}

/* A browser may refuse its storage: the seat then lasts as long as the page. */

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, table: string | null): void {
  try {
    if (table === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, table);
  } catch {
    /* Said above. */
  }
}
