/* What one person sees and holds of the tree. */

import { beforeEach, describe, expect, it } from "vitest";
import type { CanvasSession } from "../../core";
import { matches, plain } from "../panel/matching";
import { makeHands, topmost } from "./hands";
import { HUES, huesOf } from "./hues";
import { outlineText } from "./outline-text";
import { grow, treePeers } from "./testing";
import { CENTRE, treeOf } from "./tree";
import { viewerOf } from "./viewer";

function canvas() {
  const peer = treePeers(["Camille"])[0]!;
  const session = peer.session as unknown as CanvasSession;
  const ids = grow(peer, "usagers", "élu référent\n\tlettre de mission\n\ttemps\nconvention");
  const said: string[] = [];
  const voice = {
    tell: (notice: string | { sentence: string }) =>
      void said.push(typeof notice === "string" ? notice : notice.sentence),
    whisper: (sentence: string) => void said.push(sentence),
    leftOut: () => undefined,
  };
  return { peer, session, ids, said, viewer: viewerOf(session), hands: makeHands(session, voice) };
}

beforeEach(() => localStorage.clear());

describe("what is drawn", () => {
  it("leaves out what is folded, and tells how much it hides", () => {
    const { viewer, ids } = canvas();
    const elu = ids["élu référent"]!;
    viewer.fold([elu], true);
    const { nodes, ids: drawn } = viewer.shown.get();
    expect(drawn).not.toContain(ids["temps"]);
    expect(nodes.get(elu)).toMatchObject({ folded: true, open: false, below: 2, level: 2 });
  });

  it("keeps the folds of this person on this device, and nobody else's", () => {
    const one = canvas();
    one.viewer.fold([one.ids["élu référent"]!], true);
    expect(canvas().viewer.get().folded.size).toBe(1);
    expect(JSON.stringify(one.peer.doc.toJSON())).not.toContain("fold");
  });

  it("is what the filter keeps with all that leads to it, folded or not", () => {
    const { viewer, ids, peer } = canvas();
    viewer.fold([ids["élu référent"]!], true);
    peer.acts.setType([ids["temps"]!], "moyen");
    viewer.flipType("moyen");
    expect(viewer.shown.get().ids).toEqual([CENTRE, "usagers", ids["élu référent"], ids["temps"]]);
    viewer.flipType("moyen");
    expect(viewer.shown.get().ids).toContain("canaux");
  });

  it("follows what is written while one searches, accents or not", () => {
    const { viewer, ids, peer } = canvas();
    viewer.setQuery("ELU mission");
    expect(viewer.matching.get()?.size).toBe(0);
    peer.type(ids["lettre de mission"]!, " d’un élu");
    expect(viewer.matching.get()).toEqual(new Set([ids["lettre de mission"]]));
  });

  it("keeps what is being written, even when its words do not match any more", () => {
    const { viewer, ids } = canvas();
    viewer.edit(ids["temps"]!);
    viewer.setQuery("convention");
    expect(viewer.shown.get().ids).toContain(ids["temps"]);
    viewer.edit(null);
    expect(viewer.shown.get().ids).not.toContain(ids["temps"]);
  });

  it("is one branch when one is looked at alone, until it is gone", () => {
    const { viewer, ids, peer } = canvas();
    viewer.focusBranch(ids["élu référent"]!);
    expect(viewer.shown.get().root).toBe(ids["élu référent"]);
    expect(viewer.shown.get().ids).toHaveLength(3);
    peer.acts.remove([ids["élu référent"]!]);
    expect(viewer.shown.get().root).toBe(CENTRE);
  });

  it("gives the same object for a node that nothing touched", () => {
    const { viewer, ids } = canvas();
    const before = viewer.shown.get().nodes.get("canaux");
    viewer.fold([ids["élu référent"]!], true);
    expect(viewer.shown.get().nodes.get("canaux")).toBe(before);
  });
});

