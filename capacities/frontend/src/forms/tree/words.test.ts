/* What a screen reader hears of a tree: ideas by name, under what they are. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CENTRE } from "../../core";
import { Session } from "../../core/session";
import { canvasData, FakeRoom } from "../../core/testing";
import { acts } from "./acts";
import { grow, TREE, treePeers } from "./testing";
import { treeOf } from "./tree";

let open: Session[] = [];
let heard: string[] = [];

beforeEach(() => {
  vi.stubGlobal("indexedDB", undefined);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  for (const session of open) session.close();
  open = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function together(): Promise<[Session, Session]> {
  const room = new FakeRoom();
  const [a, b] = ["Camille", "Dominique"].map((name) => {
    const data = canvasData({ template: TREE, me: { name, color: "#123456", mark: name } });
    const session = new Session(data, { socket: room.Socket });
    open.push(session);
    treeOf(session);
    return session;
  }) as [Session, Session];
  heard = [];
  a.announcements.subscribe((sentence, kind) => heard.push(`${kind}: ${sentence}`));
  await vi.advanceTimersByTimeAsync(5_000);
  return [a, b];
}

test("ideas added, moved and removed are told by name, with what they are under", async () => {
  const [, b] = await together();
  const { ids } = acts(b).pasteOutline(CENTRE, "Portage politique\nOutils");
  const [portage, tools] = ids as [string, string];
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard.pop()).toBe("change: 2 idées ajoutées.");
  const velo = acts(b).addChild(portage)!;
  b.type(() => b.card(velo).get()!.text.insert(0, "Vélos"), {});
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard.pop()).toBe("change: Dominique a ajouté «\u00a0Vélos\u00a0» sous «\u00a0Portage politique\u00a0».");
  acts(b).move([velo], tools, null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard.pop()).toBe("change: Une idée déplacée sous «\u00a0Outils\u00a0» : «\u00a0Vélos\u00a0».");
  acts(b).remove([velo]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(heard.pop()).toBe("change: Une idée mise à la corbeille : «\u00a0Vélos\u00a0».");
  expect(heard).toEqual([]);
});

test("who is in a branch that somebody removes is told that the text is kept", async () => {
  const [a, b] = await together();
  const { ids } = acts(b).pasteOutline(CENTRE, "Branche\n\tidée\nAutre");
  await vi.advanceTimersByTimeAsync(10);
  a.setPresence(ids[1] ?? null, true);
  acts(b).remove([ids[2]!]);
  await vi.advanceTimersByTimeAsync(10);
  expect(heard.filter((sentence) => sentence.startsWith("notice"))).toEqual([]);
  acts(b).remove([ids[0]!]);
  await vi.advanceTimersByTimeAsync(10);
  expect(heard.filter((sentence) => sentence.startsWith("notice"))).toEqual([
    "notice: Quelqu’un vient de mettre à la corbeille la branche où vous êtes. Votre texte y est gardé : vous pouvez la restaurer.",
  ]);
});

test("a long or empty text is named shortly, or not at all", async () => {
  const [peer] = treePeers(["Camille"]);
  const { words } = (await import("./words")).rulesOf(peer!.session, peer!.tree);
  const ids = grow(peer!, "usagers", "x".repeat(50));
  const id = Object.values(ids)[0]!;
  peer!.type(id, "y".repeat(30));
  expect(words.name(peer!.index.view(id)!)).toBe(`«\u00a0${"x".repeat(50)}${"y".repeat(9)}…\u00a0»`);
  const empty = peer!.acts.addChild(id)!;
  expect(words.name(peer!.index.view(empty)!)).toBe("");
});
