// @vitest-environment node
/* "Enregistré" is never said too early. */

import { expect, describe as group, test } from "vitest";
import {
  COMMIT_PATIENCE_MS,
  describe,
  isFinal,
  nextDeadline,
  type Progress,
  type SavedEvent,
  START,
  step,
} from "./saved";

const LOCAL: SavedEvent = { type: "local-read", keptHere: true, edited: false };
const OPENED: SavedEvent = { type: "opened" };
const SYNCED: SavedEvent = { type: "synced" };
const sent = (message: "step2" | "update", now = 0): SavedEvent => ({ type: "sent", message, now });
const saved = (count: number, now = 0): SavedEvent => ({ type: "saved", count, now });
const edited = (carried: boolean): SavedEvent => ({ type: "edited", carried });
const closed = (code = 1006): SavedEvent => ({ type: "closed", code });

function play(...events: SavedEvent[]): Progress {
  return events.reduce(step, START);
}
function kind(state: Progress, now = 0): string {
  return describe(state, now).kind;
}
const SETTLED = [LOCAL, OPENED, sent("step2"), SYNCED, saved(1)];

group("before the first synchronisation", () => {
  test("a page that has just opened is loading, whatever the device holds", () => {
    expect(kind(START)).toBe("loading");
    expect(kind(play(LOCAL))).toBe("loading");
    expect(kind(play(LOCAL, OPENED))).toBe("loading");
  });

  test("a page that cannot connect is offline", () => {
    expect(kind(play(LOCAL, closed()))).toBe("offline");
  });

  test.each([
    ["the device copy was not read", [OPENED, sent("step2"), SYNCED, saved(1)]],
    ["the document was not received", [LOCAL, OPENED, sent("step2"), saved(1)]],
    ["nothing carried the edits of the device", [LOCAL, OPENED, SYNCED]],
    ["the confirmation did not come", [LOCAL, OPENED, sent("step2"), SYNCED]],
  ])("nothing is saved while %s", (_words, events) => {
    expect(kind(play(...events))).not.toBe("saved");
  });

  test("all of it in any order is saved", () => {
    expect(kind(play(...SETTLED))).toBe("saved");
    expect(kind(play(OPENED, SYNCED, sent("step2"), saved(1), LOCAL))).toBe("saved");
  });
});

group("while typing", () => {
  test("an edit is being saved until the count covers it", () => {
    const typed = play(...SETTLED, edited(true), sent("update"));
    expect(describe(typed, 0)).toMatchObject({ kind: "saving", pending: true });
    expect(kind(step(typed, saved(1)))).toBe("saving");
    expect(describe(step(typed, saved(2)), 0)).toMatchObject({ kind: "saved", pending: false });
  });

  test("a count that covers an older edit does not cover the newer one", () => {
    const typed = play(...SETTLED, edited(true), sent("update"), edited(true), sent("update"));
    expect(kind(step(typed, saved(2)))).toBe("saving");
    expect(kind(step(typed, saved(3)))).toBe("saved");
  });

  test("counts that go back, or beyond what was sent, confirm nothing more", () => {
    const typed = play(...SETTLED, edited(true), sent("update"));
    expect(step(typed, saved(0))).toBe(typed);
    const early = step(typed, saved(99));
    expect(kind(step(early, sent("update")))).toBe("saving");
  });

  test("an edit that no socket carried is unsent even though the count is full", () => {
    const state = play(...SETTLED, edited(false));
    expect(describe(state, 0)).toMatchObject({ kind: "saving", pending: true });
    const more = [edited(true), sent("update"), saved(2)].reduce(step, state);
    expect(describe(more, 0)).toMatchObject({ kind: "saving", pending: true });
  });
});

