import { expect, it } from "vitest";
import type { CanvasSession } from "../../core";
import { Announcements } from "../../core/announcements";
import { settle, sync } from "../../core/testing";
import { makeHands } from "./hands";
import { timelineOf } from "./model";
import { planner } from "./testing";
import { nameOf, nameWords, rulesOf, stepName } from "./words";

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

it("names a step alike everywhere: its words, else what it is", () => {
  const { session, actions } = planner();
  const seed = (id: string, text: string, nature?: string) => {
    const fields = nature === undefined ? {} : { nature };
    return { id, zone: "espace", rank: id, color: "", text, fields };
  };
  actions.create([seed("a", " Choisir\nl’outil "), seed("b", ""), seed("c", " ", "reussite"), seed("d", "", "jalon")]);
  const named = session as unknown as CanvasSession;
  const ids = ["a", "b", "c", "d"];
  expect(ids.map((id) => nameWords(named.text(id).get(), named.card(id).get()!.fields.nature))).toEqual([
    "Choisir l’outil",
    "étape sans texte",
    "réussite sans texte",
    "jalon sans texte",
  ]);
  expect(stepName(named, "a")).toBe("Choisir l’outil");
  expect(stepName(named, "d")).toBe("jalon sans texte");
  expect(ids.map((id) => nameOf(named, id))).toEqual([
    "«\u00a0Choisir l’outil\u00a0»",
    "une étape sans texte",
    "une réussite sans texte",
    "un jalon sans texte",
  ]);
});
