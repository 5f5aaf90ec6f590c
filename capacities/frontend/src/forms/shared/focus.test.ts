import { describe, expect, it } from "vitest";
import { FocusKeeper } from "./focus";

describe("FocusKeeper", () => {
  it("gives the caret back once, to the post-it that had it", () => {
    const keeper = new FocusKeeper(() => 0);
    keeper.keep("a", { start: 2, end: 4 });
    expect(keeper.take("b")).toBeNull();
    expect(keeper.take("a")).toEqual({ start: 2, end: 4 });
    expect(keeper.take("a")).toBeNull();
  });

  it("does not steal the focus long after", () => {
    let now = 0;
    const keeper = new FocusKeeper(() => now);
    keeper.keep("a", { start: 0, end: 0 });
    now = 60_000;
    expect(keeper.take("a")).toBeNull();
  });
});
