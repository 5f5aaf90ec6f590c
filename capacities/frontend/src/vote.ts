/* The page of a vote, outside Streamlit: what it begins with came in it, or was kept on this device
 * (the worker gives this page without it, when the network does not answer). No React, no Yjs.
 *
 * The news of the dossier tell it what the facilitator does; without them, it asks when it is
 * looked at again, and now and then. */
import "./vote.css";
import {
  forgetVotes,
  type HeldVote,
  heldVote,
  heldVotes,
  holdVote,
  roomOf,
  type Voting,
  voteAt,
} from "./ballot/device";
import { Ballot } from "./ballot/engine";
import type { Group } from "./ballot/light";
import { LightVote } from "./ballot/light";
import { queueOf } from "./ballot/queue";
import { questionWords, waitingActs, waitingThere } from "./ballot/words";
import type { Call } from "./core/dossier-news";
import { dossierNews } from "./core/dossier-news";
import { ALL, onLeft } from "./core/left";
import type { Reason } from "./core/offline";
import { value } from "./core/store";
import { keepForOffline } from "./core/worker";

interface Vote {
  canvas: string;
  title: string;
  question: string;
  open: boolean;
  shown: boolean;
}

interface Given {
  dossier: HeldVote["dossier"];
  vote: { canvas: null; votes: Vote[] } | Voting;
  /** Characters of a vote that may be kept on this device; none where the site keeps nothing. */
  offline?: number;
}

/** Between two questions to the server when nothing tells that something changed: ideas written
 * meanwhile, a network that lets no socket through. Apart, so that two hundred phones do not ask
 * together. */
const ASK_EVERY_MS = 8_000;
const HEARD_EVERY_MS = 20_000;
const SPREAD_MS = 4_000;
/** What others place changes little on this screen. */
const DOTS_EVERY_MS = 4_000;
const REMOVED = "Votre lien a été retiré, ou le dossier supprimé\u00a0: ce qui est compté le reste.";

const find = (id: string) => document.getElementById(id) as HTMLElement;
const { why = "" } = document.documentElement.dataset;
const came = JSON.parse(find("donnees").textContent) as Given | null;
const given: Given | null = came ?? (why === "" ? null : heldVote(voteAt(location.pathname)));
const dossier = given?.dossier ?? { id: "", title: "", territory: "" };
const news = dossierNews(dossier.id);

function about(): string {
  const { title, territory } = news.get().names ?? dossier;
  return [territory, title].filter((each) => each !== "").join(" · ");
}

/** What stops with the dossier, or with the link. */
const ends: (() => void)[] = [];

function end(): void {
  stopHolding();
  forgetVotes(dossier.id);
  for (const stop of ends.splice(0)) stop();
  find("appel").hidden = true;
  tell("fin", REMOVED);
}

/** `act`, each time that this page is looked at again, that the network is back, and now and then. */
function now(act: () => void): void {
  const look = () => {
    if (document.visibilityState === "visible") act();
  };
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("visibilitychange", look, { signal });
  window.addEventListener("online", look, { signal });
  window.addEventListener("pageshow", look, { signal });
  const every = () => (news.get().connected ? HEARD_EVERY_MS : ASK_EVERY_MS);
  const soon = () => setTimeout(again, every() + Math.random() * SPREAD_MS);
  const again = () => {
    look();
    timer = soon();
  };
  let timer = soon();
  ends.push(() => {
    stop.abort();
    clearTimeout(timer);
  });
}

