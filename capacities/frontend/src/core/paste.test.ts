// @vitest-environment node
/* Several lines = several post-its; what does not fit is given back. */

import { expect, test } from "vitest";
import { clipboardText, isSeveralLines, oneText, pastedText, readPaste } from "./paste";
import { TEMPLATE } from "./testing";

const LIMITS = {
  ...TEMPLATE.limits,
  card_text_chars: 20,
  cards_per_canvas: 100,
  paste_chars: 60,
};

test("each line that says something is a card", () => {
  const { texts, leftOut, message } = readPaste("un\r\n\n  deux  \rtrois\u2028quatre", LIMITS, 9);
  expect(texts).toEqual(["un", "deux", "trois", "quatre"]);
  expect([leftOut, message]).toEqual(["", null]);
});

test.each([
  ["- tiret", "tiret"],
  ["• puce", "puce"],
  ["•collée", "collée"],
  ["– demi-cadratin", "demi-cadratin"],
  ["o Word", "Word"],
  ["1. un", "un"],
  ["12) douze", "douze"],
  ["1.2. sous-point", "sous-point"],
  ["a) lettre", "lettre"],
  ["- [ ] à faire", "à faire"],
  ["☐ case", "case"],
  ["+ plus", "plus"],
  ["-5 % de CO2", "-5 % de CO2"],
  ["+ 20 % d’usagers", "+ 20 % d’usagers"],
  ["(14) Calvados", "(14) Calvados"],
  ["1,5 M€", "1,5 M€"],
  ["2027 : horizon", "2027 : horizon"],
  ["2027. Horizon", "2027. Horizon"],
  ["3.5 jours", "3.5 jours"],
  ["ou bien", "ou bien"],
  ["*important*", "*important*"],
])("the list mark goes and the words stay: %s", (line, expected) => {
  expect(readPaste(line, LIMITS, 9).texts).toEqual([expected]);
});

test("only lines with words make a paste of several cards", () => {
  expect(isSeveralLines("un\ndeux")).toBe(true);
  expect(isSeveralLines("un\n\n- \n")).toBe(false);
});

test("beyond the room left, the rest is given back whole", () => {
  const { texts, leftOut, message } = readPaste("un\ndeux\n- trois\nquatre", LIMITS, 2);
  expect(texts).toEqual(["un", "deux"]);
  expect(leftOut).toBe("- trois\nquatre");
  expect(message).toBe(
    "2 post-its ajoutés. 2 lignes n’ont pas été collées (un canevas contient au plus 100 post-its). Vous pouvez les récupérer avant de continuer.",
  );
});

test("a line too long for one card is given back, the others pass", () => {
  const long = "x".repeat(21);
  const { texts, leftOut, message } = readPaste(`un\n${long}\ndeux`, LIMITS, 9);
  expect([texts, leftOut]).toEqual([["un", "deux"], long]);
  expect(message).toContain("Une ligne n’a pas été collée");
});

test("a huge paste is read up to its limit and nothing of it is lost", () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => `ligne ${i}`);
  const { texts, leftOut } = readPaste(lines.join("\n"), LIMITS, 9_999);
  expect(texts.length).toBeGreaterThan(3);
  expect([...texts, ...leftOut.split("\n")]).toEqual(lines);
});

test("as many short lines as are read are given back, and the limit is told", () => {
  const { texts, leftOut, message } = readPaste("1\n".repeat(499_999), LIMITS, 9);
  expect(texts).toHaveLength(9);
  expect(leftOut.split("\n")).toHaveLength(499_990);
  expect(message).toMatch(/^9 post-its ajoutés\. 499.990 lignes n’ont pas été collées \(un canevas contient/u);
});

test("a paste no page could show is refused whole: it is still in the clipboard", () => {
  const { texts, leftOut, message } = readPaste("ligne\n".repeat(200_000), LIMITS, 9_999);
  expect([texts, leftOut]).toEqual([[], ""]);
  expect(message).toMatch(/^Ce texte a 1.200.000 caractères ; .* Rien n’a été ajouté/u);
});

test("a single text has plain line ends and is cut between characters", () => {
  expect(oneText("a\r\nb\rc", LIMITS)).toBe("a\nb\nc");
  expect(oneText(`${"x".repeat(19)}😀`, LIMITS)).toBe("x".repeat(19));
});

/** What a clipboard holds; a spreadsheet puts a table in it too. */
const clipboardOf = (text: string, html = "<meta><table><tr><td></td></tr></table>") => ({
  getData: (kind: string) => (kind === "text/html" ? html : text),
});

test.each([
  ['"une\nsuite"\r\n', "une\nsuite"],
  ['"une\r\n""suite"""', 'une\n"suite"'],
  ["une cellule\r\n", "une cellule"],
  ["deux\n\n", "deux"],
  ['"cité" par elle\r\n', '"cité" par elle'],
  ['"cité"', '"cité"'],
  ['dit "oui\nnon"', 'dit "oui\nnon"'],
  ['"sans fin\nperdue', '"sans fin\nperdue'],
])("a cell of a spreadsheet, %j, is the text it shows", (pasted, shown) => {
  expect(pastedText(clipboardText(clipboardOf(pasted)))).toBe(shown);
});

test("a cell with a line end is one card among the others", () => {
  const pasted = clipboardText(clipboardOf('un\r\n"deux\nsuite"\r\ntrois\r\n'));
  expect(readPaste(pasted, LIMITS, 9).texts).toEqual(["un", "deux\nsuite", "trois"]);
  expect(isSeveralLines(clipboardText(clipboardOf('"deux\nsuite"\r\n')))).toBe(false);
  expect(isSeveralLines(pasted)).toBe(true);
});

test.each(["", "<p>« tables »</p>"])("two lines of prose between quotes keep them, and are two (%j)", (html) => {
  const pasted = clipboardText(clipboardOf('"Une ville\nà vélo"', html));
  expect(pastedText(pasted)).toBe('"Une ville\nà vélo"');
  expect(readPaste(pasted, LIMITS, 9).texts).toEqual(['"Une ville', 'à vélo"']);
});
