import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { expect, it } from "vitest";
import { makeField, TEMPLATE } from "../../core/testing";
import { FieldControl } from "./FieldControl";

const PERIOD = makeField("periode", "Période", {
  kind: "choix",
  choices: ["par-an", "une-fois"].map((key) => ({ key, title: key })),
  default: "par-an",
});

function drawn(typed: string, always?: boolean): [string, string[]] {
  const host = document.createElement("div");
  const root = createRoot(host);
  const more = always === undefined ? {} : { always };
  flushSync(() =>
    root.render(<FieldControl field={PERIOD} typed={typed} limits={TEMPLATE.limits} onType={() => {}} {...more} />),
  );
  const select = host.querySelector("select")!;
  const found: [string, string[]] = [select.value, [...select.options].map(({ value }) => value)];
  root.unmount();
  return found;
}

it("a choice that has a usual value shows what is said, and may be emptied", () => {
  expect(drawn("")).toEqual(["", ["", "par-an", "une-fois"]]);
  expect(drawn("une-fois")).toEqual(["une-fois", ["", "par-an", "une-fois"]]);
});

it("one that is never empty shows the usual value when nothing is said", () => {
  expect(drawn("", true)).toEqual(["par-an", ["par-an", "une-fois"]]);
  expect(drawn("une-fois", true)).toEqual(["une-fois", ["par-an", "une-fois"]]);
});
