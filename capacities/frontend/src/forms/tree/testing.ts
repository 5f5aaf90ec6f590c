/* For tests only: a template of the form, people who share a tree, and chance that repeats. */

import * as Y from "yjs";
import { CENTRE } from "../../core";
import type { Peer } from "../../core/testing";
import { makePeer, sync, TEMPLATE } from "../../core/testing";
import { acts, type TreeActs } from "./acts";
import { childrenOf, type TreeView, treeOf } from "./tree";

export const TREE: typeof TEMPLATE = {
  ...TEMPLATE,
  form: "tree",
  bands: [],
  zones: TEMPLATE.zones,
  tree: { centre: "La gouvernance", levels: [], use_case: false },
  colors: [
    { key: "action", title: "Action", hue: "note", sign: "▶" },
    { key: "moyen", title: "Moyen", hue: "existing", sign: "⚒" },
  ],
  limits: { ...TEMPLATE.limits, cards_per_canvas: 3_000 },
};

export interface TreePeer extends Peer {
  acts: TreeActs;
  tree(): TreeView;
  /** The tree as an outline of texts: "a(b(c) d)". */
  picture(id?: string): string;
}

export function makeTreePeer(name: string, template = TREE): TreePeer {
  const peer = makePeer(name, template);
  const tree = () => treeOf(peer.session).get();
  const picture = (id = CENTRE): string =>
    childrenOf(tree(), id)
      .map((child) => {
        const inner = picture(child);
        return peer.index.text(child).get() + (inner === "" ? "" : `(${inner})`);
      })
      .join(" ");
  return { ...peer, acts: acts(peer.session), tree, picture };
}

/** People who share one canvas, seeded with its centre and three main branches. */
export function treePeers(names: readonly string[], template = TREE): TreePeer[] {
  const peers = names.map((name) => makeTreePeer(name, template));
  const { doc } = peers[0]!;
  doc.transact(() => {
    seed(doc, CENTRE, { zone: CENTRE, rank: "", text: template.tree?.centre ?? "" });
    template.zones.forEach(({ key, title }, i) =>
      seed(doc, key, { zone: key, rank: `a${i}`, parent: CENTRE, text: title }),
    );
  }, "server");
  sync(...peers);
  return peers;
}

function seed(doc: Y.Doc, id: string, { text, ...keys }: { text: string } & Record<string, string>) {
  const card = new Y.Map<unknown>(Object.entries({ author: "", created: "", color: "", ...keys }));
  card.set("text", new Y.Text(text));
  doc.getMap("cards").set(id, card);
}

/** Create a branch from an outline ("a\n b"), as one person; returns the ids by text. */
export function grow(peer: TreePeer, parent: string, outline: string): Record<string, string> {
  const { ids } = peer.acts.pasteOutline(parent, outline);
  return Object.fromEntries(ids.map((id) => [peer.index.text(id).get(), id]));
}
