/* The page of a vote: one thing at a time, « + » where it was, nothing lost without a network. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { value } from "../core/store";
import { settle, until } from "../core/testing";
import page from "../vote.html?raw";
import type { Kept } from "./acts";
import { Ballot } from "./engine";
import { LightVote, sceneOf } from "./light";
import { queueOf } from "./queue";
import { ranking } from "./ranks";
import { JUST_OPEN } from "./testing";
import type { BallotState } from "./types";

const STATE: BallotState = { ...JUST_OPEN, round: 2 };
const IDEAS = [
  {
    title: "",
    ideas: [
      { id: "a", text: "Convergence des données", depth: 0 },
      { id: "b", text: "Convaincre les élus", depth: 1 },
    ],
  },
];

/** A server that counts each act once, on a network that may be cut. */
class Phone {
  state = STATE;
  cut = false;
  /** Put away: it asks no more. */
  put = false;
  /** What the server says instead of counting. */
  busy: number | null = null;
  /** Answers are lost after the acts are counted. */
  deaf = false;
  readonly asked: string[] = [];
  private readonly done = new Set<string>();
  private kept: readonly Kept[] = [];
  readonly refused: string[] = [];
  readonly online = value(true);

  reload(): void {
    this.ballot = this.open();
    this.light = this.show();
  }

  private open(): Ballot {
    return new Ballot({
      url: "/g",
      online: this.online,
      version: value(0),
      seat: { get: () => null, set: () => undefined },
      begun: this.state,
      arrives: true,
      queue: {
        load: () => [...this.kept],
        save: (acts) => {
          this.kept = acts;
        },
        refused: (why) => this.refused.push(why),
      },
      ask: this.fetch,
      pause: () => (this.put ? new Promise(() => undefined) : settle(5)),
    });
  }

  private show(): LightVote {
    /* Its own to the end: what is still to be answered after a test has somewhere to be said. */
    const screen = document.createElement("div");
    screen.innerHTML = page.split("<body>")[1]?.split("</body>")[0] ?? "";
    document.body.replaceChildren(screen);
    const find = (id: string) => screen.querySelector<HTMLElement>(`#${id}`)!;
    const light = new LightVote(this.ballot, { find, about: () => "Lisieux" });
    light.setIdeas(IDEAS);
    return light;
  }

  private readonly fetch = (async (url: string, init: RequestInit = {}) => {
    this.asked.push(url.replace("/g", ""));
    if (this.cut) throw new TypeError("Failed to fetch");
    if (this.busy !== null) return new Response('{"erreur":"Trop de demandes."}', { status: this.busy });
    const body = JSON.parse((init.body as string | undefined) ?? "{}") as Record<string, string>;
    const refused: Record<string, string> = {};
    if (url === "/g") this.act(body.acte, body.carte ?? "", 1);
    if (url.endsWith("/retirer")) this.act(body.acte, body.carte ?? "", -1);
    if (url.endsWith("/ensemble")) {
      for (const [acte, how] of Object.entries(body)) {
        if (acte === "tour" || acte === "fini") continue;
        if (body.tour !== String(this.state.round)) refused[acte] = "Un nouveau tour a commencé.";
        else this.act(acte, how.slice(1), how.startsWith("+") ? 1 : -1);
      }
    }
    if (body.fini !== undefined) this.state = { ...this.state, done: body.fini === "oui" };
    if (this.deaf) throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify({ ...this.state, refused }), { status: 200 });
  }) as typeof fetch;

  // After `fetch`, which they are given.
  ballot = this.open();
  light = this.show();

  private act(acte: string | undefined, card: string, change: number): void {
    if (acte === undefined || this.done.has(acte)) return;
    this.done.add(acte);
    const mine = { ...this.state.mine, [card]: (this.state.mine[card] ?? 0) + change };
    this.state = { ...this.state, mine, left: this.state.left - change };
  }
}

const row = (id: string) => document.querySelector<HTMLElement>(`[data-idee="${id}"]`)!;
const plus = (id: string) => row(id).querySelector<HTMLButtonElement>(".plus")!;
const back = (id: string) => row(id).querySelector<HTMLButtonElement>(".reprendre")!;
const said = (id: string) => document.getElementById(id)!.textContent;

let phone: Phone;

beforeEach(() => {
  phone = new Phone();
});

afterEach(() => {
  phone.put = true;
});

