/* The ballot in the page: exact whatever the network does, refused with a sentence. */

import { beforeEach, describe, expect, it } from "vitest";
import { value } from "../core";
import { settle, until } from "../core/testing";
import { Ballot } from "./ballot";
import { JUST_OPEN } from "./testing";
import type { BallotState } from "./types";

const START: BallotState = { ...JUST_OPEN, secret: false, totals: {} };

/** A server that counts as the real one, and a network that loses what it is told to. */
class FakeServer {
  state: BallotState = START;
  readonly acts = new Set<string>();
  readonly asked: string[] = [];
  /** What the facilitator asked. */
  readonly bodies: Record<string, string>[] = [];
  /** What happens to the next requests: "lost" before, "mute" after they are counted. */
  readonly fate: ("lost" | "mute" | number)[] = [];
  held: (() => void)[] | null = null;

  readonly fetch = (async (url: string, init: RequestInit = {}) => {
    const body = init.body === undefined ? null : (JSON.parse(init.body as string) as Record<string, string>);
    this.asked.push(`${init.method ?? "GET"} ${url.replace("/g", "")}`.trim());
    if (this.held !== null) await new Promise<void>((go) => this.held?.push(go));
    if (init.signal?.aborted === true) throw new DOMException("", "AbortError");
    const fate = this.fate.shift();
    if (fate === "lost") throw new TypeError("Failed to fetch");
    if (url.endsWith("/votants")) return this.answer(200, { voters: null, tables: [] });
    if (typeof fate === "number") return this.answer(fate, { erreur: "Refusé." });
    const answer = body === null ? this.answer(200, this.state) : this.act(url, body);
    if (fate === "mute") throw new TypeError("Failed to fetch");
    return answer;
  }) as typeof fetch;

  private act(url: string, { carte = "", acte = "", table, ...rest }: Record<string, string>): Response {
    if (url.endsWith("/table")) {
      const added = {
        id: "t1",
        name: "Table 1",
        voters: 6,
        confirmed: false,
        aside: false,
        mine: true,
        left: 24,
        dots: {},
      };
      this.state = { ...this.state, tables: [added] };
      return this.answer(200, this.state);
    }
    if (!url.endsWith("/g") && !url.endsWith("/retirer")) {
      this.bodies.push(rest);
      return this.answer(200, this.state);
    }
    const change = url.endsWith("/retirer") ? -1 : 1;
    if (this.acts.has(acte)) return this.answer(200, this.state);
    if (!this.state.open) return this.answer(409, { erreur: "Le vote est clos." });
    if (table === undefined && this.state.left - change < 0) {
      return this.answer(409, { erreur: "Il ne vous reste aucune gommette." });
    }
    this.acts.add(acte);
    const { mine, left, tables } = this.state;
    const added = (dots: Record<string, number>) => ({ ...dots, [carte]: (dots[carte] ?? 0) + change });
    this.state = {
      ...this.state,
      ...(table === undefined ? { mine: added(mine), left: left - change } : {}),
      placed: this.state.placed + change,
      totals: this.state.totals === null ? null : added(this.state.totals),
      tables: tables.map((each) =>
        each.id === table ? { ...each, left: each.left! - change, dots: added(each.dots!) } : each,
      ),
    };
    return this.answer(200, this.state);
  }

  private answer(status: number, body: unknown): Response {
    return new Response(JSON.stringify(body), { status });
  }
}

let server: FakeServer;
let ballot: Ballot;
let online = value(true);
let version = value(0);
let seat = value<string | null>(null);

/** Somebody looks at the ballot. */
async function open(): Promise<() => void> {
  ballot = new Ballot({
    url: "/g",
    online,
    version,
    seat,
    ask: server.fetch,
    pause: () => settle(),
  });
  const close = ballot.view.subscribe(() => undefined);
  await until(() => ballot.view.get().state !== null);
  return close;
}

const shown = () => ballot.view.get();

beforeEach(() => {
  server = new FakeServer();
  online = value(true);
  version = value(0);
  seat = value<string | null>(null);
});

