/* The copies of this device as the page without network reads them: what each was, what waits in it.
 * Nothing is created by looking. */

import type { CanvasData } from "./canvas-data";
import { COPY, copies, MARKS, marks, PAGE } from "./keeping";

const LOOK_MS = 4_000;

export interface Shelved {
  /** `{dossier}/{canvas}`. */
  room: string;
  /** Null in a copy made before pages were kept: it opens with the network. */
  data: CanvasData | null;
  /** It holds edits that are not known to be saved, of so many things; 0: it is not known how many. */
  edited: boolean;
  waiting: number;
}

/** Every copy of this device, of the same dossier together. */
export async function shelf(): Promise<Shelved[]> {
  const names = (await copies()).sort();
  const found = await Promise.all(names.map((name) => shelved(name.slice(COPY.length))));
  return found.filter((each) => each !== null);
}

/** The copy of one canvas, null when there is none. */
export function shelved(room: string): Promise<Shelved | null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), LOOK_MS);
    try {
      const request = indexedDB.open(COPY + room);
      request.onupgradeneeded = () => request.transaction?.abort(); // there is none: make none
      request.onerror = () => resolve(null);
      request.onsuccess = () => {
        const database = request.result;
        void look(database, room)
          .catch(() => null)
          .then((found) => {
            database.close();
            resolve(found);
          });
      };
    } catch {
      resolve(null);
    }
  });
}

async function look(database: IDBDatabase, room: string): Promise<Shelved | null> {
  if (!database.objectStoreNames.contains(MARKS)) return null;
  const [found, page] = await Promise.all([marks(database), pageIn(database)]);
  return { room, data: read(page, room), edited: found.size > 0, waiting: new Set([...found.values()].flat()).size };
}

function pageIn(database: IDBDatabase): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = database.transaction([MARKS], "readonly").objectStore(MARKS).get(PAGE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

function read(page: unknown, room: string): CanvasData | null {
  if (typeof page !== "string") return null;
  try {
    const data = JSON.parse(page) as CanvasData;
    return data.room === room ? data : null;
  } catch {
    return null;
  }
}
