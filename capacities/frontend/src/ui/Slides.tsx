/** The projector: one slide after another, by keys, a remote control or buttons. */

import type { ReactElement, ReactNode } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Icon } from "./icons";
import { useProjected } from "./projected";
import { useScreen } from "./screen";

const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const BACKWARD = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);

/** The slide a key leads to, or null when the key is not for the presentation. */
export function slideAfter(key: string, slide: number, count: number): number | null {
  if (FORWARD.has(key)) return Math.min(slide + 1, count - 1);
  if (BACKWARD.has(key)) return Math.max(slide - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

interface SlidesProps {
  /** One per slide. */
  titles: readonly string[];
  /** Which one shows a card; -1 when none does. */
  slideOf?: (card: string) => number;
  /** Draws the slide shown. */
  children: (slide: number) => ReactNode;
}

export function Slides({ titles, slideOf, children }: SlidesProps): ReactElement {
  const { session, data, setView, whisper } = useScreen();
  const [slide, setSlide] = useState(0);
  const count = titles.length;
  const here = Math.min(slide, count - 1);
  const title = titles[here] ?? "";
  const turn = useRef<(card: string) => void>(() => undefined);
  turn.current = (card) => {
    const found = slideOf?.(card) ?? -1;
    if (found >= 0) setSlide(found);
  };
  useProjected(
    session,
    useCallback((card: string) => turn.current(card), []),
  );
  const leave = useCallback(() => {
    /* Undefined on an iPhone, which has no full screen. */
    if (document.fullscreenElement != null) void document.exitFullscreen();
    setView("canevas");
  }, [setView]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const onButton = event.composedPath()[0] instanceof HTMLButtonElement;
      if (onButton && (event.key === " " || event.key === "Enter")) return;
      if (event.key === "Escape") leave();
      const next = slideAfter(event.key, here, count);
      if (next === null) return;
      event.preventDefault();
      setSlide(next);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [here, count, leave]);
  useEffect(() => whisper(`${here + 1} sur ${count}\u00a0: ${title}`), [here, count, title, whisper]);
  return (
    <div className="present">
      <header className="present-head">
        <h1>{title}</h1>
        <p>
          {data.dossier.territory} · {data.dossier.title}
        </p>
      </header>
      {children(here)}
      <div className="present-bar" role="group" aria-label="Présentation">
        <button type="button" className="button" disabled={here === 0} onClick={() => setSlide(here - 1)}>
          <Icon name="left" />
          <span className="unseen">Précédent</span>
        </button>
        <span className="present-place">
          {here + 1} / {count}
        </span>
        <button type="button" className="button" disabled={here === count - 1} onClick={() => setSlide(here + 1)}>
          <Icon name="right" />
          <span className="unseen">Suivant</span>
        </button>
        {document.fullscreenEnabled && (
          <button type="button" className="button" onClick={() => void document.documentElement.requestFullscreen()}>
            <Icon name="full" /> Plein écran
          </button>
        )}
        <button type="button" className="button" onClick={leave}>
          <Icon name="close" /> Quitter la présentation
        </button>
      </div>
    </div>
  );
}
