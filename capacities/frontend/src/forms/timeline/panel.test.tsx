/* The panel of one step: its fields, its days in sentences, what comes before and after. */

import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Session } from "../../core/session";
import { canvasData, FakeRoom, settle, until } from "../../core/testing";
import { Screen } from "../../ui/screen";
import { noQuery } from "../../ui/testing";
import { FORMS } from "../registry";
import { timelineOf } from "./model";
import { StepOver } from "./StepOver";
import { StepPanel } from "./StepPanel";
import { dateSentences, lateWords, listOrder, slackWords } from "./telling";
import { FILLED } from "./testing";
import { viewerOf } from "./viewer";

const closings: (() => void)[] = [];

beforeEach(() => {
  noQuery();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 28, 12) });
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  for (const close of closings.splice(0).reverse()) close();
  vi.useRealTimers();
});

async function openPanel(id: string, abilities = ["read", "edit", "export"]) {
  const room = new FakeRoom();
  const writer = await sessionIn(room, ["read", "edit"]);
  writer.actions.create(
    [
      { id: "r", zone: "convergence", rank: "a0", text: "Données partagées", fields: { nature: "reussite" } },
      { id: "b", zone: "convergence", rank: "a1", text: "Croisement", fields: { duree: 8, avant: "budget" } },
      { id: "a", zone: "espace", rank: "a2", text: "Convention", fields: { duree: 2.5 } },
    ],
    [],
    null,
    [
      { id: "l1", from: "b", to: "r", kind: "avant" },
      { id: "l2", from: "a", to: "b", kind: "avant" },
    ],
  );
  const session = await sessionIn(room, abilities);
  await until(() => session.edges.get().length === 2);
  const told: string[] = [];
  const gone: string[] = [];
  const tell = (notice: string | { sentence: string }) => {
    told.push(typeof notice === "string" ? notice : notice.sentence);
  };
  const host = document.createElement("div");
  document.body.append(host);
  const root = createRoot(host);
  closings.push(() => {
    root.unmount();
    host.remove();
  });
  const screen = {
    session,
    data: session.data,
    form: null,
    entry: FORMS.timeline,
    view: "canevas" as const,
    printing: false,
    setView: () => undefined,
    tell,
    whisper: tell,
    show: () => undefined,
  };
  const draw = (shown: string) =>
    root.render(
      <Screen value={screen}>
        <StepOver onGo={(to) => gone.push(to)}>
          <StepPanel id={shown} />
        </StepOver>
      </Screen>,
    );
  draw(id);
  await settle(20);
  return { session, host, told, gone, draw };
}

async function sessionIn(room: FakeRoom, abilities: string[]): Promise<Session> {
  const data = canvasData({ template: FILLED, abilities });
  const session = new Session(data, { socket: room.socketOf(data.me) });
  closings.push(() => session.close());
  await until(() => session.saved.get().kind === "saved");
  return session;
}

const button = (root: ParentNode, words: string) =>
  [...root.querySelectorAll<HTMLElement>("button")].find(
    (each) => each.getAttribute("aria-label") === words || each.textContent?.replace(/\s/g, " ").trim() === words,
  )!;
const plainly = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map((each) => each.textContent!.replace(/\s/g, " "));

test("the days are told in sentences, with the window that fixes them", async () => {
  const { host, session } = await openPanel("b");
  expect(host.querySelector("h2")!.textContent).toBe("Action");
  expect(plainly(host, ".step-dates p")).toEqual([
    "Au plus tard : commencer le 3 janvier 2027, finir le 28 février 2027.",
    "C’est la veille de « Vote du budget », qui commence le 1er mars 2027.",
    "Au plus tôt : commencer le 16 décembre 2026, finir le 10 février 2027.",
    "Marge : 2 sem. 4 j.",
    "C’est la chaîne la plus serrée de cette réussite.",
  ]);
  session.actions.setField("b", "etat", "fait");
  await settle(10);
  expect(plainly(host, ".step-dates p")).toEqual(["Fait : cela ne prend plus de temps."]);
});

test("a réussite is not asked how long it lasts, and by when it is there", async () => {
  const { host } = await openPanel("r");
  expect(host.textContent).not.toContain("Combien de temps");
  expect(host.textContent).toContain("Pour quand");
});

