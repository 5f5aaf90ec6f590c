/* The page of a vote, outside Streamlit: what it begins with came in it. No React, no Yjs.
 *
 * It hears of what happens by the news of the dossier (seam: `news`); without them, it asks when
 * it is looked at again, and now and then. */
import "./vote.css";
import { Ballot } from "./ballot/engine";
import type { Group } from "./ballot/light";
import { LightVote } from "./ballot/light";
import { queueOf } from "./ballot/queue";
import type { BallotState } from "./ballot/types";
import { questionWords } from "./ballot/words";
import { value } from "./core/store";

interface Vote {
  canvas: string;
  title: string;
  question: string;
  open: boolean;
  shown: boolean;
}

interface Given {
  dossier: { id: string; title: string; territory: string };
  vote:
    | { canvas: null; votes: Vote[] }
    | { canvas: string; title: string; state: BallotState; ideas: { groups: Group[] } };
}

/** Between two questions to the server when nothing tells that something changed. Apart, so that
 * two hundred phones do not ask together. */
const ASK_EVERY_MS = 8_000;
const SPREAD_MS = 4_000;

const find = (id: string) => document.getElementById(id) as HTMLElement;
const given = JSON.parse(find("donnees").textContent) as Given;
const { dossier } = given;
const about = [dossier.territory, dossier.title].filter((each) => each !== "").join(" · ");

/** `act`, each time that this page is looked at again, that the network is back, and now and then. */
function now(act: () => void): void {
  const look = () => {
    if (document.visibilityState === "visible") act();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", look);
  window.addEventListener("pageshow", look);
  const soon = () => setTimeout(again, ASK_EVERY_MS + Math.random() * SPREAD_MS);
  const again = () => {
    look();
    soon();
  };
  soon();
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
  find("surtitre").textContent = about;
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
}

function readCanvas(href: string, words: string): void {
  const link = find("canevas") as HTMLAnchorElement;
  link.href = href;
  link.textContent = words;
  link.hidden = false;
}

function vote(canvas: string, title: string, state: BallotState, groups: readonly Group[]): void {
  const room = `${dossier.id}/${canvas}`;
  const online = value(navigator.onLine);
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
  });
  shown = new LightVote(ballot, { find, about: `${about} · ${title}`, canvas });
  shown.setIdeas(groups);
  readCanvas(`/canevas?dossier=${dossier.id}&canevas=${canvas}`, "Lire le canevas");
  let tag = "";
  const readIdeas = async () => {
    const answer = await ask<{ groups: Group[] }>(`/vote/${room}/idees`, tag === "" ? {} : { "If-None-Match": tag });
    if (answer.body === null) return;
    if (answer.tag !== tag) shown.setIdeas(answer.body.groups);
    tag = answer.tag;
  };
  now(() => {
    ballot.refresh();
    void readIdeas();
    if (ballot.view.get().state?.open === false) void follow(canvas);
  });
}

if (given.vote.canvas === null) wait(given.vote.votes);
else vote(given.vote.canvas, given.vote.title, given.vote.state, given.vote.ideas.groups);
