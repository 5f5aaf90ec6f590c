/* Cuts, crashes and slow commits at random: "Enregistré" is always true, and all converge. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Session } from "./session";
import { canvasData, FakeRoom, settle, TEMPLATE, until } from "./testing";

const RUNS = 12;
const STEPS = 50;

beforeEach(() => {
  // Without device copy: what the page says must hold by itself.
  vi.stubGlobal("indexedDB", undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A session and the updates it made that are not known to be durable. */
interface Author {
  session: Session;
  updates: Uint8Array[];
}

function author(session: Session): Author {
  const one: Author = { session, updates: [] };
  session.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== session["connection"].origin) one.updates.push(update);
  });
  return one;
}

/** Everything that was written or erased here is in the durable document. */
function isCovered(one: Author, room: FakeRoom): boolean {
  if (one.updates.length === 0) return true;
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(room.durable));
  let changed = false;
  copy.on("update", () => (changed = true));
  for (const update of one.updates) Y.applyUpdate(copy, update);
  // What is durable once stays so.
  const { pendingStructs, pendingDs } = copy.store;
  if (!changed && pendingStructs === null && pendingDs === null) one.updates.length = 0;
  return one.updates.length === 0;
}

function act(session: Session, random: (n: number) => number): void {
  const ids = [...session.doc.getMap("cards").keys()];
  const id = ids[random(Math.max(1, ids.length))];
  const choice = random(7);
  if (id === undefined || choice < 2) session.actions.add("usagers", "mot");
  else if (choice === 2) session.actions.move(id, "couts", random(3));
  else if (choice === 3) session.actions.undo();
  else if (choice === 4) session.actions.remove(id);
  else {
    session.type(() => {
      const { text } = session.card(id).get()!;
      if (choice === 5) text.insert(random(text.length + 1), "é");
      else if (text.length > 0) text.delete(random(text.length), 1);
    }, {});
  }
}

test(`${RUNS} stormy runs: saved is never said of what a crash would lose`, async () => {
  let seed = 3;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const limits = { ...TEMPLATE.limits, cards_per_canvas: 500 };
  const template = { ...TEMPLATE, limits };
  for (let run = 0; run < RUNS; run++) {
    const room = new FakeRoom();
    const sessions = ["a", "b", "c"].map((name) => {
      const data = canvasData({ template, me: { name, color: "#123456", mark: name } });
      return new Session(data, { socket: room.Socket });
    });
    const authors = sessions.map(author);
    const check = () => {
      for (const one of authors) {
        const { kind, pending } = one.session.saved.get();
        if (!isCovered(one, room)) expect([kind === "saved", pending]).toEqual([false, true]);
      }
    };
    for (let i = 0; i < STEPS; i++) {
      const storm = random(12);
      if (storm === 0) room.crash();
      else if (storm === 1) room.cut();
      else if (storm === 2) room.committing = !room.committing;
      else if (storm === 3) room.commit();
      else if (storm === 4) room.up = !room.up;
      else act(sessions[random(3)]!, random);
      if (random(3) === 0) for (const session of sessions) session["connection"].retry();
      if (random(2) === 0) await (random(3) === 0 ? settle() : Promise.resolve());
      check();
    }
    room.up = room.committing = true;
    room.commit();
    for (const session of sessions) session["connection"].retry();
    await until(() => sessions.every(({ saved }) => saved.get().kind === "saved"));
    await settle(1);
    const end = JSON.stringify(room.durable.getMap("cards"));
    const sorted = (json: string) => Object.entries(JSON.parse(json) as object).sort();
    for (const { doc } of sessions) {
      expect(sorted(JSON.stringify(doc.getMap("cards")))).toEqual(sorted(end));
    }
    for (const session of sessions) session.close();
  }
}, 20_000);
