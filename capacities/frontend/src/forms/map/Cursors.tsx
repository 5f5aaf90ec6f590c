/** Where the others point on the map: drawn without React, each moved by its transform alone. */

import type { ReactElement } from "react";
import { useEffect, useRef } from "react";
import type { CanvasSession } from "../../core";
import { value } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import { keep, readKept } from "../../ui/kept";
import { useMap } from "./context";
import type { MapScene } from "./scene";
import { tenth } from "./shapes";

const SVG = "http://www.w3.org/2000/svg";
const ARROW = "M2 2v15l4-3.4 2.9 5.9 2.7-1.3-2.9-5.8 5.3-.5z";
const KEPT = "capacities-curseurs";
const HIDDEN = "caches";

/** Whether this person wants to see them, on this device. */
const wanted = value(readKept("localStorage", KEPT) !== HIDDEN);

export function Cursors(): ReactElement {
  const { session, scene } = useMap();
  const layer = useRef<HTMLDivElement>(null);
  const shown = useStore(wanted);
  useEffect(() => {
    const frame = layer.current?.closest<HTMLElement>(".map");
    return frame == null ? undefined : tellMine(session, scene, frame);
  }, [scene, session]);
  useEffect(
    () => (layer.current === null || !shown ? undefined : drawOthers(session, scene, layer.current)),
    [scene, session, shown],
  );
  return <div ref={layer} className="cursors" aria-hidden="true" />;
}

/** Shows or hides them. */
export function CursorsTool(): ReactElement | null {
  const { session } = useMap();
  const others = useSelected(session.people, (people) => people.some(({ self }) => !self));
  const shown = useStore(wanted);
  if (!others) return null;
  const label = `${shown ? "Cacher" : "Montrer"} les curseurs des autres`;
  const flip = () => {
    keep("localStorage", KEPT, shown ? HIDDEN : null);
    wanted.set(!shown);
  };
  return (
    <button type="button" className="map-tool" aria-label={label} title={label} onClick={flip}>
      <Glyph path={shown ? "M6 4l12 7-5.5 1.5L10 18z" : "M6 4l12 7-5.5 1.5L10 18zM4 20 20 4"} />
    </button>
  );
}

/** A finger leaves when it is lifted. */
function tellMine(session: CanvasSession, scene: MapScene, frame: HTMLElement): () => void {
  let at: { x: number; y: number } | null = null;
  const where = () => (at === null ? null : scene.pointAt(at.x, at.y));
  const onMove = ({ clientX: x, clientY: y }: PointerEvent) => {
    at = { x, y };
    session.point(where);
  };
  const onLeave = () => {
    at = null;
    session.point(null);
  };
  frame.addEventListener("pointermove", onMove);
  frame.addEventListener("pointerleave", onLeave);
  /* The map moves under the pointer. */
  const stop = scene.camera.subscribe(() => {
    if (at !== null) session.point(where);
  });
  return () => {
    frame.removeEventListener("pointermove", onMove);
    frame.removeEventListener("pointerleave", onLeave);
    stop();
    onLeave();
  };
}

function drawOthers(session: CanvasSession, scene: MapScene, layer: HTMLElement): () => void {
  const drawn = new Map<number, HTMLElement>();
  let zoom = 0;
  /* They keep their size when the map is drawn small. */
  const scale = () => {
    const now = scene.camera.get().zoom;
    if (now !== zoom) layer.style.setProperty("--unzoom", String(1 / now));
    zoom = now;
  };
  const draw = () => {
    const gone = new Map(drawn);
    for (const cursor of session.cursors.get()) {
      const { clientId, x, y, name, color } = cursor;
      const known = gone.get(clientId);
      gone.delete(clientId);
      const element = known ?? makeCursor();
      const place = `translate(${tenth(x)}px, ${tenth(y)}px)`;
      if (element.style.transform !== place) element.style.transform = place;
      const label = element.lastElementChild!;
      if (label.textContent !== name) label.textContent = name;
      element.style.setProperty("--who", color);
      if (known !== undefined) continue;
      drawn.set(clientId, element);
      layer.append(element);
    }
    for (const [clientId, element] of gone) {
      element.remove();
      drawn.delete(clientId);
    }
  };
  scale();
  draw();
  const stops = [scene.camera.subscribe(scale), session.cursors.subscribe(draw)];
  return () => {
    for (const stop of stops) stop();
    layer.replaceChildren();
  };
}

function makeCursor(): HTMLElement {
  const element = document.createElement("div");
  element.className = "cursor";
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("viewBox", "0 0 16 22");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ARROW);
  arrow.append(path);
  element.append(arrow, document.createElement("span"));
  return element;
}