async function ask<T>(path: string, headers: Record<string, string> = {}): Promise<{ body: T | null; tag: string }> {
  try {
    const answer = await fetch(path, { headers, signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) return { body: null, tag: "" };
    return { body: (await answer.json()) as T, tag: answer.headers.get("ETag") ?? "" };
  } catch {
    return { body: null, tag: "" };
  }
}

/** Go where a vote is open, in place of here. */
async function follow(except: string | null): Promise<void> {
  const { body } = await ask<{ open: string | null }>(`/vote/${dossier.id}.json`);
  if (body?.open != null && body.open !== except) location.replace(`/vote/${dossier.id}/${body.open}`);
}

function wait(votes: readonly Vote[]): void {
  find("surtitre").textContent = about();
  find("question").textContent = "Aucun vote n’est ouvert pour l’instant";
  const card = document.createElement("section");
  card.className = "carte";
  const line = document.createElement("p");
  line.textContent =
    "Gardez cette page ouverte\u00a0: le vote s’affichera ici dès que la personne qui anime l’ouvrira.";
  card.append(line);
  for (const { canvas, title, question } of votes.filter(({ shown }) => shown)) {
    const link = document.createElement("a");
    link.href = `/vote/${dossier.id}/${canvas}`;
    link.textContent = `Résultats\u00a0: ${questionWords({ question })} (${title})`;
    const item = document.createElement("p");
    item.append(link);
    card.append(item);
  }
  find("corps").append(card);
  readCanvas(`/dossier?dossier=${dossier.id}`, "Lire le dossier");
  now(() => void follow(null));
  hear(
    () => votesHeard(),
    () => void follow(null),
  );
}

/** `act`, as soon as what is told of this dossier gives another `told`; not all at once. */
function hear(told: () => number, act: () => void): void {
  let last = told();
  const off = news.subscribe(() => {
    const next = told();
    if (next === last) return;
    last = next;
    act();
  });
  ends.push(off);
}

/** Whoever facilitates brings everybody somewhere: offered, never done to whoever is voting. */
function hearCalls(): void {
  let seen = news.get().call?.id ?? null;
  const off = news.subscribe(() => {
    const { over, call } = news.get();
    if (over) return end();
    if (call === null || call.id === seen) return;
    seen = call.id;
    if (!call.own) invite(call);
  });
  ends.push(off);
  find("appel-rester").addEventListener("click", () => {
    find("appel").hidden = true;
    const foot = find("pied");
    foot.hidden = [...foot.children].every((each) => (each as HTMLElement).hidden);
    find("corps").focus({ preventScroll: true });
  });
}

function invite({ canvas, title, by }: Call): void {
  const link = find("appel-lien") as HTMLAnchorElement;
  link.href = `/canevas?dossier=${dossier.id}&canevas=${canvas}`;
  link.textContent = `${by} vous attend sur «\u00a0${title}\u00a0»`;
  show("appel");
  find("dit").textContent = `${link.textContent}.`;
}

/** Shown at the foot, and heard. */
function tell(id: string, words: string): void {
  find(id).textContent = words;
  show(id);
  find("dit").textContent = words;
}

function show(id: string): void {
  find(id).hidden = false;
  find("pied").hidden = false;
}

function votesHeard(): number {
  return Object.values(news.get().votes).reduce((sum, { settings }) => sum + settings, 0);
}

function readCanvas(href: string, words: string): void {
  const link = find("canevas") as HTMLAnchorElement;
  link.href = href;
  link.textContent = words;
  link.hidden = false;
}

/** Nothing of this vote stays, nor is kept any more. */
let stopHolding = (): void => undefined;

/** Keep this vote as it is now, each time that it changes. */
function holder(begun: Voting): (change: Partial<Voting>) => void {
  let longest = came === null ? Number.POSITIVE_INFINITY : (came.offline ?? 0);
  let now = begun;
  const hold = (change: Partial<Voting>) => {
    now = { ...now, ...change };
    holdVote({ name: `${questionWords(now.state)} (${about()})`, dossier, vote: now }, longest);
  };
  stopHolding = () => {
    longest = 0;
    hold({});
  };
  hold({});
  onLeft((left) => {
    if (left === dossier.id || left === ALL) stopHolding();
  });
  return hold;
}

function vote(begun: Voting): void {
  const { canvas, title, state } = begun;
  let { tag } = begun;
  const room = `${dossier.id}/${canvas}`;
  const hold = holder(begun);
  const online = value(navigator.onLine && came !== null);
  for (const event of ["online", "offline"]) window.addEventListener(event, () => online.set(navigator.onLine));
  const version = value(0);
  let shown: LightVote | null = null;
  const ballot = new Ballot({
    url: `/gommettes/${room}`,
    online,
    version,
    seat: { get: () => null, set: () => undefined },
    begun: state,
    arrives: true,
    queue: queueOf(room, (why) => shown?.refuse(why)),
    heard: (state) => {
      online.set(true);
      hold({ state });
    },
  });
  shown = new LightVote(ballot, { find, about: () => `${about()} · ${title}`, reopened: came === null });
  shown.setIdeas(begun.ideas.groups);
  readCanvas(`/canevas?dossier=${dossier.id}&canevas=${canvas}`, "Lire le canevas");
  ends.push(() => shown?.freeze(REMOVED));
  const readIdeas = async () => {
    const answer = await ask<{ groups: Group[] }>(`/vote/${room}/idees`, tag === "" ? {} : { "If-None-Match": tag });
    if (answer.body === null) return;
    if (answer.tag !== tag) shown.setIdeas(answer.body.groups);
    tag = answer.tag;
    hold({ ideas: answer.body, tag });
  };
  const look = () => {
    ballot.refresh();
    setTimeout(() => void readIdeas(), Math.random() * SPREAD_MS * 0.25);
  };
  hear(() => Number(news.get().connected), look);
  hear(() => news.get().votes[canvas]?.settings ?? 0, look);
  hear(
    () => votesHeard() - (news.get().votes[canvas]?.settings ?? 0),
    () => {
      if (ballot.view.get().state?.open === false) void follow(canvas);
    },
  );
  let asked = 0;
  hear(
    () => news.get().votes[canvas]?.dots ?? 0,
    () => {
      const { state } = ballot.view.get();
      if (asked !== 0 || (state?.totals == null && state?.done !== true)) return;
      asked = window.setTimeout(
        () => {
          asked = 0;
          ballot.refresh();
        },
        DOTS_EVERY_MS * (0.5 + Math.random()),
      );
    },
  );
  if (came === null) {
    const back = () => {
      online.set(navigator.onLine);
      look();
    };
    const settled = () => ballot.view.get().waiting === 0;
    void import("./ballot/held").then(({ giveWay }) => giveWay(why as Reason, { settled, back }));
  }
  now(() => {
    look();
    if (ballot.view.get().state?.open === false) void follow(canvas);
  });
}

/** How many acts on this vote this tab keeps. */
function waitingIn(room: string | null): number {
  return room === null ? 0 : queueOf(room, () => undefined).load().length;
}

async function tellHeld(): Promise<void> {
  const votes = heldVotes().map((held) => {
    const room = roomOf(held);
    return { href: `/vote/${room}`, title: held.name, waiting: waitingThere(waitingIn(room)) };
  });
  const { tell } = await import("./ballot/held");
  const here = waitingIn(voteAt(location.pathname));
  tell(why === "" ? null : (why as Reason), find, votes, here === 0 ? "" : waitingActs(here));
}

if (given === null) void tellHeld();
else {
  if (given.vote.canvas === null) wait(given.vote.votes);
  else vote(given.vote);
  hearCalls();
  if ((came?.offline ?? 0) > 0) keepForOffline("/assets/", "vote");
}