describe("one's gommettes", () => {
  it("are drawn at once and counted once", async () => {
    await open();
    const placed = ballot.place("a");
    expect(shown().state?.mine).toEqual({ a: 1 });
    expect(shown().state?.totals).toEqual({ a: 1 });
    expect(shown().hand?.left).toBe(3);
    expect(await placed).toBeNull();
    expect(server.state.mine).toEqual({ a: 1 });
    expect(shown().state).toEqual(server.state);
  });

  it("are two for a double click", async () => {
    await open();
    await Promise.all([ballot.place("a"), ballot.place("a")]);
    expect(server.state.mine).toEqual({ a: 2 });
    expect(server.acts.size).toBe(2);
  });

  it("are counted once when the answer is lost and the click sent again", async () => {
    await open();
    server.fate.push("mute", "lost");
    expect(await ballot.place("a")).toBeNull();
    expect(server.state.mine).toEqual({ a: 1 });
    expect(shown().state?.mine).toEqual({ a: 1 });
  });

  it("wait for a server that restarts", async () => {
    await open();
    server.fate.push(503, 429);
    expect(await ballot.place("a")).toBeNull();
    expect(server.state.mine).toEqual({ a: 1 });
  });

  it("go back when nobody answers, with what was clicked after, and it is said", async () => {
    await open();
    for (let i = 0; i < 5; i++) server.fate.push("lost");
    const [first, second] = await Promise.all([ballot.place("a"), ballot.place("b")]);
    expect(first).toContain("Le serveur ne répond pas");
    expect(second).toBe(first);
    await until(() => server.asked.at(-1) === "GET");
    expect(shown().state?.mine).toEqual({});
    expect(shown().hand?.left).toBe(4);
  });

  it("go back when refused; those clicked after are judged by themselves", async () => {
    await open();
    server.fate.push(409);
    const [first, second] = await Promise.all([ballot.place("a"), ballot.place("b")]);
    expect([first, second]).toEqual(["Refusé.", null]);
    await settle(5);
    expect(shown().state?.mine).toEqual({ b: 1 });
  });

  it("cannot be more than one has, pending clicks counted", async () => {
    server.state = { ...START, left: 1, mine: { b: 3 } };
    await open();
    const [first, second] = await Promise.all([ballot.place("a"), ballot.place("a")]);
    expect(first).toBeNull();
    expect(second).toContain("plus de gommette");
    expect(server.acts.size).toBe(1);
  });

  it("are taken back in the order of the clicks", async () => {
    await open();
    await Promise.all([ballot.place("a"), ballot.takeBack("a"), ballot.place("b")]);
    expect(server.state.mine).toEqual({ a: 0, b: 1 });
    expect(await ballot.takeBack("a")).toContain("Aucune gommette");
  });

  it("are one by idea when they may not be stacked", async () => {
    server.state = { ...START, stacking: false, mine: { a: 1 }, left: 3 };
    await open();
    expect(ballot.cannotPlace("a")).toContain("Une seule gommette par idée");
    expect(ballot.cannotPlace("b")).toBeNull();
  });
});

describe("what is not possible is said before asking", () => {
  it("offline", async () => {
    await open();
    online.set(false);
    expect(shown().online).toBe(false);
    expect(await ballot.place("a")).toContain("Hors ligne");
    expect(await ballot.settle({ open: false })).toContain("Hors ligne");
    expect(server.asked).toEqual(["GET"]);
  });

  it("closed, or with a reading link", async () => {
    server.state = { ...START, open: false };
    await open();
    expect(ballot.cannotPlace("a")).toContain("n’est pas ouvert");
    server.state = { ...START, can_vote: false };
    ballot.refresh();
    await until(() => shown().state?.can_vote === false);
    expect(ballot.cannotPlace("a")).toContain("lire, pas");
  });

  it("a vote closed meanwhile goes back with the server's sentence", async () => {
    await open();
    server.state = { ...server.state, open: false };
    expect(await ballot.place("a")).toBe("Le vote est clos.");
    await until(() => shown().state?.open === false);
    expect(shown().state?.mine).toEqual({});
  });
});

