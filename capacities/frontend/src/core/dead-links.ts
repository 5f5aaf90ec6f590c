/* A link of Streamlit's pages is followed by its script, on the server: without network nothing at all
 * happens. The browser then follows it, and the service worker answers. */

import { siteAnswers } from "./return";

/** Its script has had time to go elsewhere, or to be seen at work. */
const LONG_MS = 1_500;
let watching = false;

export function followDeadLinks(): void {
  if (watching || globalThis.navigator?.serviceWorker === undefined) return;
  watching = true;
  document.addEventListener("click", (event) => void follow(event), true);
}

async function follow(event: MouseEvent): Promise<void> {
  const link = linkOf(event);
  if (link === null) return;
  const before = location.href;
  await new Promise((done) => setTimeout(done, LONG_MS));
  if (location.href !== before || (await siteAnswers())) return;
  if (location.href === before) location.assign(link);
}

/** The address of a plain click on a link of this site, that Streamlit's script follows itself. */
function linkOf({ target, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): string | null {
  if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey || !(target instanceof Element)) return null;
  const link = target.closest<HTMLAnchorElement>("a[href]");
  if (link === null || link.target === "_blank" || link.origin !== location.origin) return null;
  return link.href === location.href ? null : link.href;
}
