/** Asking the server to bring everybody to a canvas. */

const LOST = "Le serveur ne répond pas\u00a0: personne n’a peut-être été prévenu. Réessayez dans un moment.";
const PATIENCE_MS = 8_000;

/** Why it was refused, or null once everybody is told. `room` is `{dossier}/{canvas}`. */
export async function bring(room: string, card: string | null, ask = fetch): Promise<string | null> {
  try {
    const answer = await ask(`/amener/${room}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(card === null ? {} : { branche: card }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return null;
    const { erreur } = (await answer.json()) as { erreur?: unknown };
    return typeof erreur === "string" ? erreur : LOST;
  } catch {
    return LOST;
  }
}
