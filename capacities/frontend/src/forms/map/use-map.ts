/** What the things drawn in one view of the map share, and what is open over it. */

import { useMemo, useRef, useState } from "react";
import { value } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Asked, MapContext, OpenMenu } from "./context";
import { makeHands } from "./hands";
import { InkScene } from "./ink-scene";
import { planOf } from "./plan";
import { MapScene } from "./scene";
import { viewerOf } from "./viewer";
import { wordsSizes } from "./words";

interface Opened {
  map: MapContext;
  menu: OpenMenu | null;
  setMenu: (menu: OpenMenu | null) => void;
  asked: Asked | null;
  setAsked: (asked: Asked | null) => void;
  leftOut: string;
  setLeftOut: (text: string) => void;
}

/** `elementOf`: what draws a record in this view, and takes the focus for it. */
export function useMapContext(elementOf: (id: string) => HTMLElement | null): Opened {
  const { session, data, tell, whisper } = useScreen();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [leftOut, setLeftOut] = useState("");
  const found = useRef(elementOf);
  found.current = elementOf;
  const map = useMemo<MapContext>(() => {
    const viewer = viewerOf(session);
    const plan = planOf(data.template);
    const ink = new InkScene(session, viewer, () => scene.inked());
    const scene = new MapScene({
      plan,
      endsOf: (id) => session.edge(id).get(),
      wordsOf: wordsSizes(session, plan),
      held: () => viewer.get().editing ?? viewer.get().selected.at(-1) ?? null,
      late: data.template.dots !== null,
      drawn: () => ink.bounds(),
    });
    return {
      session,
      viewer,
      scene,
      ink,
      plan,
      hands: makeHands(session, { tell, whisper, leftOut: setLeftOut }, () => scene.boxes),
      hovered: value<string | null>(null),
      press: { touch: false, only: null },
      openMenu: setMenu,
      ask: setAsked,
      focus: (id) => {
        found.current(id)?.focus({ preventScroll: true });
        if (session.stroke(id).get() === null) scene.reveal(id);
      },
    };
  }, [data.template, session, tell, whisper]);
  return { map, menu, setMenu, asked, setAsked, leftOut, setLeftOut };
}
