// @vitest-environment node
/* Which line of a pasted outline is under which; nothing is dropped without being given back. */

import { expect, test } from "vitest";
import { readOutline } from "./outline";
import { makeTreePeer, TREE, treePeers } from "./testing";
import { rulesOf } from "./words";

const peer = makeTreePeer("Camille");
const { words } = rulesOf(peer.session, peer.tree);
const LIMITS = { ...TREE.limits, paste_chars: 10_000 };

function shape(text: string, base = 0): string[] {
  const { lines } = readOutline(text, LIMITS, 1_000, words, base);
  return lines.map(({ text: said, depth }) => `${".".repeat(depth)}${said}`);
}

test.each([
  ["tabs", "a\n\tb\n\t\tc\n\td\ne", ["a", ".b", "..c", ".d", "e"]],
  ["two or four spaces", "a\n  b\n      c\n  d", ["a", ".b", "..c", ".d"]],
  ["tabs and spaces together", "a\n\tb\n    c\n        d", ["a", ".b", ".c", "..d"]],
  ["a bulleted list", "- a\n  - b\n    * c\n  • d\n- e", ["a", ".b", "..c", ".d", "e"]],
  ["a numbered list", "1. a\n   1. b\n   2. c\n2. d", ["a", ".b", ".c", "d"]],
  ["boxes to tick", "- [ ] a\n  - [x] b", ["a", ".b"]],
  [
    "headings, what follows being under them",
    "# A\n## B\n- c\n  - d\n## E\nf",
    ["A", ".B", "..c", "...d", ".E", "..f"],
  ],
  ["headings that skip a level", "## A\n#### B\n## C\n# D", ["A", ".B", "C", "D"]],
  ["an indented start", "    a\n        b\n    c", ["a", ".b", "c"]],
  ["a line less indented than the first", "        a\n    b\nc", ["a", "b", "c"]],
  ["blank lines and Windows", "a\r\n\r\n\tb\r\n \r\nc", ["a", ".b", "c"]],
  ["unbreakable spaces", "a\n\u00a0\u00a0b", ["a", ".b"]],
  ["a hashtag and an amount, which are words", "#climat\n-5 %", ["#climat", "-5 %"]],
  ["cells of a table", "a\tun\n\tb\tdeux", ["a un", ".b deux"]],
])("%s", (_name, text, expected) => {
  expect(shape(text)).toEqual(expected);
});

test("deeper than the limit, lines go to the last level, and it is said", () => {
  const text = Array.from({ length: 8 }, (_, i) => `${"\t".repeat(i)}${i}`).join("\n");
  expect(shape(text)).toEqual(["0", ".1", "..2", "...3", "....4", "....5", "....6", "....7"]);
  expect(shape(text, 3)).toEqual(["0", ".1", ".2", ".3", ".4", ".5", ".6", ".7"]);
  expect(readOutline(text, LIMITS, 99, words).message).toBe(
    "3 lignes étaient au-delà de 5 niveaux : tout est gardé, au dernier niveau.",
  );
});

test("what does not fit is given back as it was, with its indentation, and its children stay", () => {
  const long = "x".repeat(60);
  const read = readOutline(`a\n\t${long}\n\t\tb\nc`, LIMITS, 2, words);
  expect(read.lines).toEqual([
    { text: "a", depth: 0 },
    { text: "b", depth: 1 },
  ]);
  expect(read.leftOut).toBe(`\t${long}\nc`);
  expect(read.message).toMatch(/^2 idées ajoutées\. 2 lignes n’ont pas été collées \(une idée contient au plus 50/u);
});

test("pasted under a node, before a brother, an outline is one step of undo", () => {
  const [camille] = treePeers(["Camille"]);
  const { acts, picture, actions, tree, index } = camille!;
  const last = acts.addChild("canaux")!;
  const { ids, leftOut } = acts.pasteOutline("canaux", "# A\n- b\n- c\n# D", last);
  expect(leftOut).toBe("");
  expect(ids).toHaveLength(4);
  expect(picture("canaux")).toBe("A(b c) D ");
  expect(tree().children.get("canaux")!.at(-1)).toBe(last);
  actions.undo();
  expect(tree().children.get("canaux")).toEqual([last]);
  expect(index.trash.get()).toHaveLength(2);
  actions.redo();
  expect(picture("canaux")).toBe("A(b c) D ");
});
