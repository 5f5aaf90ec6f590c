import { beforeEach, expect, it, vi } from "vitest";
import type { CanvasSession } from "../../core";
import { sync } from "../../core/testing";
import { dayFrom, dayOf, isoOf } from "./days";
import { makeHands } from "./hands";
import { timelineOf } from "./model";
import { silenceField } from "./silence";
import { planner } from "./testing";
import { viewerOf } from "./viewer";
import { rulesOf } from "./words";

const TODAY = new Date(2026, 10, 30, 12);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "setInterval"] });
  vi.setSystemTime(TODAY);
  return () => vi.useRealTimers();
});

function setUp(name = "Camille") {
  const peer = planner(name);
  const session = peer.session as unknown as CanvasSession;
  const told: string[] = [];
  const offers: { title: string; run: () => void }[] = [];
  const hands = makeHands(session, (notice) => {
    told.push(typeof notice === "string" ? notice : notice.sentence);
    if (typeof notice !== "string" && notice.action !== undefined) offers.push(notice.action);
  });
  const timeline = () => timelineOf(session).get();
  const undo = () => peer.actions.undo();
  return { ...peer, session, told, offers, hands, timeline, undo, viewer: viewerOf(session) };
}

it("goes back in time from a réussite, one step to undo each", () => {
  const { hands, timeline, type, undo, session, told } = setUp();
  const success = hands.addSuccess("espace")!;
  type(success, "Espace ouvert");
  const before = hands.addBefore(success)!;
  type(before, "Choisir l’outil");
  session.actions.setField(before, "duree", 4);
  const { steps, order, horizon } = timeline();
  expect(isoOf(horizon)).toBe("2027-12-31");
  expect(order.get("espace")).toEqual([before, success]);
  expect(steps.get(success)).toMatchObject({ nature: "reussite", lane: "espace", before: [before] });
  expect(steps.get(before)!.dates.latestStart).toBe(horizon - 28);
  expect(told).toContain("Juste avant «\u00a0Espace ouvert\u00a0», qu’a-t-il fallu\u00a0?");
  undo();
  undo();
  undo();
  expect(timeline().order.get("espace")).toEqual([success]);
  expect(timeline().links).toEqual([]);
});

it("leaves nothing of a step that is not written", () => {
  const { hands, timeline, viewer, type, session } = setUp();
  const success = hands.addSuccess("espace")!;
  type(success, "Fini");
  const before = hands.addBefore(success)!;
  expect(viewer.get()).toMatchObject({ editing: before, selected: [before] });
  hands.settle(before);
  expect(timeline().steps.size).toBe(1);
  expect(session.edges.get()).toEqual([]);
  const bare = hands.add("a-placer")!;
  hands.settle(bare);
  expect(timeline().order.get("a-placer")).toEqual([]);
});

it("refuses a loop, a link twice, and itself", () => {
  const { hands, timeline, told } = setUp();
  const [a, b, c] = hands.paste("espace", "A\nB\nC") as [string, string, string];
  hands.link(a, b);
  hands.link(b, c);
  expect(hands.link(c, a)).toBeNull();
  expect(told.at(-1)).toBe("Cela ferait une boucle\u00a0: «\u00a0C\u00a0» viendrait avant lui-même.");
  expect(hands.link(a, b)).toBeNull();
  expect(hands.link(a, a)).toBeNull();
  expect(timeline().links.length).toBe(2);
  hands.unlink(timeline().links[0]!.id);
  expect(timeline().links.length).toBe(1);
});

it("places by one step: lane and date", () => {
  const { hands, timeline, told, undo, session } = setUp();
  const [a] = hands.paste("a-placer", "A\nB") as [string, string];
  hands.place(a, { lane: "parcours", date: dayFrom(2027, 3, 12) });
  expect(timeline().steps.get(a)).toMatchObject({ lane: "parcours", dates: { latestFinish: dayFrom(2027, 3, 12) } });
  expect(told.at(-1)).toBe("«\u00a0A\u00a0»\u00a0: dans Fil parcours, à finir le 12\u00a0mars\u00a02027.");
  undo();
  expect(timeline().steps.get(a)!.lane).toBe("a-placer");
  expect(session.card(a).get()!.fields.date).toBeUndefined();
});

it("offers the day where a step was dropped, and fixes it only when asked", () => {
  const { hands, offers, session } = setUp();
  const [a] = hands.paste("a-placer", "A\nB") as [string];
  hands.place(a, { lane: "espace" }, dayFrom(2027, 3, 12));
  expect(session.card(a).get()!.fields.date).toBeUndefined();
  const action = offers.at(-1)!;
  expect(action.title).toBe("Fixer au 12\u00a0mars\u00a02027");
  action.run();
  expect(session.card(a).get()!.fields.date).toBe("2027-03-12");
});

