/* Where one's own edits are, as a pure state machine. "Enregistré" is never said too early.
 *
 * The server's message 100 says how many of the document messages sent on this connection
 * (sync step 2 and updates, in order) are durably committed. Everything is saved when:
 * this device's copy was read, the first sync is done, a sync step 2 was sent on this
 * connection (it carries whatever was typed while cut off), nothing was typed since that
 * could not be sent, and the count covers all that was sent. */

import type { SavedState } from "./types";

/** Connected and waiting for a commit longer than this, the server is said unable to commit. */
export const COMMIT_PATIENCE_MS = 5_000;

/** Closing code of a server that has too much of something for now. */
const TOO_MANY = 4429;

export interface Progress {
  /** This page only reads: it sends no document message, and waits for no confirmation. */
  reader: boolean;
  /** This device's copy was read, or there is none. */
  localRead: boolean;
  /** Edits survive closing the page. */
  keptHere: boolean;
  connected: boolean;
  /** The document was received once since the page opened. */
  everSynced: boolean;
  /** The document was received on this connection. */
  synced: boolean;
  step2Sent: boolean;
  sent: number;
  saved: number;
  /** Edits were made that no message of this connection carries yet. */
  unsent: boolean;
  /** Edits were made (here, or before a reload) and not all are known to be saved. */
  edited: boolean;
  /** Of so many things; 0 when it is not known. */
  waiting: number;
  /** When the oldest unconfirmed message was sent, or the last confirmation came. */
  waitingSince: number | null;
  /** Closing code of the last connection lost or not made (1006: the network's), else null. */
  cut: number | null;
  /** What the server said of that, in its own words. */
  reason: string;
  /** Attempts that failed since the page opened, as long as none succeeded. */
  failures: number;
  /** Closing code after which trying again is pointless, until a connection works again. */
  refused: number | null;
  /** The dossier was deleted for everyone. */
  deleted: boolean;
  /** One left the dossier in another tab. */
  left: boolean;
}

export type SavedEvent =
  | { type: "local-read"; keptHere: boolean; edited: boolean }
  | { type: "waiting"; count: number }
  | { type: "device-lost" }
  | { type: "deleted" }
  | { type: "left" }
  | { type: "opened" }
  | { type: "closed"; code: number; reason?: string }
  | { type: "sent"; message: "step2" | "update"; now: number }
  | { type: "saved"; count: number; now: number }
  | { type: "synced" }
  | { type: "edited"; carried: boolean };

export const START: Progress = {
  reader: false,
  localRead: false,
  keptHere: false,
  connected: false,
  everSynced: false,
  synced: false,
  step2Sent: false,
  sent: 0,
  saved: 0,
  unsent: false,
  edited: false,
  waiting: 0,
  waitingSince: null,
  cut: null,
  reason: "",
  failures: 0,
  refused: null,
  deleted: false,
  left: false,
};

/** The next state; the same object when nothing changed. */
export function step(state: Progress, event: SavedEvent): Progress {
  const next = advance(state, event);
  // An edit is told just before or just after the message that carries it is counted.
  return event.type === "edited" || next === state ? next : settle(next);
}

function advance(state: Progress, event: SavedEvent): Progress {
  switch (event.type) {
    case "local-read":
      return {
        ...state,
        localRead: true,
        keptHere: event.keptHere,
        edited: state.edited || event.edited,
      };
    case "waiting":
      return { ...state, waiting: event.count };
    case "device-lost":
      return { ...state, localRead: true, keptHere: false };
    case "deleted":
      return { ...state, keptHere: false, deleted: true };
    case "left": // what was not saved goes with the copy: whoever left was told of it
      return { ...state, connected: false, keptHere: false, edited: false, waiting: 0, refused: CLOSED, left: true };
    case "opened":
      // Counts start again; a step 2 of this connection will carry what the former one did not.
      return {
        ...state,
        connected: true,
        synced: false,
        step2Sent: false,
        sent: 0,
        saved: 0,
        waitingSince: null,
      };
    case "closed":
      return {
        ...state,
        connected: false,
        cut: event.code,
        reason: event.reason ?? "",
        failures: state.connected || state.everSynced ? 0 : state.failures + 1,
        refused: isFinal(event.code) ? event.code : state.refused,
      };
    case "sent":
      return {
        ...state,
        sent: state.sent + 1,
        step2Sent: state.step2Sent || event.message === "step2",
        unsent: event.message === "step2" ? false : state.unsent,
        waitingSince: state.waitingSince ?? event.now,
      };
    case "saved":
      // A count beyond what was sent, or going back, is no confirmation of anything more.
      if (event.count <= state.saved) return state;
      return { ...state, saved: Math.min(event.count, state.sent), waitingSince: event.now };
    case "synced":
      return { ...state, synced: true, everSynced: true, refused: null };
    case "edited":
      return { ...state, edited: true, unsent: state.unsent || !event.carried };
  }
}

function settle(state: Progress): Progress {
  if (state.sent === state.saved && state.waitingSince !== null) {
    state = { ...state, waitingSince: null };
  }
  return state.edited && isSaved(state) ? { ...state, edited: false, waiting: 0 } : state;
}

function isSaved(state: Progress): boolean {
  return (
    state.localRead &&
    state.connected &&
    state.synced &&
    (state.reader || state.step2Sent) &&
    !state.unsent &&
    state.sent === state.saved
  );
}

