import { describe, expect, it, vi } from "vitest";
import type { CanvasSession } from "../../core";
import { nextHit } from "../panel/Find";
import { foundWords } from "./Find";
import { guideOf, guideUnder } from "./guide";
import { targetsOf } from "./MoveUnder";
import { askedBy } from "./row-keys";
import { held, placeName } from "./screen";
import { grow, TREE, treePeers } from "./testing";
import { CENTRE } from "./tree";

function canvas(template = TREE) {
  const peer = treePeers(["Camille"], template)[0]!;
  return { peer, session: peer.session as unknown as CanvasSession };
}

const press = (key: string, over = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...over,
});
const field = (value: string, start = value.length, end = start) => ({ value, start, end });

describe("the keys of a row", () => {
  it("add, move and remove as an outline does, on Windows as on a Mac", () => {
    expect(askedBy(press("Enter"), field("a"))).toBe("sister");
    expect(askedBy(press("Enter", { ctrlKey: true }), field("a"))).toBe("child");
    expect(askedBy(press("Enter", { metaKey: true }), field("a"))).toBe("child");
    expect(askedBy(press("ArrowUp", { altKey: true }), field("a"))).toBe("up");
    expect(askedBy(press("ArrowRight", { altKey: true }), field("a"))).toBe("indent");
    expect(askedBy(press("Backspace"), field(""))).toBe("remove");
    expect(askedBy(press("Backspace", { repeat: true }), field(""))).toBeNull();
  });

  it("leave to the text, and to Tab, what is theirs", () => {
    expect(askedBy(press("Tab"), field("a"))).toBeNull();
    expect(askedBy(press("Enter", { shiftKey: true }), field("a"))).toBeNull();
    expect(askedBy(press("Backspace"), field("a", 0))).toBeNull();
    expect(askedBy(press("ArrowUp"), field("ab", 1))).toBeNull();
    expect(askedBy(press("ArrowDown"), field("ab", 1))).toBeNull();
    expect(askedBy(press("ArrowLeft"), field("ab", 0))).toBeNull();
  });

  it("go to the neighbour rows from the ends of the text", () => {
    expect(askedBy(press("ArrowUp"), field("ab", 0))).toBe("above");
    expect(askedBy(press("ArrowDown"), field("ab", 2))).toBe("below");
  });
});

describe("the search", () => {
  it("goes from hit to hit, around the ends", () => {
    const hits = ["a", "b", "c"];
    expect(nextHit(hits, undefined, 1)).toBe("a");
    expect(nextHit(hits, "elsewhere", -1)).toBe("c");
    expect(nextHit(hits, "c", 1)).toBe("a");
    expect(nextHit(hits, "a", -1)).toBe("c");
    expect(nextHit([], "a", 1)).toBeUndefined();
  });

  it("tells the count with its agreement", () => {
    expect(foundWords(0)).toBe("Aucune idée trouvée");
    expect(foundWords(1)).toBe("1\u00a0idée trouvée");
    expect(foundWords(3)).toBe("3\u00a0idées trouvées");
  });
});

describe("« Déplacer sous… »", () => {
  it("offers every place but the branch itself, and finds them without accents", () => {
    const { peer, session } = canvas();
    const made = grow(peer, "usagers", "Énergie\n  Toits\nVélos");
    const ids = targetsOf(session, [made["Énergie"]!], "").map(({ id }) => id);
    expect(ids).toContain(CENTRE);
    expect(ids).not.toContain(made["Énergie"]);
    expect(ids).not.toContain(made["Toits"]);
    const found = targetsOf(session, [made["Vélos"]!], "energie toits");
    expect(found.map(({ words }) => words)).toEqual(["Toits"]);
  });

  it("says where it already is", () => {
    const { peer, session } = canvas();
    const made = grow(peer, "usagers", "Vélos");
    const here = targetsOf(session, [made["Vélos"]!], "usagers").find(({ id }) => id === "usagers");
    expect([here?.refused, here?.detail]).toEqual([true, "elle y est"]);
  });
});

describe("the corbeille of a tree", () => {
  it("tells what a branch was under and how many ideas come back with it", () => {
    const { peer, session } = canvas();
    const made = grow(peer, "usagers", "Vélos\n  Pistes\n  Ateliers\n    Outils");
    peer.acts.remove([made["Ateliers"]!]);
    peer.acts.remove([made["Vélos"]!]);
    const card = session.card(made["Vélos"]!).get()!;
    expect(placeName(session, card)).toBe("sous «\u00a0Usagers\u00a0»");
    expect(held(session, card)).toBe(1);
    const inner = session.card(made["Ateliers"]!).get()!;
    expect(placeName(session, inner)).toContain("elle aussi dans la corbeille");
    expect(held(session, inner)).toBe(1);
  });

  it("goes through the tree once, however much it holds", () => {
    const { peer, session } = canvas();
    const made = grow(peer, "usagers", "Vélos\nPistes\nAteliers");
    peer.acts.remove(Object.values(made));
    const places = new Map(session.places.get());
    const walks = vi.spyOn(places, Symbol.iterator);
    const watched = { ...session, places: { ...session.places, get: () => places } };
    for (const card of peer.index.trash.get()) {
      held(watched, card);
      placeName(watched, card);
    }
    expect(walks).toHaveBeenCalledTimes(1);
  });
});

describe("what is asked", () => {
  it("follows a branch wherever it goes", () => {
    const zones = TREE.zones.map((zone) => (zone.key === "canaux" ? { ...zone, questions: ["Par où ?"] } : zone));
    const { peer, session } = canvas({ ...TREE, zones });
    const made = grow(peer, "canaux", "Guichet");
    peer.acts.move(["canaux"], "usagers", null);
    expect(guideOf(session, peer.tree(), made["Guichet"]!).questions).toEqual(["Par où ?"]);
    expect(guideUnder(session, peer.tree(), "usagers").questions).toEqual([]);
  });

  it("is chained by level, and stops after the last", () => {
    const levels = [
      { question: "Pourquoi ?", example: "" },
      { question: "Et pourquoi ?", example: "" },
    ];
    const { peer, session } = canvas({ ...TREE, tree: { ...TREE.tree!, levels } });
    const made = grow(peer, "usagers", "Vélos\n  Air");
    const under = (id: string) => guideUnder(session, peer.tree(), id).questions;
    expect(under(CENTRE)).toEqual(["Pourquoi ?"]);
    expect(under("usagers")).toEqual(["Et pourquoi ?"]);
    expect(under(made["Vélos"]!)).toEqual([]);
    expect(guideOf(session, peer.tree(), made["Vélos"]!).questions).toEqual(["Et pourquoi ?"]);
  });
});
