/** One request about a vote, given up when it is too long without an answer. */

import type { BallotState } from "./types";

/** Without an answer within this time, an act is tried again (with the same `acte`). */
const PATIENCE_MS = 8_000;

type Answer<T> = { ok: true; status: number; body: T } | { ok: false; status: number; body: unknown };

/** null when nobody answered, or when it was stopped. */
export async function request<T = BallotState>(
  ask: typeof fetch,
  url: string,
  init: RequestInit,
  stop = new AbortController(),
): Promise<Answer<T> | null> {
  const late = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await ask(url, { ...init, signal: stop.signal });
    const { ok, status } = answer;
    const body: unknown = await answer.json();
    return ok ? { ok, status, body: body as T } : { ok, status, body };
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}