describe("a phone", () => {
  it("never takes back what a second tap in the same place placed", async () => {
    const first = plus("a");
    first.click();
    plus("a").click();
    expect(plus("a")).toBe(first);
    expect(row("a").lastElementChild).toBe(first);
    await until(() => phone.state.mine.a === 2);
    expect(said("reste-mots")).toBe("2\u00a0gommettes posées sur 4");
    expect(row("a").querySelectorAll(".pastilles i")).toHaveLength(2);
    back("a").click();
    await until(() => phone.state.mine.a === 1);
    expect(back("b").hidden).toBe(true);
  });

  it("keeps what is placed without a network, says so, and counts it once", async () => {
    phone.cut = true;
    phone.online.set(false);
    plus("a").click();
    plus("b").click();
    await until(() => said("reseau")!.includes("2\u00a0gestes pas encore reçus"));
    expect(said("reste-mots")).toBe("2\u00a0gommettes posées sur 4");
    phone.reload();
    expect(said("reste-mots")).toBe("2\u00a0gommettes posées sur 4");
    phone.cut = false;
    phone.deaf = true;
    await until(() => phone.state.mine.b === 1);
    phone.deaf = false;
    phone.online.set(true);
    await until(() => document.getElementById("reseau")!.hidden === true);
    expect(phone.state.mine).toEqual({ a: 1, b: 1 });
    expect(phone.asked).toContain("/ensemble");
  });

  it.each([429, 503])("keeps what is placed while the server answers %i, as it says that it will", async (status) => {
    phone.busy = status;
    plus("a").click();
    plus("b").click();
    await until(() => said("reseau")!.includes("2\u00a0gestes pas encore reçus"));
    expect(said("reseau")).toContain("Le serveur ne répond pas.");
    await settle(60);
    expect(phone.refused).toEqual([]);
    expect(document.getElementById("refus")!.hidden).toBe(true);
    phone.busy = null;
    await until(() => phone.state.mine.a === 1 && phone.state.mine.b === 1);
  });

  it("says once that nobody answers, and not each count of what waits", async () => {
    phone.cut = true;
    plus("a").click();
    await until(() => said("dit")!.includes("1\u00a0geste pas encore reçu"));
    plus("b").click();
    await until(() => said("reseau")!.includes("2\u00a0gestes"));
    expect(said("dit")).not.toContain("2\u00a0gestes");
  });

  it("is only read once the link is withdrawn", async () => {
    await until(() => phone.asked.includes("/venir"));
    phone.light.freeze("Votre lien a été retiré.");
    const before = phone.asked.length;
    document.dispatchEvent(new Event("visibilitychange"));
    plus("a").click();
    expect(plus("a").getAttribute("aria-disabled")).toBe("true");
    expect(said("refus")).toBe("Votre lien a été retiré.");
    expect(document.getElementById("terminer")!.hidden).toBe(true);
    await settle(30);
    expect(phone.asked).toHaveLength(before);
    expect(phone.state.mine).toEqual({});
  });

  it("says that what it kept belongs to a round that is over", async () => {
    phone.cut = true;
    plus("a").click();
    plus("b").click();
    await until(() => said("reseau")!.includes("gestes"));
    phone.state = { ...phone.state, round: 3 };
    phone.reload();
    phone.cut = false;
    await until(() => phone.refused.length === 2);
    expect(phone.refused[0]).toContain("nouveau tour");
    expect(said("reste-mots")).toBe("0\u00a0gommette posée sur 4");
  });

  it("takes part once in each round", async () => {
    phone.ballot.refresh();
    await until(() => phone.asked.includes("/venir"));
    phone.ballot.refresh();
    await until(() => phone.asked.includes(""));
    expect(phone.asked.filter((each) => each === "/venir")).toHaveLength(1);
    phone.state = { ...phone.state, round: 3 };
    phone.ballot.refresh();
    await until(() => phone.asked.filter((each) => each === "/venir").length === 2);
  });

  it("finishes, goes on, waits for the results and shows them", async () => {
    document.getElementById("terminer")!.click();
    expect(said("corps")).toContain("C’est noté, merci");
    expect(document.getElementById("pied")!.hidden).toBe(true);
    await until(() => phone.state.done);
    document.querySelector<HTMLButtonElement>("#corps .second")!.click();
    await until(() => !phone.state.done);
    expect(plus("a").isConnected).toBe(true);
    phone.state = { ...phone.state, open: false };
    phone.ballot.refresh();
    await until(() => said("corps")!.includes("Le vote est clos"));
    phone.state = { ...phone.state, revealed: true, totals: { a: 2, b: 2, partie: 1 }, voters: 2, placed: 5 };
    phone.ballot.refresh();
    await until(() => document.querySelector(".ranking") !== null);
    const lines = [...document.querySelectorAll(".ranking li")].map((line) => line.textContent);
    expect(lines[0]).toContain("Rang 1Convaincre les élus à égalité");
    expect(lines[1]).toContain("Rang 1Convergence des données à égalité");
    expect(lines[2]).toContain("Rang 3Idée qui n’est plus sur le canevas");
    phone.state = { ...phone.state, totals: { a: 4 } };
    phone.ballot.refresh();
    await until(() => said("corps")!.includes("1\u00a0idée sans gommette\u00a0: Convaincre les élus."));
  });

  it("shows ideas written meanwhile without moving those that were there", () => {
    const before = row("a");
    const more = [{ title: "", ideas: [{ id: "c", text: "Neuve", depth: 0 }, ...IDEAS[0]!.ideas] }];
    plus("a").focus();
    const moved = new MutationObserver(() => undefined);
    moved.observe(document.getElementById("corps")!, { childList: true, subtree: true });
    phone.light.setIdeas(more);
    const [first, ...others] = moved.takeRecords().filter(({ type }) => type === "childList");
    expect([[...first!.addedNodes], others]).toEqual([[row("c")], []]);
    expect(row("a")).toBe(before);
    expect(document.activeElement).toBe(plus("a"));
    expect(row("c").textContent).toContain("Neuve");
    phone.light.setIdeas([{ title: "", ideas: more[0]!.ideas.filter(({ id }) => id !== "a") }]);
    expect(document.activeElement).toBe(document.getElementById("corps"));
    phone.light.setIdeas([]);
    expect(said("corps")).toContain("Il n’y a pas encore d’idée ici");
  });
});

