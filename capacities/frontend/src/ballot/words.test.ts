/* What is said and sorted of a vote, without a screen. */

import { describe, expect, it } from "vitest";
import { pressDots } from "./keys";
import { resultRows } from "./Results";
import { freeName } from "./TableDialog";
import type { BallotState, BallotView, Hand } from "./types";
import { gommettes, leftWords, ownWords, stageWords, votersWords } from "./words";

const ME: Hand = { table: null, name: "moi", voters: 1, allowance: 4, left: 2, dots: {} };
const TABLE: Hand = { ...ME, table: "t", name: "Table 3", voters: 6, allowance: 24, left: 1 };

const STATE: BallotState = {
  open: true,
  secret: true,
  revealed: false,
  stacking: true,
  dots: 4,
  mine: {},
  left: 4,
  voters: 2,
  placed: 5,
  totals: null,
  tables: [],
  can_manage: false,
  can_vote: true,
};

describe("the words of a vote", () => {
  it("count gommettes with a space that does not break", () => {
    expect(gommettes(1)).toBe("1\u00a0gommette");
    expect(leftWords(ME)).toBe("Il vous reste 2\u00a0gommettes sur 4");
    expect(leftWords({ ...ME, left: 0 })).toBe("Il vous reste 0\u00a0gommette sur 4");
    expect(leftWords(TABLE)).toBe("Table 3\u00a0: il reste 1\u00a0gommette sur 24");
    expect(ownWords(2, ME)).toBe("2 de mes gommettes");
    expect(ownWords(2, TABLE)).toBe("2\u00a0gommettes de Table 3");
    expect([0, 1, 2].map(votersWords)).toEqual([
      "Personne n’a encore voté",
      "1 personne a voté",
      "2 personnes ont voté",
    ]);
  });

  it("say where it stands", () => {
    expect(stageWords(STATE)).toContain("secret jusqu’au dévoilement");
    expect(stageWords({ ...STATE, open: false })).toContain("pas encore dévoilés");
    expect(stageWords({ ...STATE, open: false, revealed: true })).toBe("Vote clos, résultats dévoilés");
    expect(stageWords({ ...STATE, open: false, placed: 0 })).toContain("pas encore ouvert");
    expect(stageWords({ ...STATE, secret: false })).toBe("Vote ouvert");
  });

  it("propose the first table that nobody took", () => {
    expect(freeName([])).toBe("Table 1");
    expect(freeName(["Table 1", "Table 3"])).toBe("Table 2");
  });
});

describe("the results", () => {
  const view = (change: Partial<BallotState>, hand: Partial<Hand> = {}): BallotView => ({
    state: { ...STATE, ...change },
    hand: { ...ME, ...hand },
    online: true,
    failed: false,
    sending: 0,
  });
  const nameOf = (id: string) => (id === "gone" ? null : `idée ${id}`);

  it("go from the most gommettes to the least", () => {
    const rows = resultRows(view({ totals: { a: 1, b: 3, c: 0, gone: 1 } }), nameOf);
    expect(rows.map(({ id, total }) => [id, total])).toEqual([["b", 3], ["a", 1], ["gone", 1]]);
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
