/** What is said of a vote, in French. */

import { waitingTables } from "./hand";
import type { BallotState, BallotView, Device, Group, Hand, TableState, Turnout } from "./types";

const NBSP = "\u00a0";

export function gommettes(count: number): string {
  return `${count}${NBSP}gommette${count > 1 ? "s" : ""}`;
}

/** « 2 gommettes posées sur 4 », for oneself or for a table: as drawn beside, filled then empty. */
export function placedWords({ table, name, left, allowance }: Hand): string {
  const count = Math.max(0, allowance - left);
  const words = `${gommettes(count)} posée${count > 1 ? "s" : ""} sur ${allowance}`;
  return table === null ? words : `${name}${NBSP}: ${words}`;
}

/** What is asked, when nobody asked anything else. */
export function questionWords({ question }: { question: string }): string {
  const asked = question === "" ? "Quelles idées comptent le plus pour vous ?" : question;
  return asked.replace(/ (?=[?!:;»])/g, NBSP).replace(/« /g, `«${NBSP}`);
}

/** « 1 a terminé, 3 personnes ont commencé »; null when nobody has. Never « 1 sur 3 »: whoever looks at the
 * canvas and has placed nothing yet is not counted, and may be about to. */
export function finishedWords({ finished, seated }: BallotState): string | null {
  if (seated === 0) return null;
  const begun = `${plural(seated, "personne a", "personnes ont")} commencé`;
  return `${finished} ${finished > 1 ? "ont" : "a"} terminé, ${begun}`;
}

/** « 14 personnes · 56 gommettes ». */
export function countedWords({ voters, placed }: { voters: number; placed: number }): string {
  return `${plural(voters, "personne")} · ${gommettes(placed)}`;
}

/** « Table 1 24 · les autres 14 »; null when nothing may be told by table. */
export function groupsWords(groups: readonly Group[]): string | null {
  if (groups.length === 0) return null;
  return groups.map(({ name, placed }) => `${name === "" ? "les autres" : name} ${placed}`).join(" · ");
}

/** How many ideas are named before « et 12 autres ». */
const NAMED = 6;

/** « 1 idée sans gommette : Convaincre les élus »; null when every idea has some. */
export function withoutWords(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const rest = names.length - NAMED;
  const named = names.slice(0, rest > 0 ? NAMED : undefined).join(" · ");
  const others = rest > 0 ? ` et ${plural(rest, "autre")}` : "";
  return `${plural(names.length, "idée")} sans gommette${NBSP}: ${named}${others}`;
}

/** « Tour 2 »: those that are kept come before. */
export function roundWords(number: number): string {
  return `tour ${number}`;
}

/** Where the vote stands, in a few words, from the second round on with its number. */
export function stripWords(state: BallotState): string {
  return state.past > 0 ? `${stageWords(state)} · ${roundWords(state.past + 1)}` : stageWords(state);
}

/** Where the vote stands, in a few words. */
export function stageWords(state: BallotState): string {
  const { open, secret, revealed } = state;
  if (open && secret && !revealed) return "Vote ouvert, secret jusqu’au dévoilement";
  if (open) return "Vote ouvert";
  if (!state.opened) return "Le vote n’est pas encore ouvert";
  if (secret && !revealed) return "Vote clos, résultats pas encore dévoilés";
  return secret ? "Vote clos, résultats dévoilés" : "Vote clos";
}

function votersWords(voters: number): string {
  return `${plural(voters, "personne a", "personnes ont")} voté`;
}

/** What was clicked and nobody answered yet. */
export function waitingActs(count: number): string {
  const s = count > 1 ? "s" : "";
  const go = count > 1 ? "ils partiront tout seuls" : "il partira tout seul";
  return `${count}\u00a0geste${s} pas encore reçu${s}\u00a0: gardez cette page ouverte, ${go} au retour du réseau.`;
}

/** The same, of a vote that is not the one on the screen; "" when there is nothing. */
export function waitingThere(count: number): string {
  if (count === 0) return "";
  const s = count > 1 ? "s" : "";
  return `${count}\u00a0geste${s} en attente, qui ${count > 1 ? "partiront" : "partira"} une fois ce vote rouvert.`;
}

