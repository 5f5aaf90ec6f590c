/* Asking our routes, from pages that are not a canvas: an answer, or the sentence that says why not. */

/** `wait`: seconds after which the server lets one try again; 0 when it says none. */
export type Refused = { ok: false; sentence: string; again: boolean; wait: number };
export type Answer<T> = { ok: true; value: T } | Refused;

const NETWORK = "Le serveur ne répond pas. Vérifiez la connexion à internet, puis réessayez.";
const UNREADABLE = "Le serveur a répondu quelque chose d’inattendu. Réessayez dans un instant.";

export async function ask<T>(path: string, body: Record<string, string>): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { ok: false, sentence: NETWORK, again: true, wait: 0 };
  }
  try {
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: value as T };
    const { erreur } = value as { erreur?: unknown };
    const sentence = typeof erreur === "string" ? erreur : UNREADABLE;
    const wait = response.status === 429 ? Number(response.headers.get("Retry-After")) || 0 : 0;
    return { ok: false, sentence, again: response.status === 429 || response.status >= 500, wait };
  } catch {
    return { ok: false, sentence: UNREADABLE, again: true, wait: 0 };
  }
}

/* Entering a dossier changes the browser's cookie: one tab at a time, where the browser knows how
 * (not over plain http). */
export function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | null | undefined;
  return locks == null ? act() : locks.request("capacities-entrer", act);
}