it("tells one scene from another", () => {
  const closed = { ...STATE, open: false };
  expect(sceneOf({ ...STATE, can_vote: false })).toBe("reading");
  expect(sceneOf({ ...closed, opened: false })).toBe("soon");
  expect(sceneOf({ ...closed, opened: false, secret: false, totals: {} })).toBe("soon");
  expect(sceneOf(closed)).toBe("closed");
  expect(sceneOf({ ...closed, totals: {} })).toBe("results");
});

it("ranks equals alike: 1, 2, 2, 4", () => {
  const ideas = [5, 9, 5, 0, 1].map((total, i) => ({ id: `i${i}`, text: `idée ${i}`, total }));
  expect(ranking(ideas).map(({ id, rank, tied }) => [id, rank, tied])).toEqual([
    ["i1", 1, false],
    ["i0", 2, true],
    ["i2", 2, true],
    ["i4", 4, false],
  ]);
});

it("keeps acts and nothing else in the tab", () => {
  const [queue, key] = [queueOf("d/c", () => undefined), "capacities.gommettes.attente.d/c"];
  const body = { carte: "a", acte: "0f".repeat(16), tour: "1" };
  const acts = [
    { path: "", body },
    { path: "/retirer", body },
    { path: "/terminer", body: { fini: "oui", tour: "1" } },
  ];
  queue.save(acts);
  expect(queue.load()).toEqual(acts);
  const others = ["/../../../quitter", "/reglages", "constructor", "/retirer/", null, [""]].map((path) => ({
    path,
    body,
  }));
  const changed = [
    { table: "t" },
    { carte: 3 },
    { carte: "" },
    { acte: "tour" },
    { acte: ["a"] },
    { tour: "1e3" },
    { tour: undefined },
  ].map((change) => ({ path: "", body: { ...body, ...change } }));
  const bodies = [null, 3, "abc", [], ["a", "b", "c"], { fini: "oui", tour: "1" }].map((other) => ({
    path: "",
    body: other,
  }));
  sessionStorage.setItem(key, JSON.stringify([1, null, ...others, ...changed, ...bodies, acts[0]]));
  expect(queue.load()).toEqual([acts[0]]);
  for (const wrong of ["{", "3", "null"]) {
    sessionStorage.setItem(key, wrong);
    expect(queue.load()).toEqual([]);
  }
  queue.save([]);
  expect(sessionStorage.getItem(key)).toBeNull();
});
