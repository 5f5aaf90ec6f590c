import { expect, it } from "vitest";
import { Discretion } from "./discretion";
import { MetaStore, setMeta } from "./meta";
import { sync } from "./testing";
import { twoOnAGraph } from "./testing-graph";
import { POST_IT } from "./words";

it("keeps what a form hides out of the corbeille and of the sentences, until it shows it", () => {
  const { a, b, x, link } = twoOnAGraph();
  const meta = new MetaStore(b.doc).store;
  const rules = { words: POST_IT, live: () => 0, hides: ({ id }: { id: string }) => id === x && "quiet" in meta.get() };
  const discretion = new Discretion(() => rules, b.index, b.edges, meta);
  const said: string[] = [];
  b.index.onChange((change) => said.push(...discretion.told(change).records.map(({ id }) => id)));
  b.edges.onChange((change) => said.push(...discretion.told(change).records.map(({ id }) => id)));
  setMeta(a.doc, "quiet", "yes");
  a.actions.remove(x);
  a.actions.remove(link);
  a.type(x, "encore");
  sync(a, b);
  expect([discretion.trash.get(), discretion.edgeTrash.get(), said]).toEqual([[], [], []]);
  setMeta(a.doc, "quiet", null);
  sync(a, b);
  expect(discretion.trash.get().map(({ id }) => id)).toEqual([x]);
  expect(discretion.edgeTrash.get().map(({ id }) => id)).toEqual([link]);
});
