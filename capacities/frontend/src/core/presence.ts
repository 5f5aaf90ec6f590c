/* Who is here and where: awareness states, cleaned of whatever others may send. The room says who
 * each is; a page says only where it is. */

import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Point } from "./pointer";
import { Pointer } from "./pointer";
import { Lazy, sameRecord, value } from "./store";
import type { Cursor, Me, Person } from "./types";

const NAME_CHARS = 40;
const TYPING_MS = 2_000;
const FRENCH = new Intl.Collator("fr");
const SPECTATORS: ReadonlyMap<unknown, string> = new Map([
  ["reader", "en lecture"],
  ["voter", "pour voter"],
]);

interface Said {
  card: string | null;
  typing: boolean;
  /** Where one points on a board, in whole numbers. */
  cursor?: Point;
}

interface Changes {
  added: number[];
  updated: number[];
  removed: number[];
}

export class Presence {
  readonly awareness: Awareness;
  readonly people = value<readonly Person[]>([], samePeople);
  /** Where the others point, on a board. */
  readonly cursors = new Lazy<readonly Cursor[]>(() => this.readCursors());
  private readonly pointer = new Pointer({
    pages: () => this.awareness.getStates().size,
    say: (at) => this.point(at),
  });
  /** As they were last read. */
  private readonly known = new Map<number, Marked>();
  /** What this page said last; null while it is hidden. */
  private said: Said | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly doc: Y.Doc,
    private me: Me,
  ) {
    forgetFormerMark();
    this.awareness = new Awareness(doc);
    this.set(null, false);
    this.awareness.on("change", this.onChange);
    this.refresh();
  }

  /** Say where I am; nothing is sent when nothing changed. */
  set(card: string | null, typing: boolean): void {
    clearTimeout(this.typingTimer);
    if (this.said?.card === card && this.said.typing === typing) return;
    this.say({ ...this.said, card, typing });
  }

  /** I move a pointer on a board; `where` is asked when it is told. */
  pointAt(where: () => Point | null): void {
    this.pointer.move(where);
  }

  /** I point at nothing any more. */
  pointAway(): void {
    this.pointer.leave();
  }

  /** I am typing in this card; said again to be over after two seconds without a key. */
  typeIn(card: string | null): void {
    this.set(card, true);
    this.typingTimer = setTimeout(() => this.set(card, false), TYPING_MS);
  }

  /** The page goes away, maybe for good: do not leave a ghost. */
  hide(): void {
    this.pointer.stop();
    this.said = null;
    removeAwarenessStates(this.awareness, [this.doc.clientID], "page");
  }

  /** The room gave me another name, and tells it to the others itself. */
  rename(name: string): void {
    this.me = { ...this.me, name };
    this.refresh();
  }

  /** Said anew on each connection: the room forgot me when the former one was lost, and takes
   * only news with a higher clock. */
  again(): void {
    if (this.said !== null) this.say(this.said);
  }

  show(): void {
    if (this.said === null) this.set(null, false);
  }

  destroy(): void {
    clearTimeout(this.typingTimer);
    this.pointer.stop();
    this.awareness.off("change", this.onChange);
    this.awareness.destroy();
  }

  private say(said: Said): void {
    this.said = said;
    this.awareness.setLocalState(said);
  }

  private point(at: Point | null): void {
    if (this.said === null) return;
    const { cursor, ...rest } = this.said;
    if (at === null && cursor === undefined) return;
    if (at === null) return this.say(rest);
    const now = { x: Math.round(at.x), y: Math.round(at.y) };
    if (cursor?.x !== now.x || cursor.y !== now.y) this.say({ ...rest, cursor: now });
  }

  /** Nothing but cursors moves much. */
  private readonly onChange = ({ added, updated, removed }: Changes): void => {
    this.cursors.invalidate();
    if (added.length + removed.length > 0 || !updated.every((id) => this.isKnown(id))) this.refresh();
  };

  private isKnown(clientId: number): boolean {
    const known = this.known.get(clientId);
    const state = this.awareness.getStates().get(clientId);
    if (known === undefined || (clientId === this.doc.clientID && state !== this.said)) return false;
    const { person, mark } = this.read(clientId, state);
    return mark === known.mark && sameRecord(person, known.person);
  }

  private readCursors(): readonly Cursor[] {
    const cursors: Cursor[] = [];
    for (const [clientId, state] of this.awareness.getStates()) {
      const at = readPoint(asRecord(state)["cursor"]);
      if (at === null || clientId === this.doc.clientID) continue;
      const { person, mark } = this.read(clientId, state);
      const { name, color } = person;
      if (mark === "" || mark !== this.me.mark) cursors.push({ clientId, name, color, ...at });
    }
    return cursors;
  }

  private readonly refresh = (): void => {
    // Somebody spoke in my place: y-protocols believes it.
    if (this.awareness.getLocalState() !== this.said) this.awareness.setLocalState(this.said);
    const people = new Map<string, Person>();
    this.known.clear();
    for (const [clientId, state] of this.awareness.getStates()) {
      const read = this.read(clientId, state);
      this.known.set(clientId, read);
      const { person, mark } = read;
      const key = mark === "" ? String(clientId) : mark;
      const other = people.get(key);
      people.set(key, other === undefined ? person : oneOfTwoTabs(other, person));
    }
    const list = [...people.values()];
    list.sort(
      (a, b) =>
        Number(b.self) - Number(a.self) ||
        FRENCH.compare(a.name, b.name) ||
        FRENCH.compare(a.spectator, b.spectator) ||
        a.clientId - b.clientId,
    );
    this.people.set(list);
  };

  private read(clientId: number, state: unknown): Marked {
    return clientId === this.doc.clientID ? this.self(this.said) : readPerson(clientId, state);
  }

  private self(said: Said | null): Marked {
    const { name, color, mark } = this.me;
    const { card, typing } = said ?? { card: null, typing: false };
    const { clientID: clientId } = this.doc;
    return { person: { clientId, name, color, card, typing, self: true, spectator: "" }, mark };
  }
}

