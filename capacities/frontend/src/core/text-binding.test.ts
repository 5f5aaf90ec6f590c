/* Two people in one text: each keeps their caret, nothing typed is lost. */

import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import type { Session } from "./session";
import { value } from "./store";
import { makePeer, type Peer, sync, TEMPLATE } from "./testing";
import { bindTextArea, pasteInto } from "./text-binding";
import { cutsPair } from "./text-diff";
import { POST_IT } from "./words";

let mine: Peer;
let other: Peer;
let id: string;
let el: HTMLTextAreaElement;
let unbind: () => void;
let notices: string[];
let said: string[];
const editable = value(true);
const flushers = new Set<() => void>();

/** What a text field needs of a session, on a peer without connection. */
function sessionOf(peer: Peer): Session {
  const session = {
    limits: TEMPLATE.limits,
    words: POST_IT,
    editable,
    actions: peer.actions,
    typist: null as object | null,
    origin: peer.undo["origin"],
    replayOrigin: peer.undo.replayOrigin,
    type(body: () => void, typist: object, alone = false) {
      session.typist = typist;
      peer.undo[alone ? "act" : "type"](body);
      session.typist = null;
    },
    typingIn: () => undefined,
    notice: (sentence: string) => notices.push(sentence),
    announcements: { say: (sentence: string) => said.push(sentence) },
    onFlush: (flusher: () => void) => {
      flushers.add(flusher);
      return () => flushers.delete(flusher);
    },
  };
  return session as unknown as Session;
}

beforeEach(() => {
  editable.set(true);
  notices = [];
  said = [];
  [mine, other] = [makePeer("moi"), makePeer("autre")];
  id = mine.actions.add("usagers", "bonjour")!;
  sync(mine, other);
  el = document.createElement("textarea");
  document.body.append(el);
  unbind = bindTextArea(el, mine.text(id), sessionOf(mine));
  el.focus();
});

afterEach(() => {
  unbind();
  el.remove();
});

/** What a browser does when somebody types at the caret (or over the selection). */
function type(words: string, inputType = "insertText"): void {
  const [start, end] = [el.selectionStart, el.selectionEnd];
  el.value = el.value.slice(0, start) + words + el.value.slice(end);
  el.setSelectionRange(start + words.length, start + words.length);
  el.dispatchEvent(new InputEvent("input", { inputType }));
}

function key(init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...init });
  el.dispatchEvent(event);
  return event;
}

function shared(): string {
  sync(mine, other);
  return other.index.text(id).get();
}

test("typing and erasing reach the document at once", () => {
  el.setSelectionRange(7, 7);
  type(" !");
  expect(mine.index.text(id).get()).toBe("bonjour !");
  el.setSelectionRange(0, 3);
  type("");
  expect(shared()).toBe("jour !");
});

test("what another types before the caret moves it, after it does not; focus and selection stay", () => {
  el.setSelectionRange(3, 5);
  other.type(id, ">> ", 0);
  other.type(id, " <<");
  sync(mine, other);
  expect(el.value).toBe(">> bonjour <<");
  expect([el.selectionStart, el.selectionEnd]).toEqual([6, 8]);
  expect(document.activeElement).toBe(el);
});

test("repeated letters land where they were typed, whatever the other does there", () => {
  mine.undo.type(() => mine.text(id).insert(7, "rr"));
  sync(mine, other);
  el.setSelectionRange(7, 7);
  other.type(id, "X", 8);
  type("r");
  expect(shared()).toBe("bonjourrrXr");
});

test("both type at once and both texts are kept", () => {
  el.setSelectionRange(7, 7);
  type(" moi");
  other.type(id, " autre");
  expect([" moi autre", " autre moi"]).toContain(shared().slice(7));
  expect(el.value).toBe(other.index.text(id).get());
});

test("during a composition the field is not touched, both texts go through, the caret follows", () => {
  el.setSelectionRange(7, 7);
  el.dispatchEvent(new Event("compositionstart"));
  type("ê");
  other.type(id, "DÉBUT ", 0);
  other.undo.type(() => other.text(id).delete(6, 3));
  sync(mine, other);
  expect(el.value).toBe("bonjourê");
  // The word goes on being composed: the text field still shows what others erased.
  type("tre");
  expect(shared()).toBe("DÉBUT jourêtre");
  el.dispatchEvent(new Event("compositionend"));
  expect(el.value).toBe("DÉBUT jourêtre");
  expect(el.selectionStart).toBe(el.value.length);
});

test("a composition replaced by a candidate leaves only the candidate", () => {
  el.setSelectionRange(0, 0);
  el.dispatchEvent(new Event("compositionstart"));
  type("n");
  type("i");
  other.type(id, "Z", 0);
  sync(mine, other);
  el.setSelectionRange(0, 2);
  type("你");
  el.dispatchEvent(new Event("compositionend"));
  expect(el.value).toBe(shared());
  expect(["你Zbonjour", "Z你bonjour"]).toContain(el.value);
});

