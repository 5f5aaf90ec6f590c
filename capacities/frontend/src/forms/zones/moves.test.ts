import { describe, expect, it } from "vitest";
import { ARROWS } from "../board/press";
import type { Place } from "./moves";
import { keyboardMove } from "./moves";

const place = (over: Partial<Place>): Place => ({
  boxes: ["a", "b", "c"],
  box: "b",
  index: 1,
  count: 3,
  countOf: () => 0,
  ...over,
});

describe("keyboardMove", () => {
  it("moves up and down inside the box", () => {
    expect(keyboardMove("up", place({}))).toEqual({ kind: "within", index: 0 });
    expect(keyboardMove("down", place({}))).toEqual({ kind: "within", index: 2 });
  });

  it("says why it cannot go further", () => {
    expect(keyboardMove("up", place({ index: 0 })).kind).toBe("none");
    expect(keyboardMove("down", place({ index: 2 })).kind).toBe("none");
    expect(keyboardMove("left", place({ box: "a" })).kind).toBe("none");
    expect(keyboardMove("right", place({ box: "c" })).kind).toBe("none");
  });

  it("crosses to the neighbouring box at the same height, or at its end", () => {
    expect(keyboardMove("left", place({ countOf: () => 5 }))).toEqual({ kind: "across", box: "a", index: 1 });
    expect(keyboardMove("right", place({ countOf: () => 0 }))).toEqual({ kind: "across", box: "c", index: 0 });
  });

  it("leaves a post-it of an unknown box where it is", () => {
    expect(keyboardMove("right", place({ box: "ancienne" })).kind).toBe("none");
  });

  it("knows arrows from other keys", () => {
    expect(ARROWS["ArrowLeft"]).toBe("left");
    expect(ARROWS["a"]).toBeUndefined();
  });
});
