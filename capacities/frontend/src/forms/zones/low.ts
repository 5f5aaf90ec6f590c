/** Boxes that are low, or short of room for what they hold, put their « Ajouter » beside their title. Told by script and not by a container
 * query on the height: that one made the browser style every box again at each key (40 ms with
 * 500 post-its). */

import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";

const LOW_PX = 190;
/** What « Ajouter » takes under the post-its. */
const ADD_PX = 40;

function isLow(box: Element): boolean {
  const { clientHeight } = box;
  if (clientHeight < LOW_PX) return true;
  const head = box.querySelector(".box-head")?.clientHeight ?? 0;
  const cards = box.querySelector(".cards")?.scrollHeight ?? 0;
  return cards > 0 && head + cards + ADD_PX + 11 > clientHeight;
}

/* One observer for the page, made when first needed. */
let observer: ResizeObserver | null = null;

function watch(): ResizeObserver {
  observer ??= new ResizeObserver((entries) => {
    const boxes = new Set(entries.map(({ target }) => target.closest("[data-box], .box") ?? target));
    /* All are read before any is written: the page is laid out once. */
    const found = [...boxes].map((box) => ({ box, low: isLow(box) }));
    for (const { box, low } of found) box.toggleAttribute("data-low", low);
  });
  return observer;
}

/** Keep `data-low` on the element while it is less than a few post-its high, or full; `count` is how many. */
export function useLowBox(count: number): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const watched = [box, ...box.querySelectorAll(".cards")];
    for (const each of watched) watch().observe(each);
    return () => {
      for (const each of watched) watch().unobserve(each);
    };
  }, [count]);
  return ref;
}