group("cuts", () => {
  test("edits made offline stay pending until a step 2 of the new connection is confirmed", () => {
    const off = play(...SETTLED, closed(), edited(false));
    expect(describe(off, 0)).toMatchObject({ kind: "offline", pending: true, keptHere: true });
    const back = [OPENED, SYNCED].reduce(step, off);
    expect(describe(back, 0)).toMatchObject({ kind: "saving", pending: true });
    const carried = step(back, sent("step2"));
    expect(describe(carried, 0).pending).toBe(true);
    expect(describe(step(carried, saved(1)), 0)).toMatchObject({ kind: "saved", pending: false });
  });

  test("what was sent and not confirmed before the cut is pending after it", () => {
    const off = play(...SETTLED, edited(true), sent("update"), closed());
    expect(describe(off, 0).pending).toBe(true);
    const back = [OPENED, SYNCED, sent("update")].reduce(step, off);
    // The count of the new connection starts again: it must not be taken for the old one.
    expect(kind(step(back, saved(1)))).toBe("saving");
  });

  test("a cut with everything saved leaves nothing pending", () => {
    expect(describe(play(...SETTLED, closed()), 0)).toMatchObject({
      kind: "offline",
      pending: false,
    });
  });

  test("edits of a former page are pending until confirmed", () => {
    const reopened = play({ type: "local-read", keptHere: true, edited: true }, closed());
    expect(describe(reopened, 0)).toMatchObject({ kind: "offline", pending: true });
    const back = [OPENED, sent("step2"), SYNCED, saved(1)].reduce(step, reopened);
    expect(describe(back, 0).pending).toBe(false);
  });

  test("without storage the sentence says that edits live in this page only", () => {
    const state = play({ type: "local-read", keptHere: false, edited: false }, closed());
    expect(describe(state, 0).message).toContain("que dans cette page");
    expect(describe(play(LOCAL, closed()), 0).message).toBe(
      "Hors ligne — vos modifications sont gardées sur cet appareil",
    );
    expect(describe(play(LOCAL, closed(), { type: "device-lost" }), 0).keptHere).toBe(false);
  });
});

test("what a page shows since its first cut is not taken away by the next attempt", () => {
  const cut = play(LOCAL, closed());
  expect(kind(cut)).toBe("offline");
  expect(kind([OPENED].reduce(step, cut))).toBe("saving");
  expect(kind([OPENED, closed(1011), OPENED].reduce(step, cut))).toBe("saving");
});

test("a page that never gets a socket is told that its network may block them", () => {
  const once = play(LOCAL, closed());
  expect(describe(once, 0).message).toMatch(/^Hors ligne/);
  const blocked = [closed(), closed(), closed()].reduce(step, once);
  expect(describe(blocked, 0).message).toMatch(/^Connexion impossible : votre réseau/);
  const cut = [OPENED, sent("step2"), SYNCED, saved(1), ...Array.from({ length: 9 }, () => closed())];
  expect(describe(cut.reduce(step, blocked), 0).message).toMatch(/^Hors ligne/);
});

group("a server that cannot commit", () => {
  test("it is said after five seconds without any confirmation, and recovers", () => {
    const typed = play(...SETTLED, edited(true), sent("update", 1_000));
    expect(nextDeadline(typed)).toBe(1_000 + COMMIT_PATIENCE_MS);
    expect(kind(typed, 5_999)).toBe("saving");
    expect(kind(typed, 6_000)).toBe("unsaved");
    const more = [edited(true), sent("update", 7_000)].reduce(step, typed);
    expect(kind(more, 7_000)).toBe("unsaved");
    expect(kind(step(more, saved(3, 8_000)), 8_000)).toBe("saved");
    expect(nextDeadline(step(more, saved(3, 8_000)))).toBeNull();
  });

  test("a slow server that keeps confirming is not said unable", () => {
    const typed = play(...SETTLED, edited(true), sent("update", 0), edited(true), sent("update", 4_000));
    expect(kind(step(typed, saved(2, 5_500)), 6_000)).toBe("saving");
  });
});

