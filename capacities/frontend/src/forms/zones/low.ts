/** Low boxes put their « Ajouter » beside their title. Told by script and not by a container
 * query on the height: that one made the browser style every box again at each key (40 ms with
 * 500 post-its). */

import type { RefObject } from "react";
import { useLayoutEffect, useRef } from "react";

const LOW_PX = 190;

/* One observer for the page, made when first needed. */
let observer: ResizeObserver | null = null;

function watch(): ResizeObserver {
  observer ??= new ResizeObserver((entries) => {
    for (const { target } of entries) {
      target.toggleAttribute("data-low", target.clientHeight < LOW_PX);
    }
  });
  return observer;
}

/** Keep `data-low` on the element while it is less than a few post-its high. */
export function useLowBox(): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    watch().observe(box);
    return () => watch().unobserve(box);
  }, []);
  return ref;
}
