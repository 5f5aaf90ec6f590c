/* A field being typed: nothing typed is lost, nothing of anybody else's goes unseen. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeField, makePeer, type Peer, sync, TEMPLATE } from "../../core/testing";
import { Draft, PAUSE_MS } from "./draft";
import { mergeWords } from "./merge";
import { groupFacts } from "./template";

const FIELDS = [
  makeField("montant", "Montant", { kind: "montant", total_by: "periode" }),
  makeField("periode", "Période", {
    kind: "choix",
    choices: [
      { key: "an", title: "par an" },
      { key: "fois", title: "une fois" },
    ],
    default: "an",
  }),
  makeField("note", "Note", { kind: "note" }),
];
const WITH_FIELDS = { ...TEMPLATE, fields: FIELDS };
const [AMOUNT, NOTE] = groupFacts(FIELDS) as [ReturnType<typeof groupFacts>[0], ReturnType<typeof groupFacts>[0]];

let camille: Peer;
let dominique: Peer;
let id: string;
let flush: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  camille = makePeer("Camille", WITH_FIELDS);
  dominique = makePeer("Dominique", WITH_FIELDS);
  id = camille.actions.add("couts", "Panneaux")!;
  sync(camille, dominique);
});

afterEach(() => vi.useRealTimers());

function open(fact = NOTE, peer = camille): { draft: Draft; close: () => void } {
  const onFlush = (flusher: () => void) => {
    flush = flusher;
    return () => undefined;
  };
  const draft = new Draft({ ...peer.session, onFlush }, id, fact);
  return { draft, close: draft.open() };
}

const fields = (peer = camille) => peer.index.view(id)!.fields;

test("a note is written as soon as one pauses, as it stands", () => {
  const { draft } = open();
  draft.type("Un long compte rendu ");
  expect(fields()["note"]).toBeUndefined();
  vi.advanceTimersByTime(PAUSE_MS);
  expect(fields()["note"]).toBe("Un long compte rendu");
  expect(draft.now.get().typed).toBe("Un long compte rendu ");
});

test("what is typed is written when the page may go, or the field with its card", () => {
  open(AMOUNT).draft.type("42 000");
  flush();
  expect(fields()).toMatchObject({ montant: 42_000, periode: "an" });
  const { draft, close } = open(AMOUNT);
  draft.type("43 000");
  close();
  expect(fields()["montant"]).toBe(43_000);
});

test("an amount and its period are taken back together", () => {
  const { draft } = open(AMOUNT);
  draft.type("42 000");
  draft.choose("fois");
  draft.leave();
  expect(fields()).toMatchObject({ montant: 42_000, periode: "fois" });
  camille.actions.undo();
  expect(fields()).toEqual({});
});

test("a field opened only to look writes nothing over what somebody else wrote", () => {
  camille.actions.setField(id, "montant", 1_000);
  sync(camille, dominique);
  const { draft } = open(AMOUNT);
  dominique.actions.setField(id, "montant", 2_000);
  sync(camille, dominique);
  expect(draft.now.get().typed).toMatch(/^2\s000$/);
  draft.leave();
  expect(fields()["montant"]).toBe(2_000);
});

test("a note that two people write keeps the words of both", () => {
  camille.actions.setField(id, "note", "Réunion.");
  sync(camille, dominique);
  const { draft } = open();
  draft.type("Réunion. Prévoir une salle.");
  dominique.actions.setField(id, "note", "Lundi : Réunion.");
  sync(camille, dominique);
  expect(draft.now.get().typed).toBe("Réunion. Prévoir une salle.");
  vi.advanceTimersByTime(PAUSE_MS);
  expect(fields()["note"]).toBe("Lundi : Réunion. Prévoir une salle.");
  expect(draft.now.get().typed).toBe("Lundi : Réunion. Prévoir une salle.");
});

test("an amount that replaces somebody else's is told, and undone gives theirs back", () => {
  const { draft } = open(AMOUNT);
  draft.type("3000");
  dominique.actions.setField(id, "montant", 2_000);
  sync(camille, dominique);
  draft.leave();
  expect(fields()["montant"]).toBe(3_000);
  expect(camille.notices.at(-1)).toMatch(/2\s000/);
  camille.actions.undo();
  expect(fields()["montant"]).toBe(2_000);
});

test("given up, a note already written is as it was; but not over somebody else's words", () => {
  const first = open().draft;
  first.type("brouillon");
  vi.advanceTimersByTime(PAUSE_MS);
  first.drop();
  expect(fields()["note"]).toBeUndefined();
  const second = open().draft;
  second.type("brouillon");
  vi.advanceTimersByTime(PAUSE_MS);
  sync(camille, dominique);
  dominique.actions.setField(id, "note", "à garder");
  sync(camille, dominique);
  second.drop();
  expect(fields()["note"]).toBe("à garder");
});

test("what cannot be read stays typed, and is told when the field goes away", () => {
  const { draft, close } = open(AMOUNT);
  draft.type("beaucoup");
  expect(draft.leave()).toBe(false);
  expect(draft.now.get()).toMatchObject({ typed: "beaucoup" });
  expect(draft.now.get().refused).not.toBe("");
  close();
  expect(camille.notices.at(-1)).toContain("«\u00a0beaucoup\u00a0» n’a pas été gardé");
});

test.each([
  ["", "a", "b", "ab"],
  ["début fin", "début mien fin", "début fin leur", "début mien fin leur"],
  ["début fin", "mien début fin", "début fin leur", "mien début fin leur"],
  ["rouge", "vert", "bleu", "bleuvert"],
  ["un deux", "un", "un deux trois", "un trois"],
])("%j, as %j and as %j, is %j", (base, mine, theirs, both) => {
  expect(mergeWords(base, mine, theirs)).toBe(both);
});
