// @vitest-environment node
/* What the worker answers, and what it leaves to the network. */

import { expect, test } from "vitest";
import type { Asked } from "./offline";
import { answerBy, CACHE, isGone, withReason } from "./offline";
import { isThere } from "./return";
import { KEPT_CACHE } from "./worker";

const HERE = "https://ateliers.test";

function asked(change: Partial<Asked> = {}): Asked {
  return { method: "GET", mode: "navigate", destination: "document", url: `${HERE}/canevas?dossier=a`, ...change };
}

test.each<[string, Partial<Asked>, ReturnType<typeof answerBy>]>([
  ["a page that somebody opens", {}, "page"],
  ["a share link, whose secret stays in the page", { url: `${HERE}/rejoindre#secret` }, "page"],
  ["a file opened as a page", { url: `${HERE}/export/a/b.csv` }, "page"],
  ["what a page frames", { destination: "iframe", url: `${HERE}/component/x` }, "frame"],
  ["a form that is sent", { method: "POST" }, null],
  ["another site", { url: "https://ailleurs.test/" }, null],
  ["a built file", { mode: "cors", destination: "script", url: `${HERE}/assets/chunk-1.js` }, "file"],
  ["Streamlit’s files", { mode: "cors", destination: "script", url: `${HERE}/static/js/index.js` }, null],
  ["what a page asks of the server", { mode: "cors", destination: "", url: `${HERE}/gommettes/a/b` }, null],
  ["an image behind a map", { mode: "no-cors", destination: "image", url: `${HERE}/fond/a/b/c` }, null],
])("%s", (_why, change, expected) => {
  expect(answerBy(asked(change), HERE)).toBe(expected);
});

test("only a proxy without its server is taken for a site that is gone, by the worker and by pages", () => {
  const answer = (status: number, headers = {}) => new Response(null, { status, headers });
  const statuses = [200, 304, 401, 404, 429, 500, 502, 503, 504];
  const ours = { "X-Capacites": "1" };
  const all = statuses.flatMap((status) => [answer(status), answer(status, ours)]);
  expect(statuses.filter((status) => isGone(answer(status)))).toEqual([502, 503, 504]);
  expect(statuses.filter((status) => isGone(answer(status, ours)))).toEqual([502, 504]);
  expect(all.map(isThere)).toEqual(all.map((each) => !isGone(each)));
});

test("the page says why it is shown", () => {
  expect(withReason('<html lang="fr" data-why="" data-x="">', "slow")).toContain('data-why="slow"');
});

test("what the page takes away is what the worker keeps", () => {
  expect(KEPT_CACHE).toBe(CACHE);
});
