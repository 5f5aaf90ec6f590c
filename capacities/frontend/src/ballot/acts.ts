/** The acts of a vote on their way to the server: what is sent, what the screen shows meanwhile, what
 * may go together, what an answer means. */

import type { Store } from "../core/types";
import { withDots } from "./hand";
import type { BallotState, Refusal, Settings } from "./types";

export const UNKNOWN = "Le serveur n’a pas accepté ce geste\u00a0: rien n’a changé. Réessayez dans un moment.";
export const OFFLINE = "Hors ligne\u00a0: le vote reprendra avec la connexion. Vos gommettes déjà comptées le restent.";
export const LOST =
  "Le serveur ne répond pas\u00a0: ce dernier geste n’est peut-être pas compté, les précédents le restent. " +
  "Vérifiez vos gommettes quand la connexion sera revenue.";
/** Acts in one request (domain/limits.py allows twice as many). */
const TOGETHER = 20;

/** Acts on their way, kept on the device: the server knows each by its `acte`. */
export interface Queue {
  load(): Kept[];
  save(acts: readonly Kept[]): void;
  /** What was clicked before the page was loaded again is refused. */
  refused(why: string): void;
}

export interface Kept {
  path: string;
  body: Record<string, string>;
}

/** What a ballot needs from around it. */
export interface Around {
  /** Address of the ballot of this canvas. */
  url: string;
  /** The room answers now. */
  online: Store<boolean>;
  /** Changes when the room says that the gommettes changed. */
  version: Store<number>;
  /** The table this screen votes for, remembered between two openings. */
  seat: { get(): string | null; set(table: string | null): void };
  /** What the page came with. */
  begun?: BallotState;
  /** The page of the vote: whoever opens it while the vote is open takes part in it. */
  arrives?: boolean;
  /** What is clicked while nobody answers is kept here until somebody does. Without one, it is
   * refused. */
  queue?: Queue;
  /** Told of each answer of the server. */
  heard?: (state: BallotState) => void;
  /** Told that one is no longer inside, and why, before what waits is given up. */
  ended?: (why: string) => void;
  ask?: typeof fetch;
  pause?: (ms: number) => Promise<void>;
  random?: () => string;
}

/** One thing asked of the server, drawn before it is confirmed; the server knows a second
 * sending from the first, so that it is sent again when nobody answers. */
export interface Job extends Kept {
  /** What the screen shows meanwhile. */
  draw: (state: BallotState) => BallotState;
  done: (refusal: Refusal) => void;
}

/** The first acts that go in one request: of one round, for oneself; saying that one has finished
 * comes after all others. */
export function together(jobs: readonly Job[]): readonly Job[] {
  const tour = jobs[0]?.body.tour;
  const some: Job[] = [];
  for (const job of jobs) {
    const { path, body } = job;
    const fits = (path === "" || path === "/retirer" || path === "/terminer") && body.table === undefined;
    if (!fits || body.tour !== tour || some.length >= TOGETHER) break;
    some.push(job);
    if (path === "/terminer") break;
  }
  return some;
}

/** What `/ensemble` is asked for them. */
export function inOne(some: readonly Job[]): Record<string, string> {
  const together: Record<string, string> = { tour: some[0]?.body.tour ?? "" };
  for (const { path, body } of some) {
    if (path === "/terminer") together.fini = body.fini ?? "";
    else together[body.acte ?? ""] = (path === "" ? "+" : "-") + (body.carte ?? "");
  }
  return together;
}

export function asked(body: Record<string, string>): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** What the screen shows of an act before it is counted. */
export function drawing({ path, body }: Kept): Job["draw"] {
  if (path === "/terminer") return (state) => ({ ...state, done: body.fini === "oui" });
  if (path !== "" && path !== "/retirer") return (state) => state;
  return (state) => {
    // Of another round: it will be refused.
    if (body.tour !== String(state.round)) return state;
    const drawn = withDots(state, body.table ?? null, body.carte ?? "", path === "" ? 1 : -1);
    return { ...drawn, done: false };
  };
}

/** One is no longer inside: a link withdrawn, or at its term. */
export const OUTSIDE = 401;

/** A refusal that time may lift, or a server behind its proxy that restarts. */
export function passing(status: number): boolean {
  return status === 429 || status >= 500;
}

export function refusalOf(body: unknown): string {
  const said = (body as { erreur?: unknown } | null)?.erreur;
  return typeof said === "string" ? said : UNKNOWN;
}

/** 128 random bits; `crypto.randomUUID` is missing from pages served in plain HTTP. */
export function randomAct(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How the server calls each of the settings. */
const SETTINGS: Record<keyof Settings, string> = {
  open: "ouvert",
  secret: "secret",
  revealed: "devoile",
  stacking: "cumul",
  leaveWaiting: "laisser",
  dots: "jetons",
  question: "question",
};

/** What the facilitator decides, as the server reads it. */
export function inWords(settings: Settings): Record<string, string> {
  const words = Object.entries(settings).map(([key, choice]: [string, boolean | number | string]) => [
    SETTINGS[key as keyof Settings],
    typeof choice === "boolean" ? (choice ? "oui" : "non") : String(choice),
  ]);
  return Object.fromEntries(words) as Record<string, string>;
}