test("a composition that goes beyond the limit is cut at its end, and it is told", () => {
  el.setSelectionRange(3, 3);
  const compose = (words: string, meanwhile: () => void = () => undefined) => {
    el.dispatchEvent(new Event("compositionstart"));
    type(words);
    meanwhile();
    el.dispatchEvent(new Event("compositionend"));
  };
  compose("x".repeat(40));
  expect(notices).toEqual([]);
  compose(" mot", () => {
    other.type(id, "!", 0);
    sync(mine, other);
  });
  const full = `!bon${"x".repeat(40)} mjour`;
  expect([el.value, shared()]).toEqual([full, full]);
  expect(el.selectionStart).toBe(46);
  expect(notices[0]).toContain("les 2 derniers n’ont pas été ajoutés");
  compose("s");
  expect([el.value, shared()]).toEqual([full, full]);
  // What is composed in place of as much is never refused, even in a text that is too long.
  other.type(id, "z".repeat(10));
  sync(mine, other);
  el.setSelectionRange(0, 1);
  compose("¡");
  expect(shared()).toBe(`¡${full.slice(1)}${"z".repeat(10)}`);
  expect(notices).toHaveLength(2);
});

test("random typing on both sides, compositions included, always ends with the same text", () => {
  let seed = 5;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const alphabet = ["a", "b", "😀", "\n", "é"];
  // A caret is never inside a character.
  const place = (text: string, at: number) => (cutsPair(text, at) ? at - 1 : at);
  let composing = false;
  for (let i = 0; i < 1_500; i++) {
    const choice = random(8);
    if (choice < 4) {
      const start = place(el.value, random(el.value.length + 1));
      const end = place(el.value, Math.min(el.value.length, start + random(4)));
      el.setSelectionRange(start, end);
      type(el.value.length > 30 ? "" : alphabet[random(5)]!);
    } else if (choice < 6) {
      const text = other.text(id);
      const words = text.toString();
      const at = place(words, random(words.length + 1));
      const end = place(words, Math.min(words.length, at + 5));
      if (words.length > 30) other.undo.type(() => text.delete(at, end - at));
      else other.type(id, alphabet[random(5)]!, at);
    } else if (choice === 6) sync(mine, other);
    else {
      composing = !composing;
      el.dispatchEvent(new Event(composing ? "compositionstart" : "compositionend"));
    }
    if (!composing) expect(el.value).toBe(mine.index.text(id).get());
  }
  el.dispatchEvent(new Event("compositionend"));
  const end = shared();
  expect(el.value).toBe(end);
});

test("Ctrl+Z, Ctrl+Maj+Z, Ctrl+Y and the browser's own history go to the session", () => {
  el.setSelectionRange(7, 7);
  type(" moi");
  other.type(id, "> ", 0);
  sync(mine, other);
  expect(key({ key: "z", ctrlKey: true }).defaultPrevented).toBe(true);
  expect(el.value).toBe("> bonjour");
  key({ key: "Z", ctrlKey: true, shiftKey: true });
  expect(el.value).toBe("> bonjour moi");
  // After an undo or a redo the caret is where it happened.
  expect(el.selectionStart).toBe(13);
  key({ key: "z", metaKey: true });
  key({ key: "y", ctrlKey: true });
  expect(el.value).toBe("> bonjour moi");
  const event = new InputEvent("beforeinput", { inputType: "historyUndo", cancelable: true });
  el.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(shared()).toBe("> bonjour");
  expect(key({ key: "a", ctrlKey: true }).defaultPrevented).toBe(false);
});

test("what is pasted or cut is taken back alone, whatever was typed just before and after", () => {
  el.setSelectionRange(7, 7);
  type(" à");
  type(" tous", "insertFromPaste");
  type(" !");
  mine.undo.undo();
  expect(el.value).toBe("bonjour à tous");
  mine.undo.undo();
  expect(el.value).toBe("bonjour à");
  el.setSelectionRange(3, 9);
  type("", "deleteByCut");
  mine.undo.undo();
  expect(el.value).toBe("bonjour à");
});

test("an undo that is skipped is said", () => {
  other.type(id, "!");
  sync(mine, other);
  key({ key: "z", ctrlKey: true });
  expect(notices[0]).toContain("quelqu’un d’autre y a écrit");
});

