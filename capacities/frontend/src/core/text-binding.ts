/* A text area bound to a shared text: two people may type in it, each keeps their caret. */

import * as Y from "yjs";
import { cardIdOf, detachedString, isEdge, unitsOf } from "./document";
import { isComposed, letterOf } from "./keyboard";
import type { Session } from "./session";
import { cutAt, type Delta, diffText, endOf, mapIndex } from "./text-diff";
import { TextView } from "./text-view";
import type { CanvasSession } from "./types";
import { REPLAYED } from "./undo";
import { capital, LINK, oneOf } from "./words";

type Field = HTMLTextAreaElement | HTMLInputElement;

/** Pasted, dropped or cut: taken back alone, whatever was typed just before. */
const ALONE = /^(insertFrom(Paste|Drop|Yank)|deleteBy(Cut|Drag))/;

/**
 * Bind an uncontrolled field (React must not set `value`) to the text of a card or a link; returns the clean-up.
 * Caret kept, input methods respected, length limited, Ctrl+Z / Ctrl+Maj+Z / Ctrl+Y sent to the
 * session's undo with preventDefault: handlers higher up should ignore `event.defaultPrevented`.
 */
export function bindTextArea(el: Field, text: Y.Text, session: CanvasSession): () => void {
  if (text.doc === null) {
    el.value = detachedString(text);
    el.readOnly = true;
    return () => undefined;
  }
  const binding = new TextBinding(el, text, session as Session);
  return () => binding.destroy();
}

/** The field in which words are being pasted by a script: what browsers then tell is that they were typed. */
let pasting: Field | null = null;

/** Paste in the place of what is selected; taken back alone, as any paste. */
export function pasteInto(field: Field, text: string): void {
  const before = field.value;
  pasting = field;
  try {
    if (document.execCommand?.("insertText", false, text) || field.value !== before) return;
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  } finally {
    pasting = null;
  }
}

class TextBinding {
  private readonly view = new TextView();
  private composing = false;
  /** The field when the composition began. */
  private composed = "";
  private readonly cleanups: (() => void)[] = [];

  constructor(
    private readonly el: Field,
    private readonly text: Y.Text,
    private readonly session: Session,
  ) {
    // Browsers that fill fields again after a reload would write an old text over the new one.
    el.setAttribute("autocomplete", "off");
    this.show(unitsOf(text));
    text.observe(this.onShared);
    this.cleanups.push(() => text.unobserve(this.onShared));
    this.listen("input", (event) => this.commit(pasting === el || ALONE.test((event as InputEvent).inputType ?? "")));
    this.listen("compositionstart", () => {
      this.composing = true;
      this.composed = this.field;
    });
    this.listen("compositionend", () => this.endComposition());
    // Leaving the field ends any composition; some browsers forget to say so.
    this.listen("blur", () => this.endComposition());
    this.listen("keydown", (event) => this.onKey(event as KeyboardEvent));
    this.listen("beforeinput", (event) => this.onBeforeInput(event as InputEvent));
    this.cleanups.push(session.onFlush(() => this.commit()));
    const follow = () => (el.readOnly = !session.editable.get());
    follow();
    this.cleanups.push(session.editable.subscribe(follow));
  }

  destroy(): void {
    if (this.cleanups.length > 0) this.commit();
    for (const cleanup of this.cleanups.splice(0)) cleanup();
  }

  private listen(type: string, listener: (event: Event) => void): void {
    this.el.addEventListener(type, listener);
    this.cleanups.push(() => this.el.removeEventListener(type, listener));
  }

  /** The words in the field. */
  private get field(): string {
    return this.el.value.replace(/\r\n?/g, "\n");
  }

  private get focused(): boolean {
    const root = this.el.getRootNode() as Document | ShadowRoot;
    return root.activeElement === this.el;
  }

  /** Fill the field; only when it differs, since setting `value` moves the caret. */
  private show(shared: string): void {
    if (this.el.value !== shared) this.el.value = shared;
    this.view.reset(shared, this.el.value);
  }

  /** Write what the person did to the shared text, at once: nothing waits to be lost. */
  private commit(alone = false): void {
    const { el, view, session } = this;
    const after = this.field;
    const caret = el.selectionEnd ?? after.length;
    const change = diffText(view.text, after, caret);
    if (change === null) return;
    if (!session.editable.get()) return this.show(unitsOf(this.text));
    const tooLong = this.limit(change);
    const { removals, insertAt } = view.local(change);
    session.type(
      () => {
        for (const { at, length } of removals) this.text.delete(at, length);
        if (change.insert !== "") this.text.insert(insertAt, change.insert);
      },
      this,
      alone,
    );
    session.typingIn(cardIdOf(this.text));
    if (tooLong > 0) this.refuse(change.at + change.insert.length, tooLong);
  }

