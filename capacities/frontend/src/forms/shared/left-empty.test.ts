/* What is left without a word goes, but not what somebody else would lose by it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BallotState } from "../../ballot";
import { ballotOf } from "../../ballot/ballot";
import type { CanvasSession } from "../../core";
import { value } from "../../core";
import type { Peer } from "../../core/testing";
import { makePeer, sync, TEMPLATE } from "../../core/testing";
import { isLeftEmpty, leaveEmpty } from "./left-empty";
import { carriedOf } from "./sequel";

let ada: Peer;
let zoe: Peer;
let session: CanvasSession;

const open = (template = TEMPLATE) => {
  [ada, zoe] = [makePeer("Ada", template), makePeer("Zoé", template)];
  session = ada.session as unknown as CanvasSession;
};

beforeEach(() => {
  vi.useFakeTimers();
  open();
});
afterEach(() => vi.useRealTimers());

const words = (id: string) => ada.index.text(id).get();
const isGone = (id: string) => session.card(id).get()?.deleted === true;
/** Somebody leaves it. */
const leave = (id: string, fresh = false) => {
  if (isLeftEmpty(session, id, { fresh })) leaveEmpty(session, id);
};

test("words undone down to nothing may still be redone after it was left", () => {
  const id = ada.actions.add("usagers")!;
  ada.type(id, "des mots");
  ada.actions.undo();
  expect(words(id)).toBe("");
  leave(id, true);
  expect(isGone(id)).toBe(false);
  ada.actions.redo();
  expect(words(id)).toBe("des mots");
});

test("one undo brings back what was emptied with its words, one redo sends both away", () => {
  const id = ada.actions.add("usagers")!;
  ada.type(id, "des mots");
  vi.advanceTimersByTime(60_000);
  ada.session.actions.write(id, "");
  vi.advanceTimersByTime(60_000);
  leave(id);
  expect(isGone(id)).toBe(true);
  ada.actions.undo();
  expect([isGone(id), words(id)]).toEqual([false, "des mots"]);
  ada.actions.redo();
  expect([isGone(id), words(id)]).toEqual([true, ""]);
  ada.actions.undo();
  ada.actions.undo();
  expect(words(id)).toBe("");
});

test.each([true, false])(
  "it comes back for the words of another, whom no Ctrl+Z here sends away (fresh: %s)",
  (fresh) => {
    const id = ada.actions.add("usagers", fresh ? "" : "d’avant")!;
    sync(ada, zoe);
    if (!fresh) ada.actions.write(id, "");
    zoe.type(id, "de Zoé");
    leave(id, fresh);
    expect(isGone(id)).toBe(true);
    sync(ada, zoe);
    expect(isGone(id)).toBe(false);
    expect(words(id)).toContain("de Zoé");
    for (let step = 0; step < 4; step++) {
      ada.actions.undo();
      expect(isGone(id)).toBe(false);
      expect(words(id)).toContain("de Zoé");
    }
    for (let step = 0; step < 4; step++) ada.actions.redo();
    expect(words(id)).toContain("de Zoé");
    sync(ada, zoe);
    expect(zoe.index.text(id).get()).toBe(words(id));
    expect(zoe.index.record(id).get()?.deleted).toBe(isGone(id));
  },
);

test("what is linked, or was carried on, stays", () => {
  const [linked, other, carried] = ada.actions.addMany("usagers", ["a", "b", "c"]);
  const link = ada.actions.link(linked!, other!, "");
  carriedOf(session).set(new Map([[carried!, "ailleurs"]]));
  for (const id of [linked!, carried!]) ada.actions.write(id, "");
  for (const id of [linked!, carried!]) expect(isLeftEmpty(session, id, { fresh: false })).toBe(false);
  expect(isLeftEmpty(session, linked!, { fresh: true, links: [link!] })).toBe(true);
});

test.each([
  ["known to hold one", { totals: { card: 1 } }, false],
  ["known to hold none", { totals: {} }, true],
  ["mine", { mine: { card: 2 } }, false],
  ["secret, some were put somewhere", { placed: 3 }, false],
  ["secret, none was put", { placed: 0 }, true],
])("gommettes keep it: %s", (_, said, goes) => {
  const { dots } = canvasWithDots();
  open({ ...TEMPLATE, dots });
  ada.doc.transact(() => undefined);
  const card = ada.actions.add("usagers", "une idée")!;
  const named = (found?: Record<string, number>) => (found === undefined ? undefined : renamed(found, card));
  const { totals, mine } = said as Partial<Record<"totals" | "mine", Record<string, number>>>;
  const state = { totals: null, mine: {}, tables: [], placed: 1, ...said } as unknown as BallotState;
  Object.assign(state, { totals: named(totals) ?? null, mine: named(mine) ?? {} });
  Object.assign(session, { ballotVersion: value(0), saved: value({ kind: "saved" }) });
  vi.spyOn(ballotOf(session)!.view, "get").mockReturnValue({
    state,
    online: true,
    failed: false,
    waiting: 0,
    hand: null,
  });
  ada.actions.write(card, "");
  expect(isLeftEmpty(session, card, { fresh: false })).toBe(goes);
});

const renamed = (found: Record<string, number>, card: string) =>
  Object.fromEntries(Object.values(found).map((count) => [card, count]));

function canvasWithDots(): { dots: NonNullable<typeof TEMPLATE.dots> } {
  return { dots: TEMPLATE.dots ?? ({ count: 3 } as unknown as NonNullable<typeof TEMPLATE.dots>) };
}
