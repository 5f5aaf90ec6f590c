/* Who is here and where: awareness states, cleaned of whatever others may send. */

import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import type * as Y from "yjs";
import { type Value, sameItems, sameRecord, value } from "./store";
import type { Person, Store } from "./types";

const NAME_CHARS = 40;
const TYPING_MS = 2_000;
const FRENCH = new Intl.Collator("fr");

export class Presence {
  readonly awareness: Awareness;
  private readonly current: Value<readonly Person[]> = value<readonly Person[]>([], samePeople);
  readonly people: Store<readonly Person[]> = this.current;
  private readonly browser = browserId();
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    private readonly me: { name: string; color: string },
  ) {
    this.awareness = new Awareness(doc);
    this.set(null, false);
    this.awareness.on("change", this.refresh);
    this.refresh();
  }

  /** Say where I am; nothing is sent when nothing changed. */
  set(card: string | null, typing: boolean): void {
    clearTimeout(this.typingTimer);
    const now = this.awareness.getLocalState();
    if (now !== null && now["card"] === card && now["typing"] === typing) return;
    this.awareness.setLocalState({ ...this.state(), card, typing });
  }

  /** I am typing in this card; said again to be over after two seconds without a key. */
  typeIn(card: string | null): void {
    this.set(card, true);
    this.typingTimer = setTimeout(() => this.set(card, false), TYPING_MS);
  }

  /** The page goes away, maybe for good: do not leave a ghost. */
  hide(): void {
    removeAwarenessStates(this.awareness, [this.doc.clientID], "page");
  }

  /** Said anew on each connection: the room forgot me when the former one was lost, and takes
   * only news with a higher clock. */
  again(): void {
    const state = this.awareness.getLocalState();
    if (state !== null) this.awareness.setLocalState(state);
  }

  show(): void {
    if (this.awareness.getLocalState() === null) this.set(null, false);
  }

  destroy(): void {
    clearTimeout(this.typingTimer);
    this.awareness.destroy();
  }

  private state(): { user: { name: string; color: string }; browser: string } {
    return { user: { name: this.me.name, color: this.me.color }, browser: this.browser };
  }

  private readonly refresh = (): void => {
    const people = new Map<string, Person>();
    for (const [clientId, state] of this.awareness.getStates()) {
      const read = readPerson(clientId, state, clientId === this.doc.clientID);
      const key = read.browser === "" ? String(clientId) : `${read.browser} ${read.person.name}`;
      const other = people.get(key);
      people.set(key, other === undefined ? read.person : oneOfTwoTabs(other, read.person));
    }
    const list = [...people.values()];
    list.sort(
      (a, b) =>
        Number(b.self) - Number(a.self) ||
        FRENCH.compare(a.name, b.name) ||
        a.clientId - b.clientId,
    );
    this.current.set(list);
  };
}

/** Two tabs of one browser, same name: one person, where they are at work. */
function oneOfTwoTabs(a: Person, b: Person): Person {
  const first = a.self || (!b.self && a.clientId < b.clientId) ? a : b;
  const second = first === a ? b : a;
  if (first.card !== null || second.card === null) return first;
  return { ...first, card: second.card, typing: second.typing };
}

function readPerson(
  clientId: number,
  state: unknown,
  self: boolean,
): { person: Person; browser: string } {
  const { user, card, typing, browser } = asRecord(state);
  const { name, color } = asRecord(user);
  const clean = typeof name === "string" ? [...name.trim()].slice(0, NAME_CHARS).join("") : "";
  return {
    person: {
      clientId,
      name: clean === "" ? "Quelqu’un" : clean,
      color: typeof color === "string" && /^#[0-9a-f]{3,8}$/i.test(color) ? color : "#55616B",
      card: typeof card === "string" ? card : null,
      typing: typing === true,
      self,
    },
    browser: typeof browser === "string" ? browser.slice(0, NAME_CHARS) : "",
  };
}

function asRecord(found: unknown): Record<string, unknown> {
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function samePeople(a: readonly Person[], b: readonly Person[]): boolean {
  return (
    sameItems(
      a.map((p) => p.clientId),
      b.map((p) => p.clientId),
    ) && a.every((person, i) => sameRecord(person, b[i]!))
  );
}

const BROWSER_KEY = "capacities-navigateur";

/** A random mark of this browser, so that its tabs count as one person; known to the room. */
function browserId(): string {
  const fresh = crypto.getRandomValues(new Uint32Array(3)).join("-");
  try {
    const stored = localStorage.getItem(BROWSER_KEY);
    if (stored !== null) return stored;
    localStorage.setItem(BROWSER_KEY, fresh);
  } catch {
    // Storage refused (private mode): each tab is then a person of its own.
  }
  return fresh;
}
