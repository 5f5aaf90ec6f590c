/** What the page says while it opens (web/opening.py) goes once the canvas can be seen. */

const WORDS = "ouverture";

/** Wait until the style sheet shows ``host``, then take the words away. */
export function tellOpened(host: HTMLElement): void {
  const look = (): void => {
    const words = document.getElementById(WORDS);
    if (words === null || !host.isConnected) return;
    if (getComputedStyle(host).visibility === "visible") words.remove();
    else requestAnimationFrame(look);
  };
  look();
}
