import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import type { Person, SavedKind, SavedState } from "../core";
import { value } from "../core/store";
import { watchMoves } from "./moved";

const state = (kind: SavedKind): SavedState => ({
  kind,
  pending: kind !== "saved",
  keptHere: true,
  waiting: 0,
  code: null,
  deleted: false,
  left: false,
  heard: "",
  message: "",
});

function canvas(kind: SavedKind = "saved", people = 0) {
  const session = {
    doc: new Y.Doc(),
    saved: value(state(kind)),
    people: value<readonly Person[]>(Array.from({ length: people }, () => ({}) as Person)),
    ballotVersion: value(0),
  };
  const tell = vi.fn();
  const stop = watchMoves(session, tell);
  const type = () => session.doc.getText("t").insert(0, "x");
  return { ...session, tell, stop, type };
}

describe("watchMoves", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("tells once, three seconds after the last letter", () => {
    const { type, tell } = canvas();
    for (let n = 0; n < 5; n++) {
      type();
      vi.advanceTimersByTime(1_000);
    }
    expect(tell).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(tell).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it("tells now and then while the writing never stops", () => {
    const { type, tell } = canvas();
    for (let n = 0; n < 26; n++) {
      type();
      vi.advanceTimersByTime(1_000);
    }
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it("is slower where more people are present", () => {
    const { type, tell } = canvas("saved", 50);
    type();
    vi.advanceTimersByTime(12_900);
    expect(tell).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it("waits for the server to have saved", () => {
    const { type, tell, saved } = canvas();
    type();
    saved.set(state("offline"));
    vi.advanceTimersByTime(30_000);
    expect(tell).not.toHaveBeenCalled();
    saved.set(state("saving"));
    saved.set(state("saved"));
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it("says nothing of what is received at the opening, nor after it was stopped", () => {
    const opening = canvas("loading");
    opening.type();
    opening.saved.set(state("saved"));
    vi.advanceTimersByTime(30_000);
    expect(opening.tell).not.toHaveBeenCalled();
    const closed = canvas();
    closed.type();
    closed.stop();
    closed.type();
    vi.advanceTimersByTime(30_000);
    expect(closed.tell).not.toHaveBeenCalled();
  });

  it("tells that gommettes were placed", () => {
    const { ballotVersion, tell } = canvas();
    ballotVersion.set(1);
    vi.advanceTimersByTime(3_000);
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
