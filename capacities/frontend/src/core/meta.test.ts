import { expect, test } from "vitest";
import * as Y from "yjs";
import { MetaStore, readMeta, setMeta } from "./meta";

test("what holds for the whole canvas is read, set, heard; what tells which canvas it is stays", () => {
  const doc = new Y.Doc();
  const root = doc.getMap("meta");
  root.set("schema", 1);
  root.set("template", "retroplanning");
  root.set("odd", { a: 1 });
  root.set("none", Number.NaN);
  const { store } = new MetaStore(doc);
  let heard = 0;
  store.subscribe(() => {
    heard++;
  });
  setMeta(doc, "horizon", "2030-06-30");
  setMeta(doc, "horizon", "2030-06-30");
  setMeta(doc, "template", "autre");
  expect([heard, store.get(), root.get("template")]).toEqual([1, { horizon: "2030-06-30" }, "retroplanning"]);
  setMeta(doc, "horizon", null);
  expect([readMeta(doc), heard]).toEqual([{}, 2]);
});