  /** Cut the insertion to what fits; returns how many units were cut. A composition is let
   * through: touching the field would break it. It is cut at its end. */
  private limit(change: { remove: number; insert: string }): number {
    if (this.composing) return 0;
    const room = this.session.limits.card_text_chars - (this.text.length - change.remove);
    if (change.insert.length <= room) return 0;
    const kept = cutAt(change.insert, room);
    const cut = change.insert.length - kept.length;
    change.insert = kept;
    return cut;
  }

  private refuse(caret: number, cut: number): void {
    this.show(unitsOf(this.text));
    if (this.focused) this.el.setSelectionRange(caret, caret);
    this.tellCut(cut);
  }

  private tellCut(cut: number): void {
    const limit = this.session.limits.card_text_chars.toLocaleString("fr-FR");
    const { parent } = this.text;
    const words = parent instanceof Y.Map && isEdge(parent) ? LINK : this.session.words;
    const one = capital(oneOf(words));
    this.session.notice(
      cut === 1
        ? `${one} contient au plus ${limit} caractères : ${words.feminine ? "elle est pleine" : "il est plein"}.`
        : `${one} contient au plus ${limit} caractères : les ${cut.toLocaleString("fr-FR")} derniers n’ont pas été ajoutés.`,
    );
  }

  /** A paste too long for any post-it is cut before the browser lays it out: megabytes in a
   * text field freeze the page. */
  private insertWhatFits(words: string): void {
    const { el, session } = this;
    const start = el.selectionStart ?? 0;
    const end = el.selectionEnd ?? start;
    const room = session.limits.card_text_chars - (this.text.length - (end - start));
    const plain = words.replace(/\r\n?/g, "\n");
    const kept = cutAt(plain, room);
    el.setRangeText(kept, start, end, "end");
    this.commit(true);
    if (kept.length < plain.length) this.tellCut(plain.length - kept.length);
  }

  private readonly onShared = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this.session.origin && this.session.typist === this) return;
    const delta = event.delta as Delta;
    if (this.composing) return this.view.defer(delta);
    if (!this.view.inStep) this.view.defer(delta);
    const replay = transaction.origin === this.session.replayOrigin;
    const place = (index: number) =>
      replay ? endOf(delta) : this.view.inStep ? mapIndex(index, delta) : this.view.toShared(index);
    this.refill(place);
  };

  private endComposition(): void {
    if (!this.composing) return;
    this.composing = false;
    this.commit();
    const tooLong = this.limitComposed();
    if (!this.view.inStep) this.refill((index) => this.view.toShared(index));
    if (tooLong > 0) this.tellCut(tooLong);
  }

  /** Take back what was composed beyond the limit: on a phone, every word is composed. */
  private limitComposed(): number {
    const { el, session } = this;
    const change = diffText(this.composed, this.field, el.selectionEnd ?? el.value.length);
    if (change === null || !session.editable.get()) return 0;
    const { at, insert, remove } = change;
    const over = Math.min(this.text.length - session.limits.card_text_chars, insert.length - remove);
    if (over <= 0) return 0;
    const kept = cutAt(insert, insert.length - over);
    el.setRangeText("", at + kept.length, at + insert.length, "start");
    this.commit();
    return insert.length - kept.length;
  }

  /** Show the shared text, caret and scroll kept where the person sees them. */
  private refill(place: (index: number) => number): void {
    const { el } = this;
    const { scrollTop } = el;
    const direction = el.selectionDirection ?? "none";
    const start = place(el.selectionStart ?? 0);
    const end = place(el.selectionEnd ?? 0);
    this.show(unitsOf(this.text));
    // Selecting in a field that is not focused would take the focus in some browsers.
    if (this.focused) el.setSelectionRange(start, end, direction);
    el.scrollTop = scrollTop;
  }

  private onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isComposed(event)) return;
    const key = letterOf(event);
    const redo = (key === "z" && event.shiftKey) || (key === "y" && !event.shiftKey);
    if (!redo && key !== "z") return;
    event.preventDefault();
    this.replay(redo ? "redo" : "undo");
  }

  private onBeforeInput(event: InputEvent): void {
    const { data } = event;
    if (data !== null && data.length > this.session.limits.card_text_chars && !this.composing) {
      event.preventDefault();
      if (this.session.editable.get()) this.insertWhatFits(data);
      return;
    }
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.replay(event.inputType === "historyRedo" ? "redo" : "undo");
  }

  /** The browser's own history knows nothing of the others: ours answers instead. */
  private replay(kind: "undo" | "redo"): void {
    this.commit();
    const { done, message, cards } = this.session.actions[kind]();
    if (message !== null) this.session.notice(message);
    // What changes here is seen here.
    else if (done && !cards.includes(cardIdOf(this.text) ?? "")) {
      this.session.announcements.say(REPLAYED[kind], "change");
    }
  }
}
