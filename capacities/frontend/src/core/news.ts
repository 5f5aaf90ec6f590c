/* What a page knows of its dossier by the news of the server (docs/protocole.md): a state, and
 * what each message makes of it. Nothing here knows by which socket they come. */

import type { Call, DossierNews, Whereabouts } from "./news-data";
import type { Value } from "./store";
import { value } from "./store";
import type { Store } from "./types";

const NOTHING: DossierNews = {
  connected: false,
  over: false,
  names: null,
  people: null,
  others: 0,
  titles: {},
  call: null,
  votes: {},
};

/** The news of one dossier, whichever socket brings them. */
export class NewsState {
  readonly store: Store<DossierNews>;
  private readonly state: Value<DossierNews> = value(NOTHING);

  constructor() {
    this.store = this.state;
  }

  /** Take one message; one that cannot be read, or that is not known yet, is nothing. */
  hear(text: string): void {
    const said = parse(text);
    const change = said === null ? null : read(said, this.state.get());
    if (change !== null) this.state.set({ ...this.state.get(), ...change });
  }

  opened(): void {
    this.state.set({ ...this.state.get(), connected: true, over: false });
  }

  /** Who is where is not known any more. */
  cut(over = false): void {
    const before = this.state.get();
    this.state.set({ ...before, connected: false, over: over || before.over, people: null, others: 0 });
  }
}

type Said = Record<string, unknown>;

function parse(text: string): Said | null {
  try {
    return record(JSON.parse(text));
  } catch {
    return null;
  }
}

function read(said: Said, { votes }: DossierNews): Partial<DossierNews> | null {
  switch (said["genre"]) {
    case "dossier":
      return { names: { title: text(said["titre"]), territory: text(said["territoire"]), useCase: text(said["cas"]) } };
    case "personnes":
      return {
        people: list(said["personnes"]).map(person),
        others: Number.isFinite(said["autres"]) ? (said["autres"] as number) : 0,
        titles: Object.fromEntries(Object.entries(record(said["titres"])).map(([key, title]) => [key, text(title)])),
      };
    case "appel":
      return { call: call(said) };
    case "vote": {
      const canvas = text(said["canevas"]);
      const { settings, dots } = votes[canvas] ?? { settings: 0, dots: 0 };
      const now = said["quoi"] === "reglages" ? { settings: settings + 1, dots } : { settings, dots: dots + 1 };
      return { votes: { ...votes, [canvas]: now } };
    }
    case "fin":
      return { over: true };
    default:
      return null;
  }
}

function call(said: Said): Call {
  return {
    id: text(said["id"]),
    canvas: text(said["canevas"]),
    title: text(said["titre"]),
    branch: text(said["branche"]) || null,
    by: text(said["qui"]),
    own: said["soi"] === true,
  };
}

function person(found: unknown): Whereabouts {
  const said = record(found);
  const color = text(said["couleur"]);
  return {
    name: text(said["nom"]),
    color: /^#[0-9a-f]{3,8}$/i.test(color) ? color : "#55616B",
    mark: text(said["marque"]),
    canvas: text(said["canevas"]),
  };
}

function text(found: unknown): string {
  return typeof found === "string" ? found : "";
}

function list(found: unknown): unknown[] {
  return Array.isArray(found) ? found : [];
}

function record(found: unknown): Said {
  return typeof found === "object" && found !== null ? (found as Said) : {};
}
