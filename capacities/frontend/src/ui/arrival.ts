/** Arriving at one card of a canvas: by a link of another one, or brought by whoever facilitates. */

import type { RefObject } from "react";
import { useCallback, useEffect } from "react";
import type { CanvasSession } from "../core";
import type { FormModule } from "./form";
import type { Tell } from "./notice";
import { canvasUrl, SHOWN, TAKEN } from "./places";
import { project } from "./projected";
import type { View } from "./view";

/** A card that another page has just added comes by the socket, a moment after the canvas. */
const WAIT_MS = 10_000;
/** How long a card is pointed out. */
const POINTED_MS = 4_000;
const NOT_THERE = "Cette carte n’est pas sur le canevas\u00a0: elle est dans la corbeille, ou elle a été effacée.";

/** The address of a card, on another canvas of the same dossier. */
export function cardUrl(dossier: string, canvas: string, card: string): string {
  return `${canvasUrl(dossier, canvas)}#${new URLSearchParams({ [TAKEN]: card })}`;
}

interface Asked {
  id: string;
  /** It is shown, and not taken in hand. */
  shown: boolean;
}

/** The card that the address asks for, or null. */
export function askedCard(hash: string): Asked | null {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const [taken, shown] = [words.get(TAKEN), words.get(SHOWN)];
  if (taken !== null) return { id: taken, shown: false };
  return shown === null ? null : { id: shown, shown: true };
}

/** Bring a card into sight: taken in hand, or only pointed out. */
export function useShowCard(
  root: RefObject<HTMLElement | null>,
  session: CanvasSession,
  form: FormModule | null,
  view: View,
): (asked: Asked) => void {
  const projected = view === "presentation";
  return useCallback(
    ({ id, shown }: Asked) => {
      if (projected) project(session, id);
      const way = shown ? (form?.show ?? form?.goTo) : form?.goTo;
      way?.(session, id);
      /* Drawn by now, or at the next frame. */
      requestAnimationFrame(() => {
        const card = root.current?.querySelector(`[data-card="${CSS.escape(id)}"]`);
        card?.scrollIntoView({ block: "center", inline: "center" });
        if (!shown) return;
        if (card) pointOut(card);
        /* Whoever is shown something is not at work on it: forty names would hide it. */
        requestAnimationFrame(() => session.setPresence(null, false));
      });
    },
    [root, session, form, projected],
  );
}

function pointOut(card: Element): void {
  card.setAttribute("data-pointed", "");
  setTimeout(() => card.removeAttribute("data-pointed"), POINTED_MS);
}

/** Once the canvas is there, show the card that the address asks for, once. */
export function useArrival(
  show: (asked: Asked) => void,
  session: CanvasSession,
  form: FormModule | null,
  tell: Tell,
): void {
  useEffect(() => {
    return form === null ? undefined : arrive(session, tell, show);
  }, [show, session, form, tell]);
}

/** Call `go` when the card asked for is there; what stops waiting for it. */
export function arrive(session: CanvasSession, tell: Tell, go: (asked: Asked) => void): () => void {
  const asked = askedCard(location.hash);
  if (asked === null) return () => undefined;
  const card = session.card(asked.id);
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const each of stops.splice(0)) each();
  };
  const look = (last = false) => {
    const there = session.saved.get().kind !== "loading" && card.get()?.deleted === false;
    if (!there && !last) return;
    stop();
    history.replaceState(history.state, "", location.pathname + location.search);
    if (there) go(asked);
    else tell(NOT_THERE);
  };
  const timer = window.setTimeout(() => look(true), WAIT_MS);
  stops.push(
    () => window.clearTimeout(timer),
    card.subscribe(() => look()),
    session.saved.subscribe(() => look()),
  );
  look();
  return stop;
}