describe("what is in hand", () => {
  it("goes to the parent when somebody deletes it, and nobody writes in it any more", () => {
    const { viewer, ids, peer } = canvas();
    viewer.edit(ids["temps"]!);
    peer.acts.remove([ids["temps"]!]);
    expect(viewer.get()).toMatchObject({ editing: null, selected: [ids["élu référent"]] });
  });

  it("is what hides it, when it is folded or filtered out", () => {
    const { viewer, ids } = canvas();
    viewer.select([ids["temps"]!]);
    viewer.fold([ids["élu référent"]!], true);
    expect(viewer.get().selected).toEqual([ids["élu référent"]]);
    viewer.setQuery("convention");
    expect(viewer.get().selected).toEqual(["usagers"]);
  });

  it("extends in the order of the screen, both ways", () => {
    const { viewer, ids } = canvas();
    viewer.select([ids["temps"]!]);
    viewer.extendTo(ids["élu référent"]!);
    expect(viewer.get().selected).toEqual([ids["temps"], ids["lettre de mission"], ids["élu référent"]]);
  });

  it("never becomes empty by taking one out", () => {
    const { viewer } = canvas();
    viewer.select(["usagers"]);
    viewer.toggle("usagers");
    expect(viewer.get().selected).toEqual(["usagers"]);
  });
});

describe("what hands do", () => {
  it("says where a branch was put", () => {
    const { hands, ids, said } = canvas();
    hands.move([ids["temps"]!], "canaux", null);
    expect(said.at(-1)).toBe("Déplacée sous «\u00a0Canaux\u00a0», 1 sur 1.");
  });

  it("moves the branches of a selection, not twice what is under them", () => {
    const { session, ids } = canvas();
    const all = [ids["temps"]!, ids["élu référent"]!, CENTRE, ids["convention"]!];
    expect(topmost(session, all)).toEqual([ids["élu référent"], ids["convention"]]);
  });

  it("takes the brother in hand after a deletion, and tells what went with it", () => {
    const { hands, viewer, ids, said } = canvas();
    hands.remove([ids["élu référent"]!]);
    expect(viewer.get().selected).toEqual([ids["convention"]]);
    expect(said.at(-1)).toContain("avec 2 sous-idées");
  });

  it("keeps the centre", () => {
    const { hands, said, session } = canvas();
    hands.remove([CENTRE]);
    expect(said.at(-1)).toContain("ne se supprime pas");
    expect(session.card(CENTRE).get()?.deleted).toBe(false);
  });

  it("opens the fold and lifts the filter that would hide a new node", () => {
    const { hands, viewer, ids } = canvas();
    viewer.fold([ids["élu référent"]!], true);
    viewer.flipType("moyen");
    hands.child(ids["élu référent"]!);
    const { editing, types } = viewer.get();
    expect(types.size).toBe(0);
    expect(viewer.shown.get().ids).toContain(editing);
  });

  it("lets a new node left empty go away, and one that is written stay", () => {
    const { hands, viewer, session, peer } = canvas();
    hands.child("canaux");
    const empty = viewer.get().editing!;
    hands.settle(empty);
    expect(session.card(empty).get()?.deleted).toBe(true);
    expect(viewer.get().selected).toEqual(["canaux"]);
    hands.child("canaux");
    const written = viewer.get().editing!;
    peer.type(written, "accueil");
    hands.settle(written);
    expect(session.card(written).get()?.deleted).toBe(false);
  });

  it("gives a reader nothing to do", () => {
    const { hands, peer, viewer } = canvas();
    peer.freeze();
    const before = peer.picture();
    hands.child("canaux");
    hands.write("canaux");
    hands.remove(["canaux"]);
    hands.shift(["canaux"], "up");
    expect(peer.picture()).toBe(before);
    expect(viewer.get().editing).toBeNull();
  });
});

