/* The page that answers when the network does not (sw.ts). A canvas kept on this device is opened
 * again; any other address is held, with what is kept. */
import "./hors-ligne.css";
import { heldVotes, roomOf as voteRoom } from "./ballot/device";
import { heldWords, roomOf, waitingWords } from "./core/held";
import { eraseDeleted } from "./core/keeping";
import { element } from "./core/nodes";
import type { Reason } from "./core/offline";
import { type Shelved, shelf, shelved } from "./core/shelf";
import { answering, comeBack } from "./core/trying";
import { reopen } from "./ui/reopen";

const { why: told = "", canvas = "", canvasStyle = "" } = document.documentElement.dataset;
const why = told === "" ? null : (told as Reason);

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

async function start(): Promise<void> {
  const room = why === null ? null : roomOf(location);
  const found = room === null ? null : await shelved(room);
  if (found?.data != null) {
    try {
      return await reopen(found.data, { program: canvas, style: canvasStyle, answering: answering(why) });
    } catch {
      /* A part was not kept: what is kept is told instead. */
    }
  }
  await hold();
}

async function hold(): Promise<void> {
  const words = heldWords(why, location.pathname);
  document.title = `${words.title} — CAPACities`;
  find("titre").textContent = words.title;
  find("phrase").textContent = words.sentence;
  say(find("adresse"), words.more);
  say(find("portail"), words.portal);
  tryAgain();
  show(await shelf());
  find("tenue").hidden = false;
  find("dit").textContent = [words.title, words.sentence, words.more].filter((each) => each !== "").join(". ");
}

function tryAgain(): void {
  const button = find<HTMLButtonElement>("reessayer");
  if (why === null) {
    button.hidden = true;
    return void eraseDeleted().catch(() => undefined);
  }
  button.addEventListener("click", comeBack(why, find("essai")));
}

/** The canvases that can be opened again, by dossier. */
function show(kept: readonly Shelved[]): void {
  const dossiers = new Map<string, HTMLElement>();
  const opens = kept.filter(({ data }) => data !== null);
  for (const one of opens) {
    const { dossier } = one.data!;
    let list = dossiers.get(dossier.id);
    if (list === undefined) {
      const heading = document.createElement("h3");
      heading.textContent = [dossier.territory, dossier.title].filter((words) => words !== "").join(" · ");
      list = document.createElement("ul");
      dossiers.set(dossier.id, list);
      find("dossiers").append(heading, list);
    }
    list.append(lineOf(one));
  }
  const votes = showVotes();
  find("rien").hidden = kept.length > 0 || votes;
  say(find("ailleurs"), othersWords(kept.filter(({ data }) => data === null)));
}

/** Whether a vote can be opened again too. */
function showVotes(): boolean {
  const votes = heldVotes();
  if (votes.length === 0) return false;
  const lines = votes.map((held) => element("li", {}, element("a", { href: `/vote/${voteRoom(held)}` }, held.name)));
  find("dossiers").append(element("h3", {}, "Votes"), element("ul", {}, ...lines));
  return true;
}

function lineOf(one: Shelved): HTMLLIElement {
  const [dossier = "", key = ""] = one.room.split("/");
  const link = document.createElement("a");
  link.href = `/canevas?${new URLSearchParams({ dossier, canevas: key })}`;
  const title = document.createElement("span");
  title.textContent = one.data!.template.title;
  const state = document.createElement("span");
  state.className = one.edited ? "attente" : "calme";
  state.textContent = one.edited ? waitingWords(one) : "tout est enregistré";
  link.append(title, " ", state);
  const line = document.createElement("li");
  line.append(link);
  return line;
}

function othersWords(others: readonly Shelved[]): string {
  if (others.length === 0) return "";
  const many = others.length > 1;
  const waiting = others.some(({ edited }) => edited) ? ", avec des modifications en attente" : "";
  const s = many ? "s" : "";
  return `${others.length}\u00a0autre${s} canevas gardé${s} ici${waiting}\u00a0: ${many ? "ils se rouvriront" : "il se rouvrira"} avec le réseau.`;
}

/** "": nothing of it is shown. */
function say(line: HTMLElement, sentence: string): void {
  line.textContent = sentence;
  line.hidden = sentence === "";
}

void start();