test("what is before and after is gone to, unlinked, added", async () => {
  const { host, session, told, gone } = await openPanel("b");
  button(host, "Convention").click();
  expect(gone).toEqual(["a"]);
  button(host, "Délier de «\u00a0Convention\u00a0»").click();
  await settle(10);
  expect(session.edges.get()).toEqual(["l1"]);
  expect(told.at(-1)).toContain("ne vient plus avant");
  button(host, "Juste avant cela, qu’a-t-il fallu ?").click();
  await settle(10);
  const made = timelineOf(session).get().steps.get("b")!.before[0]!;
  expect(viewerOf(session).get().editing).toBe(made);
  expect(timelineOf(session).get().steps.get(made)!.lane).toBe("convergence");
});

test("another step is another form: what was typed for one is never written in the next", async () => {
  const { host, draw, session } = await openPanel("b");
  const duration = () => [...host.querySelectorAll<HTMLInputElement>(".field-line input")][0]!;
  expect(duration().value).toBe("8");
  draw("a");
  await settle(10);
  expect(duration().value).toBe("2,5");
  session.actions.remove("a");
  await settle(10);
  expect(host.querySelector(".details")).toBeNull();
});

test("a step has a nature: the usual one when nothing is said", async () => {
  const { host } = await openPanel("a");
  const nature = [...host.querySelectorAll<HTMLSelectElement>(".field-line select")].find((each) =>
    [...each.options].some(({ value }) => value === "jalon"),
  )!;
  expect([nature.value, [...nature.options].map(({ value }) => value)]).toEqual([
    "action",
    ["reussite", "action", "jalon"],
  ]);
});

test("the lane is chosen; a lane that was removed is said", async () => {
  const { host, session } = await openPanel("a");
  const lane = () =>
    [...host.querySelectorAll<HTMLSelectElement>("select")].find((each) => each.textContent!.includes("À placer"))!;
  expect(lane().value).toBe("espace");
  lane().value = "parcours";
  lane().dispatchEvent(new Event("change", { bubbles: true }));
  await settle(10);
  expect(session.card("a").get()!.zone).toBe("parcours");
  session.actions.place([{ id: "a", zone: "ailleurs" }]);
  await settle(10);
  expect(lane().selectedOptions[0]!.textContent).toBe("Un fil qui a été retiré");
});

test("who may only read reads all of it, and changes nothing", async () => {
  const { host } = await openPanel("b", ["read"]);
  expect(host.querySelectorAll("input, select, textarea, .icon-button.small")).toHaveLength(0);
  expect(host.textContent).toContain("Croisement");
  expect(plainly(host, ".around b")).toEqual(["Ce qu’il faut avant", "Ce que cela rend possible"]);
  expect(
    [...host.querySelectorAll("button")].map((each) => each.textContent || each.getAttribute("aria-label")),
  ).toEqual(["Fermer les détails", "Convention", "Données partagées"]);
});

describe("in words", () => {
  const day = (iso: string) => Date.parse(iso) / 86_400_000;
  const step = {
    id: "s",
    lane: "espace",
    nature: "action" as const,
    done: false,
    dates: {
      latestStart: day("2026-03-03"),
      latestFinish: day("2026-04-28"),
      earliestStart: day("2026-11-28"),
      earliestFinish: day("2027-01-23"),
      slack: -270,
      critical: true,
      late: true,
      days: 56,
    },
    before: [],
    after: [],
  };

  test("what is too late says from when", () => {
    expect(lateWords(step).replace(/\s/g, " ")).toBe(
      "▲ Il est déjà trop tard : il aurait fallu commencer le 3 mars 2026.",
    );
    expect(lateWords({ ...step, dates: { ...step.dates, late: false } })).toBe("");
    expect(dateSentences(step, undefined).join(" ")).toContain("Il manque 38\u00a0sem.\u00a04\u00a0j.");
    expect(slackWords(0)).toBe("marge\u00a0: aucune");
  });

  test("what a step makes possible is read before it, all at the same day", () => {
    const dates = { ...step.dates, latestStart: 0, latestFinish: 0 };
    const one = (id: string, after: string[]) => [id, { ...step, id, dates, after }] as const;
    const steps = new Map([one("a", ["b"]), one("b", ["c"]), one("c", [])]);
    expect(listOrder({ steps, order: new Map([["espace", ["a", "b", "c"]]]) }, "espace")).toEqual(["c", "b", "a"]);
  });
});
