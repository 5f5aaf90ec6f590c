/** How wide the parts of the bar are: those that it may have to fold are measured before they are drawn. */

/** Both sides of an entrance, and what parts it from the next. */
const PADDING = 22;
const GAP = 16;
/** « Plus », its sign and its sides. */
const MENU = 96;
/** Where nothing measures text (a test). */
const LETTER = 7.4;
/** The brand, what is at the end: what they take where nothing is laid out. */
const BRAND = 90;
const END = 320;
/** Leaving, and what parts it from the rest. It is there only beside entrances: whether they fit may not depend on it,
 * or each way of folding would call for the other. */
const LEAVE = 58;
/** The saved state and a few people, who come and go: their room is kept on pages that show none, or the same dossier
 * would have other entrances from page to page. */
const SAVED = 96;
const PEOPLE = 86;
/** Fonts come late, and not everywhere the same: better a little room left than a word cut. */
const SPARE = 12;

interface Measured {
  widths: number[];
  menu: number;
  /** What is left for the entrances. */
  kept: number;
}

/** `name` is the text of what names the dossier, which keeps `least` pixels at most. */
export function measured(
  bar: HTMLElement,
  end: HTMLElement | null,
  titles: readonly string[],
  name: string,
  least: number,
): Measured {
  const laidOut = bar.clientWidth > 0;
  const width = laidOut ? bar.clientWidth : window.innerWidth;
  const style = getComputedStyle(bar);
  const sides = (Number.parseFloat(style.paddingLeft) || 0) + (Number.parseFloat(style.paddingRight) || 0);
  const wide = ruler(`${style.fontSize || "14px"} ${style.fontFamily || "sans-serif"}`);
  const brand = laidOut ? (bar.querySelector<HTMLElement>(".brand")?.offsetWidth ?? 0) : BRAND;
  const others = brand + Math.min(wide(name), least) + (laidOut ? endWidth(end, name !== "") : END);
  return {
    widths: titles.map((title) => wide(title) + PADDING),
    menu: MENU,
    kept: width - sides - others - 3 * GAP - SPARE,
  };
}

function endWidth(end: HTMLElement | null, steady: boolean): number {
  if (end === null) return 0;
  const leave = end.querySelector<HTMLElement>(":scope > .leave");
  const others = [...end.children].filter((each) => each !== leave);
  const gap = Number.parseFloat(getComputedStyle(end).columnGap) || 0;
  const left = leave === null ? 0 : leave.offsetWidth + (others.length > 0 ? gap : 0);
  const missing = (part: string, usual: number) => {
    const there = end.querySelector<HTMLElement>(`:scope > ${part}`);
    return there === null ? usual + gap : Math.max(0, usual - there.offsetWidth);
  };
  const usual = steady ? missing(".saved", SAVED) + missing(".people", PEOPLE) : 0;
  return end.offsetWidth - left + LEAVE + usual;
}

let pen: CanvasRenderingContext2D | null | undefined;

function ruler(font: string): (text: string) => number {
  pen ??= document.createElement("canvas").getContext?.("2d") ?? null;
  const drawn = pen;
  if (drawn === null || typeof drawn.measureText !== "function") return (text) => text.length * LETTER;
  /* The weight of the current one, which is the widest. */
  drawn.font = `650 ${font}`;
  return (text) => Math.ceil(drawn.measureText(text).width);
}
