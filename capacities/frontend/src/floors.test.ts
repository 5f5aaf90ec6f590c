/* The floors of the front end: each file imports what stands below it, types too. */

import { expect, it } from "vitest";

/** From the ground up. Files at the root, the entries, stand above all. */
const FLOORS = [
  /^core\//,
  /^ui\//,
  /^ballot\//,
  /^forms\/shared\//,
  /^forms\/board\//,
  /^forms\/(picture|panel)\//,
  /^forms\/[^/]+\//,
  /^forms\/registry\./,
  /^[^/]+$/,
];
const OWN_FOLDER = /^forms\/[^/]+\/|^[^/]+$/;
/** Aids for tests may open a whole screen. */
const TESTS = /\.test\.tsx?$|(^|\/)testing\.tsx?$/;
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

const TEXTS: Record<string, string> = import.meta.glob("./**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

const floorOf = (path: string) => FLOORS.findIndex((floor) => floor.test(path));

/** The file that `from` names by `asked`, or null for a style sheet. */
function resolve(from: string, asked: string, files: ReadonlySet<string>): string | null {
  const path = new URL(asked, `http://here/${from}`).pathname.slice(1);
  return (
    ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((end) => path + end).find((each) => files.has(each)) ?? null
  );
}

/** What each file imports, tests left apart. */
function importsOf(texts: Record<string, string>): Map<string, string[]> {
  const own = Object.entries(texts).map(([path, text]) => [path.replace(/^\.\//, ""), text] as const);
  const files = new Set(own.map(([path]) => path));
  const kept = own.filter(([path]) => !TESTS.test(path));
  return new Map(
    kept.map(([path, text]) => {
      const asked = [...text.matchAll(IMPORT)].map(([, name]) => resolve(path, name!, files));
      return [path, asked.filter((each) => each !== null)];
    }),
  );
}

/** « ui/a.ts → forms/zones/b.ts » for each import that goes up, or from a form to another. */
function upward(imports: Map<string, string[]>): string[] {
  const refused = ([from, to]: readonly [string, string]) => {
    if (floorOf(from) !== floorOf(to)) return floorOf(from) < floorOf(to) || TESTS.test(to);
    return OWN_FOLDER.test(from) && from.match(OWN_FOLDER)?.[0] !== to.match(OWN_FOLDER)?.[0];
  };
  return [...imports]
    .flatMap(([from, all]) => all.map((to) => [from, to] as const))
    .filter(refused)
    .map(([from, to]) => `${from} → ${to}`);
}

it("imports only downwards, and no form imports another", () => {
  const imports = importsOf(TEXTS);
  expect([...imports.keys()].filter((path) => floorOf(path) < 0)).toEqual([]);
  expect(imports.get("canevas.tsx")).toContain("forms/registry.ts");
  expect(imports.get("forms/registry.ts")).toContain("forms/zones/index.tsx");
  expect(upward(imports)).toEqual([]);
});

it("tells an import that goes up, by a type or late, and one between two forms", () => {
  const imports = importsOf({
    "./ui/a.ts": 'import type { B } from "../forms/shared/b";',
    "./forms/shared/b.ts": 'const c = import("../zones");',
    "./forms/zones/index.tsx": 'export { d } from "../tree/d";\nimport "../../ui/a";',
    "./forms/tree/d.ts": "",
  });
  expect(upward(imports)).toEqual([
    "ui/a.ts → forms/shared/b.ts",
    "forms/shared/b.ts → forms/zones/index.tsx",
    "forms/zones/index.tsx → forms/tree/d.ts",
  ]);
});

/** What a file loads at once: neither its types, nor what it asks for later. */
function loads(path: string, texts: Record<string, string>): Set<string> {
  const files = new Set(Object.keys(texts).map((each) => each.replace(/^\.\//, "")));
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (at: string) => {
    if (seen.has(at)) return;
    seen.add(at);
    const text = texts[`./${at}`] ?? "";
    for (const [, asked] of text.matchAll(/^(?:import|export)(?! type)[^;]*?"([^"]+)";/gm)) {
      const file = asked!.startsWith(".") ? resolve(at, asked!, files) : null;
      if (file !== null) visit(file);
      else if (!asked!.startsWith(".")) packages.add(asked!);
    }
  };
  visit(path);
  return packages;
}

it("keeps Yjs out of what the pages that are not a canvas load", () => {
  expect([...loads("canevas.tsx", TEXTS)]).toContain("yjs");
  for (const entry of ["barre.tsx", "appareil.ts", "rejoindre.ts"]) {
    expect([...loads(entry, TEXTS)].filter((name) => /^(yjs|y-|lib0)/.test(name))).toEqual([]);
  }
  expect([...loads("barre.tsx", TEXTS)]).toContain("react");
});
