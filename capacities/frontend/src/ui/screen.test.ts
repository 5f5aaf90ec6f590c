import { describe, expect, it } from "vitest";
import { canvasData } from "../core/testing";
import { namedNow } from "./Bar";
import { initials } from "./Disc";
import { historyKey } from "./history";
import { peopleSentence } from "./People";
import { slideAfter } from "./Slides";
import { viewOf, viewsOf } from "./view";

const key = (name: string, over = {}) => ({
  key: name,
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...over,
});

describe("the screen", () => {
  it("reads the view asked by the address, and nothing else", () => {
    const offered = viewsOf({ views: { canevas: "Mur", barres: "Barres", liste: "Liste" } });
    expect(offered).toEqual(["canevas", "barres", "liste", "presentation"]);
    expect(viewOf("?dossier=1&vue=presentation", offered)).toBe("presentation");
    expect(viewOf("?vue=barres", offered)).toBe("barres");
    expect(viewOf("?vue=autre", offered)).toBeNull();
    expect(viewOf("", offered)).toBeNull();
  });

  it("knows the keys of undo and redo, on Windows as on a Mac", () => {
    expect(historyKey(key("z"))).toBe("undo");
    expect(historyKey(key("Z", { shiftKey: true }))).toBe("redo");
    expect(historyKey(key("y"))).toBe("redo");
    expect(historyKey(key("z", { ctrlKey: false, metaKey: true }))).toBe("undo");
    expect(historyKey(key("z", { ctrlKey: false }))).toBeNull();
  });

  it("calls the dossier as it is called now; an example that is named is none", () => {
    const dossier = { ...canvasData().dossier, title: "Toits", territory: "Caen", example: true };
    const names = { title: "Toits", territory: "Caen", useCase: "Agent" };
    expect(namedNow(dossier, null)).toBe(dossier);
    expect(namedNow(dossier, names)).toEqual({ ...dossier, useCase: "Agent" });
    expect(namedNow(dossier, { ...names, title: "Port" })).toMatchObject({ title: "Port", example: false });
  });

  it("draws initials from a name as people say it", () => {
    expect(initials("L’élue")).toBe("ÉL");
    expect(initials("Marie Dupont")).toBe("MD");
    expect(initials("d'Artagnan")).toBe("AR");
    expect(initials("🦊")).toBe("🦊");
  });

  it("names everybody who is here", () => {
    const person = { clientId: 1, name: "A", color: "", card: null, typing: false, self: true, spectator: "" };
    expect(peopleSentence([person])).toBe("1 personne ici\u00a0: vous (A)");
    const other = { ...person, clientId: 2, name: "L’élue", self: false };
    const reader = { ...other, clientId: 3, name: "Sacha", spectator: "en lecture" };
    expect(peopleSentence([person, other, reader])).toBe("3 personnes ici\u00a0: vous (A), L’élue, Sacha (en lecture)");
  });

  it("walks the slides without leaving their bounds", () => {
    expect(slideAfter("ArrowRight", 0, 3)).toBe(1);
    expect(slideAfter("ArrowRight", 2, 3)).toBe(2);
    expect(slideAfter("PageUp", 0, 3)).toBe(0);
    expect(slideAfter("End", 0, 3)).toBe(2);
    expect(slideAfter("a", 0, 3)).toBeNull();
  });
});