/** What to say now. `now` in the same clock as the events (any monotonic one). */
export function describe(state: Progress, now: number): SavedState {
  const kind = kindOf(state, now);
  const words = (state.reader ? READER_MESSAGES[kind] : undefined) ?? MESSAGES[kind];
  return {
    kind,
    pending: state.edited,
    keptHere: state.keptHere,
    waiting: state.edited ? state.waiting : 0,
    code: state.refused,
    deleted: state.deleted,
    left: state.left,
    heard: words({ ...state, waiting: 0 }),
    message: words(state),
  };
}

function kindOf(state: Progress, now: number): SavedState["kind"] {
  if (state.refused !== null) return "refused";
  if (!state.connected && state.cut === null) return "loading";
  if (!state.connected) return state.cut === TOO_MANY ? "waiting" : "offline";
  if (isSaved(state) && !state.edited) return "saved";
  if (state.waitingSince !== null && now - state.waitingSince >= COMMIT_PATIENCE_MS) {
    return "unsaved";
  }
  // What is shown since a cut (this device's copy, what is being typed) stays on the screen.
  return state.everSynced || state.cut !== null ? "saving" : "loading";
}

/** When `describe` may change by itself, or null. */
export function nextDeadline(state: Progress): number | null {
  return state.connected && state.waitingSince !== null ? state.waitingSince + COMMIT_PATIENCE_MS : null;
}

const MESSAGES: Record<SavedState["kind"], (state: Progress) => string> = {
  loading: () => "Ouverture du canevas…",
  saved: () => "Enregistré",
  saving: () => "Enregistrement…",
  offline: (state) => `${cutWords(state)} — ${whereKept(state)}`,
  waiting: (state) => `${cutWords(state)} — ${whereKept(state)}`,
  unsaved: (state) => `Non enregistré : le serveur n’arrive pas à enregistrer pour le moment — ${whereKept(state)}`,
  refused: (state) => (state.left ? LEFT : state.deleted ? DELETED : refusal(state.refused ?? 0, state.reason)),
};

function whereKept({ keptHere, edited, waiting }: Progress): string {
  const known = edited && waiting > 0;
  const words = known ? `${waiting}\u00a0modification${waiting > 1 ? "s" : ""} en attente` : "vos modifications";
  const s = waiting === 1 && known ? "" : "s";
  if (keptHere) return known ? `${words}, gardée${s} sur cet appareil` : `${words} sont gardées sur cet appareil`;
  return known
    ? `${words}, gardée${s} seulement dans cette page : ne la fermez pas`
    : `${words} ne sont gardées que dans cette page : ne la fermez pas`;
}

/** A page that came through HTTP but never gets a socket is behind a network that blocks it. */
const BLOCKED_AFTER = 4;

function cutWords({ cut, reason, failures }: Progress): string {
  if (cut === 1011) return "Le serveur n’arrive pas à ouvrir ce canevas, il réessaie";
  if (cut === TOO_MANY) {
    return /^[a-z0-9]/.test(reason)
      ? `Un nouvel essai est en cours : ${reason}`
      : "Le serveur reçoit trop de demandes pour le moment, un nouvel essai est en cours";
  }
  if (failures >= BLOCKED_AFTER) {
    return "Connexion impossible : votre réseau bloque peut-être les échanges en direct (WebSocket)";
  }
  return cut === 1013 ? "Le serveur est indisponible pour le moment" : "Hors ligne";
}

const READER_MESSAGES: Partial<typeof MESSAGES> = {
  saved: () => "À jour",
  offline: () => "Hors ligne — ce que vous lisez n’est plus mis à jour",
  waiting: (state) => `${cutWords(state)} — ce que vous lisez n’est plus mis à jour`,
};

const LEFT =
  "Vous avez quitté ce dossier dans un autre onglet\u00a0: la copie gardée sur cet appareil est effacée. " +
  "Pour revenir, rouvrez le lien que l’on vous a donné.";

const DELETED =
  "Ce dossier vient d’être supprimé pour tout le monde, et la copie gardée sur cet appareil est " +
  "effacée. Le texte reste lisible ici jusqu’à ce que vous fermiez la page : copiez ce que vous " +
  "voulez garder.";

/** What the server says of a message that is too large by itself (collab/endpoint.py). */
const LARGE_MESSAGE = "message trop grand";

/** The French sentence of a closing code, and of what the server said of it. */
export function refusal(code: number, reason = ""): string {
  switch (code) {
    case 4400:
      return "Cette page et le serveur ne se comprennent plus : copiez ce qui n’est pas enregistré, puis rechargez la page.";
    case 4401:
      return "Votre accès à ce dossier a été retiré ou a expiré. Le texte reste lisible ici ; pour continuer, demandez un nouveau lien.";
    case 4404:
      return "Ce canevas n’existe pas ou n’existe plus. Le texte reste lisible ici : copiez ce que vous voulez garder.";
    case 4413:
      return `${reason === LARGE_MESSAGE ? LARGE_COPY : FULL} Copiez ce que vous voulez garder, puis effacez la copie de cet appareil, où elles seront perdues, et revenez par le lien du dossier.`;
    default:
      return "Le serveur a fermé ce canevas. Le texte reste lisible ici.";
  }
}

const FULL =
  "Ce canevas, ou son dossier, est trop volumineux : vos dernières modifications ne peuvent pas être enregistrées.";
const LARGE_COPY =
  "Ce que cet appareil a gardé hors ligne est trop volumineux pour être envoyé en une fois : ces modifications ne sont pas enregistrées.";

/** No right in the dossier any more. */
const CLOSED = 4401;
const FINAL_CODES: ReadonlySet<number> = new Set([4400, 4401, 4404, 4413]);

/** Codes after which trying again is pointless. 4408, 4429 and 1012 pass with time. */
export function isFinal(code: number): boolean {
  return FINAL_CODES.has(code);
}
