/** The projector: the whole canvas fitted to the screen, then one box after another. */

import type { ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import { useStore } from "../../ui/hooks";
import { Slides } from "../../ui/Slides";
import { useScreen } from "../../ui/screen";
import { Sums } from "./Box";
import { useStructure } from "./board";
import { Card } from "./Card";
import { Whole } from "./Whole";
import { boxWords } from "./words";

export function Present(): ReactElement {
  const { data, session } = useScreen();
  const { order } = useStructure();
  const sketch = data.sketch ?? null;
  const boxes = order.map((box) => boxWords(session, box));
  const titles = [data.template.title, ...boxes, ...(sketch === null ? [] : ["Croquis"])];
  return (
    <Slides titles={titles} slideOf={(card) => 1 + order.indexOf(session.card(card).get()?.zone ?? "")}>
      {(slide) => {
        if (sketch !== null && slide > order.length) return <SketchSlide {...sketch} />;
        const box = order[slide - 1];
        return box === undefined ? <Fitted /> : <Slide key={box} box={box} />;
      }}
    </Slides>
  );
}

const WIDTHS = [900, 1050, 1200, 1400, 1600, 1850, 2150];

/** Draw the sheet as large as it can be in the frame: the width that allows the largest scale
 * is kept (narrow makes tall, wide makes small), then the sheet takes all the room. */
function fit(frame: HTMLElement, sheet: HTMLElement): void {
  const { clientWidth, clientHeight } = frame;
  if (clientWidth === 0 || clientHeight === 0) return;
  let best = 0;
  sheet.removeAttribute("data-full");
  sheet.style.minHeight = "0";
  for (const width of WIDTHS) {
    sheet.style.width = `${width}px`;
    best = Math.max(best, Math.min(clientWidth / width, clientHeight / sheet.offsetHeight));
  }
  /* Below its true size it could not be read from the back of the room: boxes then scroll, and say what they hide. */
  sheet.toggleAttribute("data-full", best < 1);
  if (best < 1) {
    sheet.style.width = `${clientWidth}px`;
    sheet.style.minHeight = "";
    sheet.style.transform = "";
    return;
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

/** What was drawn beside the canvas: the sentence is read under the image, of which it is the alternative. */
function SketchSlide({ image, sentence }: { image: string; sentence: string }): ReactElement {
  return (
    <figure className="slide sketch">
      {image !== "" && <img src={image} alt={sentence} />}
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}

function Slide({ box }: { box: string }): ReactElement {
  const { session } = useScreen();
  const ids = useStore(session.zoneOrder(box));
  const size = ids.length <= 4 ? "few" : ids.length <= 8 ? "some" : "many";
  return (
    <div className={`slide ${size}`} tabIndex={0} role="group" aria-label={boxWords(session, box)}>
      <Sums box={box} className="slide-sum" />
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
