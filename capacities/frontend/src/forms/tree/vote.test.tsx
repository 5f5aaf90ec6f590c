/* The vote on a map: what is asked, how many are placed, that one has finished; totals on paper. */

import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { BallotState } from "../../ballot";
import { FakeRoom, sync, until } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";
import { sourceOf } from "./picture-source";
import { grow, TREE, treePeers } from "./testing";

afterEach(() => {
  closeScreens();
  vi.unstubAllGlobals();
});

const STATE: BallotState = {
  open: true,
  secret: true,
  revealed: false,
  stacking: true,
  dots: 4,
  question: "Quels fils ?",
  opened: true,
  round: 3,
  kept: 1,
  past: 1,
  done: false,
  seated: 1,
  finished: 1,
  groups: [],
  mine: {},
  left: 2,
  counted: true,
  voters: 1,
  turnout: { devices: 1, tables: 0, table_voters: 0, aside: 0 },
  fixed: false,
  placed: 2,
  totals: null,
  tables: [],
  can_manage: true,
  can_vote: true,
};

async function openVote(state: BallotState, view = "canevas") {
  let now = state;
  const asked: string[] = [];
  const ideas: { id: string; text: string }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    if (url.startsWith("/vote/")) return new Response(JSON.stringify({ groups: [{ title: "", ideas }] }));
    if (init.method === "POST") {
      asked.push(`${url.split("/").at(-1)} ${init.body as string}`);
      const { fini } = JSON.parse(init.body as string) as { fini?: string };
      now = { ...now, done: fini === "oui" };
    }
    return new Response(JSON.stringify(now));
  });
  const room = new FakeRoom();
  const peer = treePeers(["Dominique"])[0]!;
  const ids = grow(peer, "usagers", "un\ndeux");
  ideas.push(...["un", "deux"].map((text) => ({ id: ids[text]!, text })));
  now = { ...now, totals: now.totals === null ? null : { [ids["un"]!]: 3 } };
  sync(peer, room);
  room.durable = new Y.Doc();
  sync(peer, { doc: room.durable });
  const { session, screen } = await openScreen({ template: { ...TREE, dots: 4 } }, { room, view });
  return { session, screen, asked, ids };
}

test("the strip says what is asked, which round, filled dots as placed, and that one has finished", async () => {
  const { screen, asked } = await openVote(STATE);
  const bar = () => screen.querySelector(".ballot-bar")!;
  await until(() => screen.querySelector(".ballot-left") !== null);
  expect(bar().querySelector(".ballot-question")!.textContent).toBe("Quels fils\u00a0?");
  expect(bar().textContent).toContain("2\u00a0gommettes posées sur 4");
  expect([...bar().querySelectorAll(".discs > *")].map((each) => each.className)).toEqual([
    "gommette",
    "gommette",
    "gommette free",
    "gommette free",
  ]);
  expect(bar().textContent).toContain("tour 2");
  expect(bar().textContent).toContain("1 a terminé, 1\u00a0personne a commencé");
  const find = (words: string) => [...bar().querySelectorAll("button")].find((each) => each.textContent === words);
  find("J’ai terminé")!.click();
  await until(() => find("Reprendre mon vote") !== undefined);
  await until(() => asked.length === 1);
  expect(asked[0]).toContain('terminer {"fini":"oui"');
  // All who began have finished: others in the room may not have begun, and revealing asks.
  find("Dévoiler les résultats")!.click();
  await until(() => screen.querySelector("dialog") !== null);
  expect(screen.querySelector("dialog")!.textContent).toContain("1 a terminé, 1\u00a0personne a commencé");
});

test("once revealed, the picture has the totals, and the ranking what nobody chose", async () => {
  const { session, screen, ids } = await openVote({ ...STATE, open: false, revealed: true, totals: {} });
  const find = (words: string) => [...screen.querySelectorAll("button")].find((each) => each.textContent === words);
  await until(() => find("Résultats") !== undefined);
  expect(sourceOf(session).nodeOf(ids["un"]!).facts).toBe("3\u00a0gommettes");
  expect(sourceOf(session).nodeOf(ids["deux"]!).facts).toBe("");
  find("Résultats")!.click();
  await until(() => screen.querySelector(".ranking-without") !== null);
  expect(screen.querySelector(".ranking-without")!.textContent).toBe("1\u00a0idée sans gommette\u00a0: deux.");
  find("Nouveau tour")!.click();
  await until(() => screen.querySelector("dialog input") !== null);
  expect(screen.querySelector<HTMLInputElement>("dialog input")!.value).toBe("Quels fils ?");
});
