/* What the canvas will need, fetched while one types a pseudonym: the same files, asked for in the
 * same way, so that the browser finds them in its cache. */

/** What the server says that a canvas needs, the most needed first (web/opening.py). */
const LIST = "/assets/suite.json";
/** Over plain http a browser opens six connections: some stay free for whoever enters. */
const AT_ONCE = 4;

let begun = false;

interface Needed {
  base: string[];
  /** What each form needs besides. */
  formes: Record<string, string[]>;
}

/** Ask, once and quietly, for what a canvas of this form needs ("" when one comes to no canvas): what
 * fails is fetched again by the canvas itself. */
export async function fetchAhead(form: string): Promise<void> {
  if (begun || form === "" || sparing()) return;
  begun = true;
  try {
    const needed: Needed = await (await ask(LIST)).json();
    const left = [...needed.base, ...(needed.formes[form] ?? [])];
    await Promise.all(Array.from({ length: AT_ONCE }, () => oneAfterTheOther(left)));
  } catch {
    begun = false;
  }
}

async function oneAfterTheOther(left: string[]): Promise<void> {
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    await (await ask(next)).blob();
  }
}

const ask = (address: string): Promise<Response> => fetch(address, { priority: "low" });

/** Whoever asked the browser to spare data pays for what is fetched: then nothing is, in advance. */
function sparing(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
