/* What is said and sorted of a vote, without a screen. */

import { describe, expect, it } from "vitest";
import { readyToReveal, waitingTables } from "./hand";
import { pressDots } from "./keys";
import { resultRows } from "./Results";
import { withoutAny } from "./ranks";
import { arrivals, namesakes } from "./roll";
import { freeName } from "./TableDialog";
import { JUST_OPEN } from "./testing";
import type { BallotState, BallotView, Hand, Turnout, VoterLine } from "./types";
import {
  arrivalWords,
  asideWords,
  finishedWords,
  gommettes,
  ownWords,
  placedWords,
  stageWords,
  standingWords,
  stripWords,
  votedWords,
  withoutWords,
} from "./words";

const ME: Hand = {
  table: null,
  name: "moi",
  voters: 1,
  allowance: 4,
  left: 2,
  dots: {},
  standing: "counted",
};
const TABLE: Hand = { ...ME, table: "t", name: "Table 3", voters: 6, allowance: 24, left: 1 };

const STATE: BallotState = {
  ...JUST_OPEN,
  voters: 2,
  turnout: { devices: 2, tables: 0, table_voters: 0, aside: 0 },
  placed: 5,
};

describe("the words of a vote", () => {
  it("count gommettes with a space that does not break", () => {
    expect(gommettes(1)).toBe("1\u00a0gommette");
    expect(placedWords(ME)).toBe("2\u00a0gommettes posées sur 4");
    expect(placedWords({ ...ME, left: 0 })).toBe("4\u00a0gommettes posées sur 4");
    expect(placedWords(TABLE)).toBe("Table 3\u00a0: 23\u00a0gommettes posées sur 24");
    expect(ownWords(2, ME)).toBe("2 de mes gommettes");
    expect(ownWords(2, TABLE)).toBe("2\u00a0gommettes de Table 3");
  });

  it("say where it stands", () => {
    expect(stageWords(STATE)).toContain("secret jusqu’au dévoilement");
    expect(stageWords({ ...STATE, open: false })).toContain("pas encore dévoilés");
    expect(stageWords({ ...STATE, open: false, revealed: true })).toBe("Vote clos, résultats dévoilés");
    expect(stageWords({ ...STATE, open: false, opened: false })).toContain("pas encore ouvert");
    expect(stageWords({ ...STATE, secret: false })).toBe("Vote ouvert");
    const turnout = { ...STATE.turnout, aside: 1 };
    expect(stageWords({ ...STATE, open: false, placed: 0, turnout })).toContain("Vote clos");
  });

  it("count who has finished and who has begun, never out of how many", () => {
    expect(finishedWords(STATE)).toBeNull();
    expect(finishedWords({ ...STATE, seated: 1, finished: 1 })).toBe("1 a terminé, 1\u00a0personne a commencé");
    expect(finishedWords({ ...STATE, seated: 3, finished: 2 })).toBe("2 ont terminé, 3\u00a0personnes ont commencé");
    // All who began may have finished, while others in the room have not begun: revealing asks.
    expect(readyToReveal({ ...STATE, seated: 1, finished: 1 })).toBe(false);
    expect(readyToReveal({ ...STATE, open: false })).toBe(true);
  });

  it("tell what nobody chose, the round and where it stands", () => {
    expect(withoutWords([])).toBeNull();
    const ideas = [..."abcdefgh"].map((id) => ({ id, text: id.toUpperCase() }));
    expect(withoutWords(withoutAny(ideas.slice(0, 3), { a: 2, c: 0 }))).toBe("2\u00a0idées sans gommette\u00a0: B · C");
    expect(withoutWords(withoutAny(ideas, {}))).toMatch(/: A · B · C · D · E · F et 2\u00a0autres$/);
    expect(stripWords(STATE)).toBe(stageWords(STATE));
    expect(stripWords({ ...STATE, past: 1 })).toContain(" · tour 2");
  });

  it("propose the first table that nobody took", () => {
    expect(freeName([])).toBe("Table 1");
    expect(freeName(["Table 1", "Table 3"])).toBe("Table 2");
  });
});