describe("words and colours", () => {
  it("finds words in any order, without accents nor case", () => {
    expect(matches(plain("L’Énergie des toits"), "toits energie")).toBe(true);
    expect(matches(plain("L’Énergie des toits"), "caves")).toBe(false);
  });

  it("copies a branch as lines that can be pasted back the same", () => {
    const { session, ids, peer } = canvas();
    const text = outlineText(session, [ids["élu référent"]!]);
    expect(text).toBe("élu référent\n\tlettre de mission\n\ttemps");
    peer.acts.pasteOutline("canaux", text);
    expect(peer.picture("canaux")).toBe("élu référent(lettre de mission temps)");
  });

  it("keeps each branch its colour when branches come and change place", () => {
    const { session, peer } = canvas();
    const seeded = ["usagers", "canaux", "couts"];
    const before = huesOf(treeOf(session).get(), session.data.template);
    peer.acts.shift(["usagers"], "down");
    grow(peer, CENTRE, "nouvelle branche");
    const after = huesOf(treeOf(session).get(), session.data.template);
    for (const id of seeded) expect(after.get(id)).toBe(before.get(id));
    expect(new Set(after.values()).size).toBe(4);
  });

  it("draws lines and small figures that can be seen on white: 4.5 to 1", () => {
    for (const hue of HUES) expect(contrastOnWhite(hue)).toBeGreaterThanOrEqual(4.5);
  });
});

function contrastOnWhite(hue: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hue.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05);
}

describe("what is left empty", () => {
  const empty = (at: ReturnType<typeof canvas>) => {
    at.hands.sibling(at.ids["convention"]!, "after");
    return at.viewer.get().editing!;
  };

  it("goes by itself, and one is again where one came from", () => {
    const at = canvas();
    const id = empty(at);
    at.hands.settle(id);
    expect(at.session.card(id).get()?.deleted).toBe(true);
    expect(at.viewer.get().selected).toEqual([at.ids["convention"]]);
  });

  it("goes too when its words were taken out, as one step to undo, but a branch of the template stays", () => {
    const at = canvas();
    const id = at.ids["convention"]!;
    at.peer.actions.write(id, "");
    at.hands.settle(id);
    expect(at.session.card(id).get()?.deleted).toBe(true);
    at.peer.actions.undo();
    expect(at.session.card(id).get()?.deleted).toBe(false);
    at.peer.actions.write("canaux", "");
    at.hands.settle("canaux");
    expect(at.session.card("canaux").get()?.deleted).toBe(false);
  });

  it("comes back when words that somebody was adding arrive after it went", () => {
    const at = canvas();
    const id = empty(at);
    at.hands.settle(id);
    at.peer.type(id, "écrit ailleurs");
    expect(at.session.card(id).get()?.deleted).toBe(false);
  });
});

describe("room on the screen", () => {
  it("folds here only, nothing is kept of it, and what a hand opens stays open", () => {
    const { viewer, ids, peer } = canvas();
    const elu = ids["élu référent"]!;
    viewer.foldForRoom(new Set([elu, "usagers"]));
    expect(viewer.shown.get().ids).not.toContain(elu);
    expect(viewer.unfolded().ids).toContain(ids["temps"]);
    viewer.fold(["usagers"], false);
    viewer.foldForRoom(new Set([elu, "usagers"]));
    expect(viewer.shown.get().ids).toContain(elu);
    expect(viewer.shown.get().ids).not.toContain(ids["temps"]);
    expect(JSON.stringify(peer.doc.toJSON())).not.toContain("fold");
    expect(canvas().viewer.get().folded.size).toBe(0);
  });
});

it("under a filter, moving up passes the brothers that it leaves", () => {
  const { viewer, peer, hands, session } = canvas();
  const more = grow(peer, "canaux", "rouge un\nbleu\nrouge deux");
  viewer.setQuery("rouge");
  hands.shift([more["rouge deux"]!], "up");
  const order = treeOf(session).get().children.get("canaux")!;
  expect(order.map((id) => session.text(id).get())).toEqual(["rouge deux", "rouge un", "bleu"]);
  hands.shift([more["rouge deux"]!], "down");
  const after = treeOf(session).get().children.get("canaux")!;
  expect(after.map((id) => session.text(id).get())).toEqual(["rouge un", "rouge deux", "bleu"]);
});
