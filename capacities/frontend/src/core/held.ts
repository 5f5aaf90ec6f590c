/* What the page without network says, for each reason and each address. */

import type { Reason } from "./offline";

export interface HeldWords {
  title: string;
  sentence: string;
  /** What of this very address must be said, "" when nothing. */
  more: string;
  /** Of a network that asks one to identify oneself first, "" when it cannot be the cause. */
  portal: string;
}

const PORTAL =
  "Si ce réseau demande de s’identifier (train, hôtel, salle de réunion), ouvrez d’abord sa page de connexion.";
const COMES_BACK = "celle que vous demandiez s’ouvrira d’elle-même dès que le site répondra.";

const WHY: Record<Reason, Pick<HeldWords, "title" | "sentence" | "portal">> = {
  cut: {
    title: "Hors ligne",
    sentence: `Le site ne répond pas depuis cet appareil. Laissez cette page ouverte\u00a0: ${COMES_BACK}`,
    portal: PORTAL,
  },
  slow: {
    title: "Le réseau est très lent",
    sentence: `La page demandée n’est pas encore arrivée. Laissez celle-ci ouverte\u00a0: ${COMES_BACK}`,
    portal: PORTAL,
  },
  gone: {
    title: "Le site est arrêté pour le moment",
    sentence: `Le réseau marche, mais le serveur ne répond plus. Laissez cette page ouverte\u00a0: ${COMES_BACK}`,
    portal: "",
  },
};

const HERE: Pick<HeldWords, "title" | "sentence" | "portal"> = {
  title: "Sans réseau",
  sentence: "Voici ce que l’on peut rouvrir sur cet appareil quand le réseau manque.",
  portal: "",
};

/** By the first part of the address. */
const OF_PATH: Readonly<Record<string, string>> = {
  entrer: "Votre code se donne au serveur\u00a0: gardez-le, ou gardez cette page ouverte.",
  vote: "Les gommettes sont comptées par le serveur\u00a0: celles que vous avez posées y sont gardées.",
  rejoindre: "Votre lien reste valable\u00a0: gardez-le, ou gardez cette page ouverte.",
  canevas:
    "Ce canevas n’est pas gardé sur cet appareil\u00a0: il n’y a pas été ouvert pour y écrire, ou c’était avant que le site ne sache le rouvrir sans réseau.",
  synthese: "La synthèse est faite par le serveur. Les canevas eux-mêmes se rouvrent ici.",
  partager: "Les liens de partage sont donnés par le serveur.",
  croquis: "Le croquis se dessine avec le serveur.",
  dossier: "La page du dossier est donnée par le serveur.",
  export:
    "Ce fichier est préparé par le serveur. Dans un canevas rouvert ici, le menu «\u00a0Importer, exporter\u00a0» donne un CSV fait sur cet appareil.",
};

/** `why`: null when the page was asked for by its own address. */
export function heldWords(why: Reason | null, path: string): HeldWords {
  if (why === null) return { ...HERE, more: "" };
  const [first = ""] = path.split("/").filter((part) => part !== "");
  return { ...WHY[why], more: OF_PATH[first] ?? "" };
}

/** « 3 modifications en attente », of a copy of this device. */
export function waitingWords({ edited, waiting }: { edited: boolean; waiting: number }): string {
  if (!edited) return "";
  if (waiting === 0) return "des modifications en attente";
  return waiting === 1 ? "1\u00a0modification en attente" : `${waiting}\u00a0modifications en attente`;
}

/** The room that an address opens, null when it opens no canvas or does not say which. */
export function roomOf({ pathname, search }: Pick<Location, "pathname" | "search">): string | null {
  if (pathname.replace(/\/$/, "") !== "/canevas") return null;
  const asked = new URLSearchParams(search);
  const [dossier, canvas] = [asked.get("dossier"), asked.get("canevas")];
  return dossier === null || canvas === null ? null : `${dossier}/${canvas}`;
}
