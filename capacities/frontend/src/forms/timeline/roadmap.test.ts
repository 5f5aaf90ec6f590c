/* The feuille de route: by semester, by pilote; what each entry says. */

import { describe, expect, test } from "vitest";
import { TRAY } from "../../core";
import { makeField, type Peer } from "../../core/testing";
import { dayOf } from "./days";
import { timelineOf } from "./model";
import { lateSlides, levelsBefore } from "./present";
import { alertOf, inOrder, linesOf, partsOf, toldOf } from "./roadmap";
import { pilotsOf, wholeWords } from "./step-words";
import { planner } from "./testing";

type Seed = [text: string, fields: Record<string, string | number>, lane?: string];

function planned(...seeds: Seed[]): { peer: Peer; ids: string[] } {
  const peer = planner();
  peer.actions.setMeta("horizon", "2099-12-31");
  const ids = seeds.map(([text, fields, lane = "convergence"]) => {
    const id = peer.actions.add(lane, text)!;
    peer.actions.setFields(id, fields);
    return id;
  });
  return { peer, ids };
}

function readOf({ session }: Peer) {
  const timeline = timelineOf(session).get();
  return { timeline, told: toldOf(session as never, inOrder(timeline, TRAY)) };
}

const FIELDS = [
  makeField("duree", "Durée", { kind: "nombre", unit: "semaines" }),
  makeField("qui", "Pilote"),
  makeField("partenaires", "Partenaires"),
  makeField("recommandation", "Recommandation", { kind: "note" }),
];

describe("the feuille de route", () => {
  const { peer } = planned(
    ["Ouvrir", { nature: "reussite", date: "2099-12-15" }],
    ["Tester", { date: "2099-05-01", qui: "DGS ; Élue" }],
    ["Écrire", { date: "2099-06-30", qui: "dgs" }],
    ["Former", { date: "2098-09-01", qui: "Élue" }, TRAY],
  );

  test("goes by semester, then by pilote, « sans pilote » last", () => {
    const { told } = readOf(peer);
    const parts = partsOf(told, "semestre");
    expect(parts.map(({ title, count }) => [title, count])).toEqual([
      ["2e\u00a0semestre 2098", 1],
      ["1er\u00a0semestre 2099", 2],
      ["2e\u00a0semestre 2099", 1],
    ]);
    expect(parts[1]!.parts.map(({ title, ids }) => [title, ids.length])).toEqual([
      ["DGS", 2],
      ["Élue", 1],
    ]);
    expect(parts[2]!.parts[0]!.title).toBe("Sans pilote");
  });

  test("names within a semester those who must finish first first, nobody last", () => {
    const { peer: other } = planned(
      ["Seule", { date: "2099-01-20" }],
      ["Agir", { date: "2099-05-01", qui: "Agence" }],
      ["Voter", { date: "2099-02-01", qui: "Maire" }],
    );
    const [part] = partsOf(readOf(other).told, "semestre");
    expect(part!.parts.map(({ title }) => title)).toEqual(["Maire", "Agence", "Sans pilote"]);
  });

  test("goes by pilote, then by semester: a step that two lead is in the list of each", () => {
    const { told } = readOf(peer);
    const parts = partsOf(told, "pilote");
    expect(parts.map(({ title, count }) => [title, count])).toEqual([
      ["DGS", 2],
      ["Élue", 2],
      ["Sans pilote", 1],
    ]);
    expect(parts[1]!.parts.map(({ title }) => title)).toEqual(["2e\u00a0semestre 2098", "1er\u00a0semestre 2099"]);
  });
});

describe("an entry", () => {
  const { peer, ids } = planned(
    ["Signer", { date: "2020-05-01", duree: 3, recommandation: "Commencer tôt", partenaires: "CAF" }],
    ["Fini", { date: "2020-05-01", etat: "fait", duree: 3 }],
  );
  const { told } = readOf(peer);
  const [late, done] = ids.map((id) => told.find(({ step }) => step.id === id)!);

  test("says in words that it is late, never of what is done", () => {
    expect(alertOf(late!)).toContain(
      "Il est déjà trop tard\u00a0: il aurait fallu commencer le 10\u00a0avril\u00a02020",
    );
    expect(alertOf(done!)).toBe("");
  });

  test("gives what was filled, and that a pilote is to be found", () => {
    const lines = linesOf(late!, FIELDS, "Convergence");
    expect(lines.map(({ title }) => title)).toEqual([
      "Quand",
      "Pilote",
      "Durée",
      "Partenaires",
      "Recommandation",
      "Chaîne critique",
      "Fil",
    ]);
    expect(lines[1]!.words).toBe("à trouver");
  });

  test("is told whole to who does not see its bar", () => {
    const words = wholeWords(late!, ["après\u00a0: rien"]);
    for (const each of ["action", "trop tard", "dure 3\u00a0sem.", "sans pilote", "chaîne critique"]) {
      expect(words).toContain(each);
    }
    expect(wholeWords(done!)).toContain("fait");
  });
});

test("pilotes are told apart by commas and semicolons, once each whatever their capitals", () => {
  expect(pilotsOf({ qui: " DGS, élue ;dgs;; SIG " })).toEqual(["DGS", "élue", "SIG"]);
  expect(pilotsOf({})).toEqual([]);
});

describe("what is projected", () => {
  test("a réussite comes with what leads to it, the nearest first, each once", () => {
    const { peer, ids } = planned(["r", { nature: "reussite" }], ["a", {}], ["b", {}], ["c", {}], ["d", {}]);
    const [r, a, b, c, d] = ids as [string, string, string, string, string];
    for (const [from, to] of [
      [a, r],
      [b, r],
      [c, a],
      [c, b],
      [d, c],
    ] as const)
      peer.actions.link(from, to, "avant");
    const { timeline } = readOf(peer);
    expect(levelsBefore(timeline, r).map((level) => [...level].sort())).toEqual([[a, b].sort(), [c], [d]]);
    expect(levelsBefore(timeline, d)).toEqual([]);
  });

  test("what is late comes a few at a time, the most pressing first", () => {
    const seeds = Array.from({ length: 8 }, (_, i): Seed => [`s${i}`, { date: `2020-01-${String(28 - i)}` }]);
    const { peer } = planned(...seeds, ["à l’heure", {}]);
    const { timeline } = readOf(peer);
    const slides = lateSlides([...timeline.steps.values()]);
    expect(slides.map((slide) => slide.length)).toEqual([6, 2]);
    expect(slides[0]![0]!.dates.latestFinish).toBe(dayOf("2020-01-21"));
  });
});