/** Without network, on the page of the vote. `reopened`: what it shows was kept on this device. */
export function networkWords({ waiting, state }: BallotView, answering: boolean, reopened: boolean): string {
  const votes = state?.open === true && state.can_vote;
  const counted = votes
    ? "Continuez\u00a0: vos gommettes partiront au retour du réseau, ce qui est compté le reste."
    : "Ce qui est compté le reste.";
  return [
    answering ? "Le serveur ne répond pas." : "Hors connexion.",
    waiting === 0 ? counted : waitingActs(waiting),
    reopened ? "Les idées sont celles d’avant la coupure." : "",
  ]
    .filter((words) => words !== "")
    .join(" ");
}

/** « 2 de mes gommettes ». */
export function ownWords(count: number, hand: Hand): string {
  return hand.table === null ? `${count} de mes gommettes` : `${gommettes(count)} de ${hand.name}`;
}

/** Who has voted, for everybody: the same count whoever reads it, or the tables that wait. */
export function votedWords(state: BallotState): string {
  const { turnout, voters, can_manage: facilitates } = state;
  const waiting = waitingTables(state).length;
  if (turnout.devices === 0 && turnout.tables === 0) {
    if (waiting === 0) return "Personne n’a encore voté";
    return plural(waiting, "table attend d’être confirmée", "tables attendent d’être confirmées");
  }
  return facilitates || turnout.tables > 0 ? turnoutWords(turnout) : votersWords(voters);
}

/** « 23 personnes et 2 tables (14 personnes) ont voté ». */
function turnoutWords({ devices, tables, table_voters }: Turnout): string {
  const groups = `${plural(tables, "table")} (${plural(table_voters, "personne")})`;
  if (tables === 0) return votersWords(devices);
  if (devices === 0) return `${groups} ${tables > 1 ? "ont" : "a"} voté`;
  return `${plural(devices, "personne")} et ${groups} ont voté`;
}

/** Said to everybody, for honesty; nothing when nobody was set aside. */
export function asideWords({ aside }: Turnout): string | null {
  if (aside === 0) return null;
  return `${plural(aside, "vote mis de côté, qui ne compte pas", "votes mis de côté, qui ne comptent pas")}`;
}

/** What whoever holds the gommettes must know when they do not count. */
export function standingWords({ table, name, standing }: Hand): string | null {
  if (standing === "counted") return null;
  if (standing === "waiting") {
    return `${name}${NBSP}: en attente de confirmation par la personne qui anime. Ses gommettes compteront ensuite.`;
  }
  const whose = table === null ? "Vos gommettes" : `Les gommettes de ${name}`;
  return `${whose} ne sont pas comptées${NBSP}: voyez la personne qui anime.`;
}

/** « 2 tables à confirmer ». */
export function waitingWords(count: number): string {
  return `${plural(count, "table")} à confirmer`;
}

export function tableWords({ name, voters }: TableState): string {
  return `${name} (${plural(voters, "personne")})`;
}

const LINKS = {
  facilitator: "par le lien d’animation",
  editor: "par le lien d’édition",
  voter: "par le lien de vote",
  reader: "par le lien de lecture",
};

/** By which link a device came; nothing for one that has left the dossier. */
export function linkWords({ role }: Device): string {
  return role === null ? "a quitté le dossier" : LINKS[role];
}

/** « 2 personnes entrées le 3 mai à 14:32 », without the day when it is `today`'s. */
export function arrivalWords(came: string, count: number, today = new Date()): string {
  const moment = new Date(came);
  const day =
    moment.toDateString() === today.toDateString()
      ? ""
      : ` le ${moment.toLocaleDateString("fr-FR", { day: "numeric", month: "long" })}`;
  const hour = moment.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  return `${plural(count, "personne entrée", "personnes entrées")}${day} à ${hour}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count}${NBSP}${count > 1 ? many : one}`;
}
