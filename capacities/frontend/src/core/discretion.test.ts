import { expect, it } from "vitest";
import { Discretion } from "./discretion";
import { MetaStore, setMeta } from "./meta";
import { sync } from "./testing";
import { twoOnAGraph } from "./testing-graph";
import type { FormRules } from "./types";
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

it("reads its corbeilles again when the form adopts its rules, and when an end of a link goes out of sight", () => {
  const { a, b, x, link } = twoOnAGraph();
  let rules: FormRules = { words: POST_IT, live: () => 0 };
  const discretion = new Discretion(() => rules, b.index, b.edges, new MetaStore(b.doc).store);
  const seen = () => [discretion.trash.get().map(({ id }) => id), discretion.edgeTrash.get().map(({ id }) => id)];
  a.actions.removeAll([x, link]);
  sync(a, b);
  expect(seen()).toEqual([[x], [link]]);
  rules = { ...rules, hides: ({ id }) => id === x };
  let told = 0;
  discretion.trash.subscribe(() => told++);
  discretion.anew();
  expect([seen(), told]).toEqual([[[], []], 1]);
  rules = { ...rules, hides: ({ color }) => color === "quiet" };
  discretion.anew();
  expect(seen()).toEqual([[x], [link]]);
  a.actions.restore(x);
  a.actions.setColor(x, "quiet");
  sync(a, b);
  expect(seen()).toEqual([[], []]);
});