group("refusals", () => {
  test.each([4400, 4401, 4404, 4413])("%i is final, told in French, edits still pending", (code) => {
    const state = play(...SETTLED, edited(true), sent("update"), closed(code));
    expect(isFinal(code)).toBe(true);
    expect(describe(state, 0)).toMatchObject({ kind: "refused", code, pending: true });
    expect(describe(state, 0).message).toMatch(/texte|copiez|Copiez/);
  });

  test("4413 tells a copy of this device that is too large from a canvas that is full", () => {
    const said = (reason: string) =>
      describe(play(...SETTLED, edited(true), { type: "closed", code: 4413, reason }), 0).message;
    expect(said("message trop grand")).toMatch(/^Ce que cet appareil a gardé hors ligne est trop volumineux/);
    expect(said("canevas trop grand")).toMatch(/^Ce canevas, ou son dossier, est trop volumineux/);
    for (const each of ["message trop grand", "dossier trop volumineux"].map(said)) {
      expect(each).toContain("effacez la copie de cet appareil, où elles seront perdues");
    }
  });

  test("4429 is no closed door: it is told for what it is, and passes", () => {
    const state = play(...SETTLED, closed(4429));
    expect(isFinal(4429)).toBe(false);
    expect(kind(state)).toBe("waiting");
    expect(kind(step(state, closed()))).toBe("offline");
    expect(describe(state, 0).message).toBe(
      "Le serveur reçoit trop de demandes pour le moment, un nouvel essai est en cours — vos modifications sont gardées sur cet appareil",
    );
    expect(kind([OPENED, sent("step2"), SYNCED, saved(1)].reduce(step, state))).toBe("saved");
  });

  test("4429 says what there is too much of, when the server does", () => {
    const reason = "12 canevas sont déjà ouverts dans ce navigateur. Fermez-en un";
    const refusal: SavedEvent = { type: "closed", code: 4429, reason };
    const state = play(...SETTLED, refusal);
    expect(describe(state, 0).message).toBe(
      `Un nouvel essai est en cours : ${reason} — vos modifications sont gardées sur cet appareil`,
    );
    const reader = [LOCAL, refusal].reduce(step, { ...START, reader: true });
    expect(describe(reader, 0).message).toContain(`${reason} — ce que vous lisez n’est plus`);
  });

  test("a server that cannot open the canvas, or is busy, is told for what it is", () => {
    expect(describe(play(...SETTLED, closed(1011)), 0).message).toMatch(/^Le serveur n’arrive pas/);
    expect(describe(play(...SETTLED, closed(1013)), 0).message).toBe(
      "Le serveur est indisponible pour le moment — vos modifications sont gardées sur cet appareil",
    );
  });

  test.each([1006, 1011, 1012, 1013, 4408])("%i is an ordinary cut", (code) => {
    expect(isFinal(code)).toBe(false);
    expect(kind(play(...SETTLED, closed(code)))).toBe("offline");
  });
});

test("a reader's page sends nothing and is up to date once the document is received", () => {
  const reader = { ...START, reader: true };
  const none: SavedEvent = { type: "local-read", keptHere: false, edited: false };
  expect(kind([none, OPENED, SYNCED].reduce(step, reader))).toBe("saved");
});

test("whatever happens, saved is never said while an edit is not covered", () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  for (let run = 0; run < 300; run++) {
    let state = START;
    // The truth: edits not known to be on the server, by where they are.
    let held = 0;
    let flying = 0;
    let count = 0;
    let confirmed = 0;
    let open = false;
    let told = false;
    for (let i = 0; i < 60; i++) {
      const events: SavedEvent[] = [];
      switch (random(6)) {
        case 0:
          if (open) break;
          [open, told, count, confirmed] = [true, false, 0, 0];
          events.push(OPENED, SYNCED);
          break;
        case 1:
          if (!open) break;
          [open, held, flying] = [false, held + flying, 0];
          events.push(closed());
          break;
        case 2:
          if (!open || told) break;
          [told, flying, held, count] = [true, flying + held, 0, count + 1];
          events.push(sent("step2"));
          break;
        case 3:
          if (open) {
            flying++;
            count++;
            events.push(edited(true), sent("update"));
          } else {
            held++;
            events.push(edited(false));
          }
          break;
        case 4:
          if (!open || confirmed === count) break;
          confirmed = count;
          flying = 0;
          events.push(saved(count));
          break;
        default:
          events.push(LOCAL);
      }
      state = events.reduce(step, state);
      const { kind: now, pending } = describe(state, 0);
      if (now === "saved") expect([held, flying]).toEqual([0, 0]);
      if (held + flying > 0) expect(pending).toBe(true);
    }
  }
});

test("what is heard of a cut is not said again for each thing that waits", () => {
  const cut = step(step(play(...SETTLED, closed()), edited(false)), { type: "waiting", count: 2 });
  const more = step(cut, { type: "waiting", count: 3 });
  expect(describe(cut, 0).message).toContain("2\u00a0modifications en attente");
  expect(describe(more, 0).message).toContain("3\u00a0modifications en attente");
  expect(describe(more, 0).heard).toBe(describe(cut, 0).heard);
  expect(describe(cut, 0).heard).toContain("vos modifications sont gardées");
});