test("an undo that changes something elsewhere is said, one that is seen in the field is not", () => {
  const elsewhere = mine.actions.add("canaux", "ailleurs")!;
  el.setSelectionRange(7, 7);
  type(" !");
  key({ key: "z", ctrlKey: true });
  expect([el.value, said]).toEqual(["bonjour", []]);
  key({ key: "z", ctrlKey: true });
  expect(mine.index.view(elsewhere)?.deleted).toBe(true);
  key({ key: "y", ctrlKey: true });
  expect(said).toEqual(["Dernière modification annulée.", "Modification rétablie."]);
});

test("beyond the limit the text is kept, the excess refused and told", () => {
  el.setSelectionRange(7, 7);
  type("x".repeat(60));
  expect(el.value).toBe(`bonjour${"x".repeat(43)}`);
  expect(shared()).toBe(el.value);
  expect(notices[0]).toContain("les 17 derniers n’ont pas été ajoutés");
  type("y");
  expect(el.value).toHaveLength(50);
  expect(notices[1]).toContain("il est plein");
  // Erasing in a text that is too long (others wrote at the same time) is never refused.
  other.type(id, "z".repeat(10));
  sync(mine, other);
  el.setSelectionRange(0, 1);
  type("");
  expect(el.value).toHaveLength(59);
});

test("a paste longer than any post-it is cut before the browser puts it in the field", () => {
  el.setSelectionRange(3, 7);
  const paste = new InputEvent("beforeinput", { data: "x".repeat(60), cancelable: true });
  el.dispatchEvent(paste);
  expect(paste.defaultPrevented).toBe(true);
  expect([el.value, shared()]).toEqual([`bon${"x".repeat(47)}`, el.value]);
  expect(notices[0]).toContain("les 13 derniers n’ont pas été ajoutés");
});

test("line ends of any system are shown as the field does, and edits land right", () => {
  mine.undo.type(() => {
    mine.text(id).delete(0, 7);
    mine.text(id).insert(0, "a\r\nb\rc");
  });
  // Browsers give plain line ends back; happy-dom does not.
  expect(el.value.replace(/\r\n?/g, "\n")).toBe("a\nb\nc");
  el.value = "a\nb\nc!";
  el.dispatchEvent(new Event("input"));
  expect(mine.index.text(id).get().endsWith("c!")).toBe(true);
});

test("what is no character in the text of another program moves no word", () => {
  mine.undo.type(() => {
    mine.text(id).insertEmbed(3, { image: "x" });
    mine.text(id).insert(0, "gras ", { bold: true });
  });
  expect(el.value).toBe("gras bon\ufffcjour");
  el.setSelectionRange(el.value.length, el.value.length);
  type(" !");
  el.setSelectionRange(0, 5);
  type("");
  expect(shared()).toBe("bonjour !");
  el.setSelectionRange(3, 4);
  type("");
  expect(mine.text(id).toDelta()).toEqual([{ insert: "bonjour !" }]);
});

test("what is on the screen and not told yet is written when the page may go away", () => {
  el.dispatchEvent(new Event("compositionstart"));
  el.value = "bonjour ê";
  for (const flush of flushers) flush();
  expect(shared()).toBe("bonjour ê");
});

test("a session that may not edit any more shows the text and takes nothing", () => {
  editable.set(false);
  expect(el.readOnly).toBe(true);
  type("x");
  expect(el.value).toBe("bonjour");
  other.type(id, "!");
  sync(mine, other);
  expect(el.value).toBe("bonjour!");
});

test("a field that is not focused follows without its caret being touched", () => {
  el.blur();
  other.type(id, "!");
  sync(mine, other);
  expect(el.value).toBe("bonjour!");
  expect(document.activeElement).not.toBe(el);
});

test("a text that the document does not really hold is shown read only", () => {
  mine.doc.getMap("cards").set("odd", new Y.Map<unknown>([["text", "brut"]]));
  const field = document.createElement("textarea");
  bindTextArea(field, mine.text("odd"), sessionOf(mine))();
  expect([field.value, field.readOnly]).toEqual(["brut", true]);
});

test("once unbound, the field is left alone", () => {
  unbind();
  other.type(id, "!");
  sync(mine, other);
  expect(el.value).toBe("bonjour");
});

test.each([true, false])(
  "a paste made by a script is taken back alone, typed just before or not (by the browser: %s)",
  (able) => {
    /* Browsers say of it that it was typed. */
    const insertText = (_: string, __: boolean, words: string) => {
      type(words);
      return true;
    };
    Object.assign(document, { execCommand: able ? insertText : undefined });
    try {
      el.setSelectionRange(7, 7);
      type(" à");
      pasteInto(el, " tous");
      type(" !");
      expect(el.value).toBe("bonjour à tous !");
      mine.actions.undo();
      expect(el.value).toBe("bonjour à tous");
      mine.actions.undo();
      expect(el.value).toBe("bonjour à");
    } finally {
      Object.assign(document, { execCommand: undefined });
    }
  },
);
