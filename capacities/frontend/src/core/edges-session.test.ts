/* Links in whole sessions: what is told of them, who is in one, their text in a field. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
import { canvasData, FakeRoom } from "./testing";
import { GRAPH } from "./testing-graph";
import { bindTextArea } from "./text-binding";
import { POST_IT } from "./words";

let a: Session;
let b: Session;
let heard: string[];
let x: string;
let y: string;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", undefined);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const room = new FakeRoom();
  [a, b] = ["Camille", "Ada"].map((name) => {
    const data = canvasData({ template: GRAPH, me: { name, color: "#123456", mark: name } });
    return new Session(data, { socket: room.socketOf(data.me) });
  }) as [Session, Session];
  heard = [];
  await vi.advanceTimersByTimeAsync(5_000);
  [x, y] = a.actions.addMany("usagers", ["X", "Y"]) as [string, string];
  await vi.advanceTimersByTimeAsync(10);
  for (const session of [a, b]) {
    const name = ({ id }: { id: string }) => `« ${session.text(id).get()} »`;
    session.adopt({ words: { ...POST_IT, name }, live: () => 0 });
  }
  a.announcements.subscribe((sentence, kind) => heard.push(`${kind}: ${sentence}`));
});

afterEach(() => {
  for (const session of [a, b]) session.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function told(): Promise<string | undefined> {
  await vi.advanceTimersByTimeAsync(5_000);
  return heard.pop();
}

test("links drawn, changed, taken away and brought back by others are told, with what they join", async () => {
  const link = b.actions.link(x, y, "flux")!;
  expect(await told()).toBe("change: Ada a relié « X » à « Y ».");
  b.actions.changeLink(link, { from: y, to: x });
  expect(await told()).toBe("change: Un lien modifié : de « Y » à « X ».");
  b.actions.remove(link);
  expect(await told()).toBe("change: Un lien mis à la corbeille : de « Y » à « X ».");
  b.actions.restore(link);
  expect(await told()).toBe("change: Un lien sorti de la corbeille : de « Y » à « X ».");
  b.actions.link(x, y, "flux");
  b.actions.link(y, x, "flux");
  expect(await told()).toBe("change: 2 liens ajoutés.");
  a.actions.link(x, y, "flux");
  expect(await told()).toBeUndefined();
});

test("a card that is moved on the board is told as moved", async () => {
  b.actions.place([{ id: x, x: 4, y: 5 }]);
  expect(await told()).toBe("change: Un post-it déplacé : « X ».");
});

test("who writes on a link is there, and is told when somebody takes it away", async () => {
  const link = a.actions.link(x, y, "flux")!;
  await vi.advanceTimersByTimeAsync(10);
  b.setPresence(link, false);
  await vi.advanceTimersByTimeAsync(10);
  const field = document.createElement("textarea");
  const unbind = bindTextArea(field, b.edge(link).get()!.text, b);
  field.value = "données";
  field.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(10);
  expect(a.edgeText(link).get()).toBe("données");
  expect(a.people.get().find(({ self }) => !self)).toMatchObject({ card: link, typing: true });
  expect(await told()).toBe("change: Ada écrit sur un lien.");
  const notices: string[] = [];
  b.announcements.subscribe((sentence) => notices.push(sentence));
  field.value = "d".repeat(60);
  field.dispatchEvent(new Event("input"));
  expect(notices.pop()).toContain("Un lien contient au plus 50 caractères");
  await vi.advanceTimersByTimeAsync(10);
  b.setPresence(link, false);
  a.actions.remove(link);
  await vi.advanceTimersByTimeAsync(10);
  expect(notices.pop()).toBe(
    "Quelqu’un vient de mettre ce lien à la corbeille. Votre texte y est gardé : vous pouvez le restaurer.",
  );
  expect(b.edgeTrash.get().map(({ id }) => id)).toEqual([link]);
  expect([b.edges.get(), b.edgesAt(x).get()]).toEqual([[], []]);
  unbind();
});
