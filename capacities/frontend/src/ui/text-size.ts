/** The size of text that the reader asked of the browser, for all that is under an element: `--px` is what a pixel of
 * our style sheets becomes for words (see vite.config.ts). */

const USUAL_PX = 16;
/** Beyond twice, nothing holds in a screen: the zoom of the browser does better. */
const MOST = 2;

/** How much larger than usual, for the size that the browser gives to plain text. */
export function growthOf(medium: string): number {
  const size = Number.parseFloat(medium);
  return Number.isFinite(size) && size > 0 ? Math.min(MOST, Math.max(0.75, size / USUAL_PX)) : 1;
}

export function followTextSize(host: HTMLElement): void {
  const before = host.style.fontSize;
  host.style.fontSize = "medium";
  const growth = growthOf(getComputedStyle(host).fontSize);
  host.style.fontSize = before;
  if (growth !== 1) host.style.setProperty("--px", `${growth}px`);
}
