import { expect, it } from "vitest";
import type { CanvasSession } from "../../core";
import { Announcements } from "../../core/announcements";
import { settle, sync } from "../../core/testing";
import { makeHands } from "./hands";
import { timelineOf } from "./model";
import { planner } from "./testing";
import { rulesOf } from "./words";

/** What is said to the second of what the first does. */
async function heard(act: (hands: ReturnType<typeof makeHands>) => void): Promise<string> {
  const [a, b] = [planner("Ada"), planner("Dominique")];
  const session = b.session as unknown as CanvasSession;
  const rules = rulesOf(session, timelineOf(session));
  const spoken = new Announcements(
    () => rules.words,
    (id) => b.index.view(id),
  );
  const said: string[] = [];
  spoken.subscribe((sentence) => said.push(sentence));
  for (const index of [b.index, b.edges]) {
    index.onChange((change) => spoken.note(change as never, (id) => b.index.view(id) ?? b.edges.view(id), []));
  }
  act(makeHands(a.session as unknown as CanvasSession, () => {}));
  sync(a, b);
  spoken["flush"]();
  spoken.destroy();
  await settle();
  return said.join(" ");
}

it("tells steps, lanes and moments of the calendar by their own names", async () => {
  const step = await heard(({ add }) => void add("espace", "Choisir"));
  expect(step).toBe("Ada a ajouté «\u00a0Choisir\u00a0» dans «\u00a0Fil espace\u00a0».");
  expect(await heard(({ add }) => void add("a-placer", "Choisir"))).toBe(
    "Ada a ajouté «\u00a0Choisir\u00a0», à placer.",
  );
  expect(await heard(({ renameLane }) => renameLane("espace", "Le commun"))).toBe(
    "Un fil modifié : «\u00a0Le commun\u00a0».",
  );
  expect(await heard(({ addLane }) => void addLane("Gouvernance"))).toBe("Ada a ajouté «\u00a0Gouvernance\u00a0».");
  expect(await heard(({ setWindow }) => void setWindow("budget", { from: "2027-03-01" }))).toBe(
    "Un moment modifié du calendrier : «\u00a0Vote du budget\u00a0».",
  );
});

it("tells several at once by what they are", async () => {
  const said = await heard(({ paste, addLane }) => {
    paste("espace", "A\nB");
    addLane("Gouvernance");
  });
  expect(said).toBe("2 étapes ajoutées dans «\u00a0Fil espace\u00a0». Ada a ajouté «\u00a0Gouvernance\u00a0».");
});