describe("who voted", () => {
  const turnout = (devices: number, tables: number, table_voters: number, aside = 0): Turnout => ({
    devices,
    tables,
    table_voters,
    aside,
  });

  it("is told by devices and tables", () => {
    const read = (can_manage: boolean) =>
      [turnout(0, 0, 0), turnout(1, 0, 0), turnout(0, 1, 1), turnout(23, 2, 14)].map((counted) =>
        votedWords({ ...STATE, can_manage, turnout: counted, voters: counted.devices + counted.table_voters }),
      );
    const tables = [
      "1\u00a0table (1\u00a0personne) a voté",
      "23\u00a0personnes et 2\u00a0tables (14\u00a0personnes) ont voté",
    ];
    expect(read(true)).toEqual(["Personne n’a encore voté", "1\u00a0personne a voté", ...tables]);
    expect(read(false)).toEqual(["Personne n’a encore voté", "1\u00a0personne a voté", ...tables]);
    expect([0, 1, 2].map((aside) => asideWords(turnout(1, 0, 0, aside)))).toEqual([
      null,
      "1\u00a0vote mis de côté, qui ne compte pas",
      "2\u00a0votes mis de côté, qui ne comptent pas",
    ]);
  });

  it("is told to whoever does not count", () => {
    expect(standingWords(ME)).toBeNull();
    expect(standingWords({ ...ME, standing: "aside" })).toBe(
      "Vos gommettes ne sont pas comptées\u00a0: voyez la personne qui anime.",
    );
    expect(standingWords({ ...TABLE, standing: "aside" })).toContain("de Table 3 ne sont pas comptées");
    expect(standingWords({ ...TABLE, standing: "waiting" })).toContain(
      "Table 3\u00a0: en attente de confirmation par la personne qui anime",
    );
  });

  it("is grouped by the minute of arrival, the last first", () => {
    const line = (id: string, name: string | null, came: string | null): VoterLine => ({
      id,
      name,
      role: name === null ? null : "voter",
      came,
      placed: 4,
      aside: false,
    });
    const voters = [
      line("1", "Ben", "2026-05-03T12:32:10+00:00"),
      line("2", "Ada", "2026-05-03T12:32:59+00:00"),
      line("3", "ÀDA ", "2026-05-03T12:33:00+00:00"),
      line("4", null, null),
      line("5", "Programme", null),
    ];
    const today = new Date("2026-05-03T18:00:00Z");
    const found = arrivals(voters, today);
    expect(found.map(({ voters: of }) => of.map(({ id }) => id))).toEqual([["3"], ["2", "1"], ["5"], ["4"]]);
    expect(found[1]?.title).toMatch(/^2\u00a0personnes entrées à \d\d:32$/);
    expect(found.slice(2).map(({ title }) => title)).toEqual(["Programmes", "Personnes qui ont quitté le dossier"]);
    expect(voters.map((one) => namesakes({ voters, tables: [] }, one))).toEqual([0, 1, 1, 0, 0]);
    expect(arrivalWords("2026-05-01T12:00:00Z", 1, today)).toMatch(/^1\u00a0personne entrée le 1 mai à/);
  });

  it("tells the tables that wait: neither those confirmed nor those set aside", () => {
    const table = { id: "", name: "", voters: 6, mine: false, left: null, dots: null };
    const tables = [
      { ...table, id: "a", confirmed: false, aside: false },
      { ...table, id: "b", confirmed: true, aside: false },
      { ...table, id: "c", confirmed: false, aside: true },
    ];
    expect(waitingTables({ ...STATE, tables }).map(({ id }) => id)).toEqual(["a"]);
    const nobody = { devices: 0, tables: 0, table_voters: 0, aside: 0 };
    const waiting = { ...STATE, turnout: nobody, voters: 0, placed: 0, tables };
    expect(votedWords(waiting)).toBe("1\u00a0table attend d’être confirmée");
    expect(votedWords({ ...waiting, tables: [tables[0]!, tables[0]!] })).toBe(
      "2\u00a0tables attendent d’être confirmées",
    );
    expect(votedWords({ ...waiting, turnout: STATE.turnout, voters: 2 })).toBe("2\u00a0personnes ont voté");
  });
});

describe("the results", () => {
  const view = (change: Partial<BallotState>, hand: Partial<Hand> = {}): BallotView => ({
    state: { ...STATE, ...change },
    hand: { ...ME, ...hand },
    online: true,
    failed: false,
    waiting: 0,
  });
  const nameOf = (id: string) => (id === "gone" ? null : `idée ${id}`);

  it("go from the most gommettes to the least", () => {
    const rows = resultRows(view({ totals: { a: 1, b: 3, c: 0, gone: 1 } }), nameOf);
    expect(rows.map(({ id, total }) => [id, total])).toEqual([
      ["b", 3],
      ["a", 1],
      ["gone", 1],
    ]);
    expect(rows[2]).toMatchObject({ gone: true, name: "Idée qui n’est plus sur le canevas" });
  });

  it("are one's own while the vote is secret", () => {
    const rows = resultRows(view({}, { dots: { a: 2, b: 0 } }), nameOf);
    expect(rows).toEqual([{ id: "a", name: "idée a", gone: false, total: 0, own: 2 }]);
  });
});

describe("the keys", () => {
  const done: string[] = [];
  const acts = {
    place: (card: string) => void done.push(`+${card}`),
    takeBack: (card: string) => void done.push(`-${card}`),
  };
  const key = { code: "KeyG", altKey: true, ctrlKey: false, metaKey: false, shiftKey: false };

  it("are Alt+G and Alt+Maj+G, never a letter that is written", () => {
    expect(pressDots(key, acts, "a")).toBe(true);
    expect(pressDots({ ...key, shiftKey: true }, acts, "a")).toBe(true);
    expect(pressDots({ ...key, altKey: false }, acts, "a")).toBe(false);
    expect(pressDots({ ...key, ctrlKey: true }, acts, "a")).toBe(false);
    expect(pressDots(key, null, "a")).toBe(false);
    expect(done).toEqual(["+a", "-a"]);
  });
});
