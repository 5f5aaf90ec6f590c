/** Arriving at one card of a canvas, by a link of another one: `#carte=…` is only ever read by the browser. */

import type { RefObject } from "react";
import { useEffect } from "react";
import type { CanvasSession } from "../core";
import type { FormModule } from "./form";
import type { Tell } from "./notice";

const KEY = "carte";
/** A card that another page has just added comes by the socket, a moment after the canvas. */
const WAIT_MS = 10_000;
const NOT_THERE = "Cette carte n’est pas sur le canevas\u00a0: elle est dans la corbeille, ou elle a été effacée.";

/** The address of a card, on another canvas of the same dossier. */
export function cardUrl(dossier: string, canvas: string, card: string): string {
  return `/canevas?${new URLSearchParams({ dossier, canevas: canvas })}#${new URLSearchParams({ [KEY]: card })}`;
}

/** The card that the address asks for, or null. */
export function askedCard(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get(KEY);
}

/** Once the canvas is there, take in hand the card that the address asks for, once. */
export function useArrival(
  root: RefObject<HTMLElement | null>,
  session: CanvasSession,
  form: FormModule | null,
  tell: Tell,
): void {
  useEffect(() => {
    if (form === null) return undefined;
    return arrive(session, tell, (id) => {
      form.goTo?.(session, id);
      /* Drawn by now, or at the next frame. */
      requestAnimationFrame(() => {
        const card = root.current?.querySelector(`[data-card="${CSS.escape(id)}"]`);
        card?.scrollIntoView({ block: "center", inline: "center" });
      });
    });
  }, [root, session, form, tell]);
}

/** Call `go` when the card asked for is there; what stops waiting for it. */
export function arrive(session: CanvasSession, tell: Tell, go: (id: string) => void): () => void {
  const id = askedCard(location.hash);
  if (id === null) return () => undefined;
  const card = session.card(id);
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const each of stops.splice(0)) each();
  };
  const look = (last = false) => {
    const there = session.saved.get().kind !== "loading" && card.get()?.deleted === false;
    if (!there && !last) return;
    stop();
    history.replaceState(history.state, "", location.pathname + location.search);
    if (there) go(id);
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