it("puts back what the move gave and nothing of what others changed since", () => {
  const [a, b] = [setUp(), setUp("Dominique")];
  const [step] = a.hands.paste("a-placer", "A") as [string];
  a.hands.place(step, { date: dayFrom(2027, 3, 12) });
  sync(a, b);
  b.hands.place(step, { lane: "parcours" });
  sync(a, b);
  a.offers.at(-1)!.run();
  expect(a.timeline().steps.get(step)!.lane).toBe("parcours");
  expect(a.session.card(step).get()!.fields.date).toBeUndefined();
  a.hands.place(step, { lane: "espace" });
  sync(a, b);
  b.hands.place(step, { date: dayFrom(2027, 5, 1) });
  sync(a, b);
  a.offers.at(-1)!.run();
  expect(a.timeline().steps.get(step)!.lane).toBe("parcours");
  expect(a.session.card(step).get()!.fields.date).toBe("2027-05-01");
});

it("renames, orders, adds and removes lanes; undo brings each back", () => {
  const { hands, timeline, undo } = setUp();
  const titles = () => timeline().lanes.map(({ title }) => title);
  hands.moveLane("parcours", -1);
  expect(titles()).toEqual(["Fil convergence", "Fil parcours", "Fil espace"]);
  undo();
  expect(titles()).toEqual(["Fil convergence", "Fil espace", "Fil parcours"]);
  hands.renameLane("espace", "Le commun");
  expect(titles()[1]).toBe("Le commun");
  undo();
  expect(titles()[1]).toBe("Fil espace");
  const added = hands.addLane("Gouvernance")!;
  const [step] = hands.paste(added, "Réunir") as [string];
  expect(timeline().steps.get(step)!.lane).toBe(added);
  hands.removeLane(added);
  expect(timeline().steps.get(step)!.lane).toBe("a-placer");
  undo();
  expect(timeline().steps.get(step)!.lane).toBe(added);
  hands.removeLane("convergence");
  expect(titles()).toEqual(
    ["Le commun", "Fil parcours", "Gouvernance"].map((one) => one.replace("Le commun", "Fil espace")),
  );
  undo();
  expect(titles()).toEqual(["Fil convergence", "Fil espace", "Fil parcours", "Gouvernance"]);
});

it("keeps the windows of the calendar, and finishes before them", () => {
  const { hands, timeline, session } = setUp();
  const [a] = hands.paste("espace", "A") as [string];
  session.actions.setField(a, "avant", "budget");
  expect(isoOf(timeline().steps.get(a)!.dates.latestFinish)).toBe("2027-02-28");
  hands.setWindow("budget", { from: "2027-04-08", to: "2027-04-09" });
  expect(timeline().windows[0]).toMatchObject({
    title: "Vote du budget",
    spans: [{ from: dayOf("2027-04-08"), to: dayOf("2027-04-09") }],
  });
  expect(isoOf(timeline().steps.get(a)!.dates.latestFinish)).toBe("2027-04-07");
  const added = hands.setWindow(null, { title: "Conseil", from: "2027-06-01" })!;
  expect(timeline().windows.at(-1)).toMatchObject({ key: added, title: "Conseil" });
  hands.removeWindow(added);
  hands.removeWindow("budget");
  expect(timeline().windows).toEqual([]);
  expect(timeline().steps.get(a)!.dates.latestFinish).toBe(timeline().horizon);
});

it("hides what others write during the silence, and shows it after", () => {
  const [a, b] = [setUp(), setUp("Dominique")];
  a.hands.startSilence();
  sync(a, b);
  const [mine] = a.hands.paste("a-placer", "De Camille") as [string];
  sync(a, b);
  expect(b.timeline()).toMatchObject({ hidden: 1, steps: new Map() });
  expect(a.timeline().steps.has(mine)).toBe(true);
  expect(a.timeline().hidden).toBe(0);
  b.hands.reveal();
  expect(b.timeline().steps.has(mine)).toBe(true);
  expect(b.told.at(-1)).toContain("1\u00a0étape de plus est à l’écran");
});

it("shows lanes and windows to all during the silence, and their corbeille", () => {
  const [a, b] = [setUp(), setUp("Dominique")];
  a.hands.startSilence();
  const own = { rank: "b0", color: "", fields: silenceField(a.session) };
  a.session.actions.create([
    { ...own, id: "f", zone: "fils", text: "Gouvernance" },
    { ...own, id: "w", zone: "calendrier", text: "Conseil" },
    { ...own, id: "s", zone: "espace", text: "Étape" },
  ]);
  sync(a, b);
  expect(b.timeline().lanes.map(({ key }) => key)).toContain("f");
  expect(b.timeline().windows.map(({ key }) => key)).toContain("w");
  expect(b.timeline().hidden).toBe(1);
  const { hides } = rulesOf(b.session, timelineOf(b.session));
  expect(["f", "w", "s"].map((id) => hides!(b.session.card(id).get()!))).toEqual([false, false, true]);
});

it("says the horizon", () => {
  const { hands, timeline, told } = setUp();
  hands.setHorizon("2030-02-31");
  expect(told.at(-1)).toContain("n’existe pas");
  hands.setHorizon("2026-01-01");
  expect(timeline().horizonGiven).toBe("past");
  hands.setHorizon(null);
  expect(timeline().horizonGiven).toBe("default");
  vi.setSystemTime(new Date(2028, 0, 5));
  hands.setHorizon("2029-01-01");
  hands.setHorizon(null);
  expect(isoOf(timeline().horizon)).toBe("2033-12-31");
});