describe("what others do", () => {
  it("is asked for when the room says so, and when the connection is back", async () => {
    await open();
    server.state = { ...START, voters: 3 };
    version.set(1);
    await until(() => shown().state?.voters === 3);
    online.set(false);
    server.state = { ...START, voters: 4 };
    online.set(true);
    await until(() => shown().state?.voters === 4);
  });

  it("is asked once for several words of the room", async () => {
    await open();
    for (let i = 1; i <= 20; i++) version.set(i);
    await settle(20);
    expect(server.asked.length).toBeLessThanOrEqual(3);
  });

  it("is not asked when nobody looks", async () => {
    const close = await open();
    close();
    version.set(1);
    await settle(5);
    expect(server.asked).toEqual(["GET"]);
  });

  it("never hides a click: a reading that was on its way is dropped", async () => {
    await open();
    server.held = [];
    ballot.refresh();
    await until(() => server.held!.length === 1);
    const placed = ballot.place("a");
    const held = server.held;
    server.held = null;
    held.forEach((go) => go());
    await placed;
    await settle(5);
    expect(shown().state?.mine).toEqual({ a: 1 });
    expect(shown().state?.placed).toBe(1);
  });

  it("stays unseen while the vote is secret, one's own drawn", async () => {
    server.state = { ...START, secret: true, totals: null };
    await open();
    await ballot.place("a");
    expect(shown().state?.totals).toBeNull();
    expect(shown().hand?.dots).toEqual({ a: 1 });
  });

  it("is said to have failed when the first reading is refused", async () => {
    server.fate.push(403);
    ballot = new Ballot({ url: "/g", online, version, seat, ask: server.fetch, pause: () => settle() });
    ballot.view.subscribe(() => undefined);
    await until(() => shown().failed);
    ballot.refresh();
    await until(() => shown().state !== null);
    expect(shown().failed).toBe(false);
  });
});

describe("a table", () => {
  it("declared here is the one voted for, with its own gommettes", async () => {
    await open();
    expect(await ballot.declareTable("Table 1", 6)).toBeNull();
    expect(shown().hand).toMatchObject({ table: "t1", name: "Table 1", allowance: 24, left: 24 });
    await ballot.place("a");
    expect(shown().hand).toMatchObject({ left: 23, dots: { a: 1 } });
    expect(shown().state?.mine).toEqual({});
    ballot.voteFor(null);
    expect(shown().hand).toMatchObject({ table: null, left: 4 });
  });

  it("that is gone gives the screen back to oneself", async () => {
    seat = value<string | null>("gone");
    await open();
    expect(shown().hand?.table).toBeNull();
  });
});

describe("a kept round", () => {
  it("is erased by its number and when it ended: a number may serve again", async () => {
    await open();
    const round = { number: 2, ended: "2026-11-29T05:00:00+00:00", question: "", voters: 1, placed: 1 };
    expect(await ballot.eraseRound({ ...round, groups: [], ranking: [] })).toBeNull();
    expect(server.asked).toContain("POST /tours/effacer");
    expect(server.bodies).toEqual([{ numero: "2", fini: round.ended }]);
  });
});

describe("who counts", () => {
  const TABLE = { id: "t1", name: "Table 1", voters: 6, mine: true, left: 24, dots: {} };

  it("is said by whoever facilitates: with the number read, by id, and before the totals", async () => {
    await open();
    const tables = [{ ...TABLE, confirmed: false, aside: false }];
    expect(await ballot.confirm(tables)).toBeNull();
    expect(await ballot.setAside(["a", "b"], true)).toBeNull();
    expect(await ballot.setAside(["a"], false)).toBeNull();
    expect(await ballot.settle({ revealed: true, leaveWaiting: true })).toBeNull();
    expect(server.bodies).toEqual([
      { t1: "6" },
      { a: "oui", b: "oui" },
      { a: "non" },
      { devoile: "oui", laisser: "oui" },
    ]);
    expect(await ballot.readRoll()).toEqual({ voters: null, tables: [] });
  });

  it("is drawn at once: what is set aside, or waits, moves no total", async () => {
    server.state = {
      ...START,
      counted: false,
      tables: [
        { ...TABLE, confirmed: false, aside: false },
        { ...TABLE, id: "t2", confirmed: true, aside: false },
      ],
    };
    await open();
    server.held = [];
    const drawn = () => [shown().state?.placed, shown().state?.totals, shown().hand?.standing];
    void ballot.place("a");
    expect(drawn()).toEqual([0, {}, "aside"]);
    ballot.voteFor("t1");
    void ballot.place("a");
    expect(drawn()).toEqual([0, {}, "waiting"]);
    ballot.voteFor("t2");
    void ballot.place("a");
    expect(drawn()).toEqual([1, { a: 1 }, "counted"]);
  });
});