interface Marked {
  person: Person;
  /** Of the browser, or "" for a program. */
  mark: string;
}

/** Two tabs of one browser: one person, where they are at work. */
function oneOfTwoTabs(a: Person, b: Person): Person {
  const first = a.self || (!b.self && a.clientId < b.clientId) ? a : b;
  const second = first === a ? b : a;
  if (first.card !== null || second.card === null) return first;
  return { ...first, card: second.card, typing: second.typing };
}

function readPerson(clientId: number, state: unknown): Marked {
  const { user, card, typing, by, role } = asRecord(state);
  const { name, color } = asRecord(user);
  const clean = typeof name === "string" ? [...name.trim()].slice(0, NAME_CHARS).join("") : "";
  return {
    person: {
      clientId,
      name: clean === "" ? "Quelqu’un" : clean,
      color: typeof color === "string" && /^#[0-9a-f]{3,8}$/i.test(color) ? color : "#55616B",
      card: typeof card === "string" ? card : null,
      typing: typing === true,
      self: false,
      spectator: SPECTATORS.get(role) ?? "",
    },
    mark: typeof by === "string" ? by : "",
  };
}

function readPoint(found: unknown): Point | null {
  const { x, y } = asRecord(found);
  return Number.isFinite(x) && Number.isFinite(y) ? { x: x as number, y: y as number } : null;
}

function asRecord(found: unknown): Record<string, unknown> {
  return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
}

function samePeople(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person, i) => sameRecord(person, b[i]!));
}

/** Former versions kept one mark of this browser for all dossiers, which joined them. */
function forgetFormerMark(): void {
  try {
    localStorage.removeItem("capacities-navigateur");
  } catch {
    // Storage refused (private mode): there is nothing to forget.
  }
}
