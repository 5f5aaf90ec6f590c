/** Files that leave: fetched, so that a refusal is a sentence on the screen and not a broken file. */

const LATE_MS = 1_500;
const COMING = "Le fichier se prépare\u00a0: il arrivera dans vos téléchargements.";
export const NO_DOWNLOAD =
  "Le fichier n’est pas arrivé\u00a0: le serveur ne répond pas. Rien n’est perdu, réessayez dans un moment.";

/** Hand a file over to the browser. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  /* The download has been handed over to the browser by then. */
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Download what the server makes; `tell` is given what must be known when it is late or refused. */
export async function download(url: string, tell: (sentence: string) => void): Promise<void> {
  const late = window.setTimeout(() => tell(COMING), LATE_MS);
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.ok) save(await answer.blob(), nameIn(answer.headers.get("Content-Disposition")));
    else tell(await refusalIn(answer));
  } catch {
    tell(NO_DOWNLOAD);
  } finally {
    window.clearTimeout(late);
  }
}

async function refusalIn(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const said = (body as { erreur?: unknown } | null)?.erreur;
  return typeof said === "string" ? said : NO_DOWNLOAD;
}

function nameIn(disposition: string | null): string {
  const spelt = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return spelt === undefined ? "export" : decodeURIComponent(spelt);
}
