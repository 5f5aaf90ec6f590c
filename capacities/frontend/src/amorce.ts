/* First script of Streamlit's pages, before its own: says at which address the server is, so that
 * nothing is tried to find it; and takes away what the page says while it opens. */

/** When one is told that it is the network that is slow. */
const SLOW_MS = 10_000;
const SLOW = " La connexion est lente\u00a0: gardez cette page ouverte.";

/** What Streamlit would ask for before opening its socket (its own switch for hosts). */
function sayWhereTheServerIs(): void {
  const told = document.querySelector<HTMLMetaElement>('meta[name="capacities-hote"]')?.content;
  if (told === undefined) return;
  const host: Record<string, unknown> = { ...JSON.parse(told), allowedOrigins: [location.origin] };
  Object.assign(window, { __streamlit: { BACKEND_BASE_URL: location.origin, HOST_CONFIG: host } });
}

const BLOCK = '[data-testid="stMainBlockContainer"]';
const REFUSALS = `${BLOCK} [data-testid="stAlert"], ${BLOCK} [data-testid="stException"]`;
const ELEMENTS = `${BLOCK} [data-testid="stElementContainer"]`;
/** The canvas takes the words away itself, once its style sheet is there (ui/opened.ts). */
const CANVAS = ".st-key-toile";

const seen = (element: Element): boolean => element.getBoundingClientRect().height > 0;

/** Whether the page shows something else than a canvas on its way. */
function drawn(): boolean {
  const wanted = document.querySelector(CANVAS) === null ? ELEMENTS : REFUSALS;
  return [...document.querySelectorAll(wanted)].some(seen);
}

function watchOpening(): void {
  const words = document.getElementById("ouverture");
  const root = document.getElementById("root");
  if (words === null || root === null) return;
  const slow = setTimeout(() => words.querySelector("p")?.append(SLOW), SLOW_MS);
  let asked = false;
  const look = (): void => {
    asked = false;
    if (words.isConnected && !drawn()) return;
    clearTimeout(slow);
    watching.disconnect();
    words.remove();
  };
  const watching = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(look);
  });
  watching.observe(document.body, { childList: true, subtree: true });
}

sayWhereTheServerIs();
watchOpening();

export {};
