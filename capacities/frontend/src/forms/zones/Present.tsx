/** The projector: the whole canvas fitted to the screen, then one box after another. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useScreen } from "../../ui/screen";
import { useStructure } from "./board";
import { Card } from "./Card";
import { factsOf } from "./template";
import type { Fact } from "../shared/template";
import { Whole } from "./Whole";
import { boxWords, sumWords } from "./words";

const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]);
const BACKWARD = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]);

/** The slide a key leads to, or null when the key is not for the presentation. */
export function slideAfter(key: string, slide: number, count: number): number | null {
  if (FORWARD.has(key)) return Math.min(slide + 1, count - 1);
  if (BACKWARD.has(key)) return Math.max(slide - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

export function Present(): ReactElement {
  const { data, session, setView, whisper } = useScreen();
  const { order } = useStructure();
  const [slide, setSlide] = useState(0);
  const count = order.length + 1;
  const here = Math.min(slide, count - 1);
  const box = here === 0 ? undefined : order[here - 1];
  const title = box === undefined ? data.template.title : boxWords(session, box);
  const leave = useCallback(() => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
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
      {box === undefined ? <Fitted /> : <Slide box={box} />}
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
        <button type="button" className="button" onClick={() => void document.documentElement.requestFullscreen()}>
          <Icon name="full" /> Plein écran
        </button>
        <button type="button" className="button" onClick={leave}>
          <Icon name="close" /> Quitter la présentation
        </button>
      </div>
    </div>
  );
}

const WIDTHS = [900, 1050, 1200, 1400, 1600, 1850, 2150];

/** Draw the sheet as large as it can be in the frame: the width that allows the largest scale
 * is kept (narrow makes tall, wide makes small), then the sheet takes all the room. */
function fit(frame: HTMLElement, sheet: HTMLElement): void {
  const { clientWidth, clientHeight } = frame;
  if (clientWidth === 0 || clientHeight === 0) return;
  let best = 0;
  sheet.style.minHeight = "0";
  for (const width of WIDTHS) {
    sheet.style.width = `${width}px`;
    best = Math.max(best, Math.min(clientWidth / width, clientHeight / sheet.offsetHeight));
  }
  sheet.style.width = `${clientWidth / best}px`;
  sheet.style.minHeight = `${clientHeight / best}px`;
  sheet.style.transform = `scale(${best})`;
}

/** The whole canvas on one screen, whatever it holds. */
function Fitted(): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = () => {
      if (frame.current !== null && sheet.current !== null) fit(frame.current, sheet.current);
    };
    const observer = new ResizeObserver(measure);
    if (frame.current !== null) observer.observe(frame.current);
    if (sheet.current !== null) observer.observe(sheet.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className="fitted">
      <div ref={sheet} className="fitted-sheet">
        <Whole />
      </div>
    </div>
  );
}

function Slide({ box }: { box: string }): ReactElement {
  const { session, data } = useScreen();
  const ids = useStore(session.zoneOrder(box));
  const sums = factsOf(data.template, box).filter((fact) => fact.field.total);
  const size = ids.length <= 4 ? "few" : ids.length <= 8 ? "some" : "many";
  return (
    <div className={`slide ${size}`} tabIndex={0} role="group" aria-label={boxWords(session, box)}>
      {sums.map((fact) => (
        <SlideSum key={fact.field.key} box={box} fact={fact} />
      ))}
      {ids.length === 0 ? (
        <p className="hint">Rien dans cette case pour l’instant.</p>
      ) : (
        <ul className="cards">
          {ids.map((id) => (
            <Card key={id} id={id} box={box} />
          ))}
        </ul>
      )}
    </div>
  );
}

function SlideSum({ box, fact }: { box: string; fact: Fact }): ReactElement | null {
  const { session } = useScreen();
  const words = sumWords(fact, useStore(session.totals(box, fact.field.key, fact.by?.key ?? null)));
  return words === "" ? null : <p className="slide-sum">{words}</p>;
}
