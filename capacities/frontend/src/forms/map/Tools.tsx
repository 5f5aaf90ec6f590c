/** The foot of the map: its layers, what lies beyond, the whole seen small, the zoom, help. Beside what it
 * acts on, never over it. */

import type { MouseEvent, ReactElement, RefObject } from "react";
import { useEffect, useRef, useState } from "react";
import { useSelected } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import type { Bounds, Box } from "../board/box";
import { Tool, ZoomTools } from "../board/ZoomTools";
import { KeysDialog } from "../panel/KeysDialog";
import { BackgroundTool } from "./Background";
import { CursorsTool } from "./Cursors";
import { useMap } from "./context";
import { FindOnBoard } from "./FindOnMap";
import { boundsOf, boxIn } from "./room";

function Layers(): ReactElement | null {
  const { viewer, plan } = useMap();
  const hidden = useSelected(viewer, (now) => now.hidden);
  if (plan.layers.length === 0) return null;
  return (
    <div className="layers" role="group" aria-label="Couches montrées">
      {plan.layers.map(({ key, title, sign }) => (
        <label key={key} className="layer">
          <input type="checkbox" checked={!hidden.has(key)} onChange={() => viewer.flipLayer(key)} />
          {sign !== "" && <span aria-hidden="true">{sign}</span>} {title}
        </label>
      ))}
    </div>
  );
}

export function MapFoot(): ReactElement {
  const { scene } = useMap();
  const [help, setHelp] = useState(false);
  return (
    <div className="map-foot">
      <Layers />
      <FindOnBoard />
      <Beyond />
      <MiniMap />
      <div className="map-tools" role="group" aria-label="Carte">
        <ZoomTools board={scene} />
        <BackgroundTool />
        <span className="map-sep" />
        <CursorsTool />
        <Tool label="Les touches de la carte" onClick={() => setHelp(true)}>
          ?
        </Tool>
        {help && <KeysDialog title="Les touches de la carte" groups={KEYS} onClose={() => setHelp(false)} />}
      </div>
    </div>
  );
}

const KEYS = [
  {
    title: "Sur un élément",
    keys: [
      ["Entrée, F2, une lettre", "Écrire"],
      ["Flèches", "Déplacer (Maj\u00a0: finement)"],
      ["Ctrl + flèches", "Aller à l’élément voisin"],
      ["Ctrl + K", "Relier à…"],
      ["Maj + F10", "Toutes les actions"],
      ["Ctrl + I", "Détails"],
      ["Ctrl + D", "Dupliquer"],
      ["Suppr", "Supprimer"],
    ],
  },
  {
    title: "Sur la carte",
    keys: [
      ["Tab", "Élément suivant"],
      ["Échap", "Quitter la carte pour ses outils"],
      ["Ctrl + F", "Chercher"],
      ["Ctrl + A", "Tout sélectionner"],
      ["Maj + glisser", "Entourer plusieurs éléments"],
      ["Maj + clic", "Ajouter à la sélection"],
      ["P", "Crayon (Échap pour finir)"],
      ["+ − 0", "Agrandir, réduire, tout voir"],
      ["Ctrl + Z, Ctrl + Y", "Annuler, rétablir"],
    ],
  },
] as const;

const MINI = { width: 84, height: 40 };
/** Not worth a word. */
const SPILL_PX = 10;

function frameOf(beside: Element): HTMLElement {
  return beside.closest(".map-column")!.querySelector<HTMLElement>(".map")!;
}

/** Asked at most once a picture: `look` is given what one sees of the map, and what is on it. */
function useLook(ref: RefObject<Element | null>, look: (view: Box, content: Bounds | null) => void): void {
  const { scene, ink, session } = useMap();
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let request = 0;
    const see = () => {
      request = 0;
      if (ref.current === null) return;
      const { clientWidth, clientHeight } = frameOf(ref.current);
      const { x, y, zoom } = scene.camera.get();
      const view = { x: -x / zoom, y: -y / zoom, width: clientWidth / zoom, height: clientHeight / zoom };
      const inked = ink.bounds();
      latest.current(view, boundsOf([...scene.boxes.values(), ...(inked === null ? [] : [boxIn(inked)])]));
    };
    const soon = () => {
      if (request === 0) request = requestAnimationFrame(see);
    };
    const stops = [scene.camera.subscribe(soon), scene.onPlaced(soon), session.ink.subscribe(soon)];
    soon();
    return () => {
      cancelAnimationFrame(request);
      for (const stop of stops) stop();
    };
  }, [ref, scene, ink, session]);
}

const WAYS = [
  { key: "left", title: "à gauche", path: "M19 12H5m6-6-6 6 6 6", x: -1, y: 0 },
  { key: "top", title: "en haut", path: "M12 19V5m-6 6 6-6 6 6", x: 0, y: -1 },
  { key: "bottom", title: "en bas", path: "M12 5v14m-6-6 6 6 6-6", x: 0, y: 1 },
  { key: "right", title: "à droite", path: "M5 12h14m-6-6 6 6-6 6", x: 1, y: 0 },
] as const;
/** Of what one sees, how much makes way for what comes. */
const TURN = 0.7;

function beyondOf({ x, y, width, height }: Box, content: Bounds | null): string {
  if (content === null) return "";
  const out = {
    left: content.left < x - SPILL_PX,
    top: content.top < y - SPILL_PX,
    bottom: content.bottom > y + height + SPILL_PX,
    right: content.right > x + width + SPILL_PX,
  };
  return WAYS.flatMap(({ key }) => (out[key] ? [key] : [])).join(" ");
}

/** Where there is more than what one sees, and the way to it. */
function Beyond(): ReactElement {
  const { scene } = useMap();
  const ref = useRef<HTMLDivElement>(null);
  const [sides, setSides] = useState("");
  useLook(ref, (view, content) => {
    const now = beyondOf(view, content);
    if (ref.current !== null) frameOf(ref.current).dataset["beyond"] = now;
    setSides(now);
  });
  const go = (x: number, y: number) => {
    if (ref.current === null) return;
    const { clientWidth, clientHeight } = frameOf(ref.current);
    scene.pan(-x * clientWidth * TURN, -y * clientHeight * TURN);
  };
  return (
    <div ref={ref} className="beyond" role="group" aria-label="La suite de la carte">
      {sides !== "" && <span className="beyond-words">La carte continue</span>}
      {WAYS.filter(({ key }) => sides.split(" ").includes(key)).map(({ key, title, path, x, y }) => (
        <Tool key={key} label={`Voir la suite ${title}`} onClick={() => go(x, y)}>
          <Glyph path={path} />
        </Tool>
      ))}
    </div>
  );
}

/** The whole map small, and what one sees of it: a picture, moved by its own clicks. */
function MiniMap(): ReactElement {
  const { scene, ink } = useMap();
  const ref = useRef<HTMLCanvasElement>(null);
  const seen = useRef({ scale: 1, x: 0, y: 0 });
  useLook(ref, (view, content) => {
    const canvas = ref.current;
    const context = canvas?.getContext("2d");
    if (canvas == null || context == null) return;
    canvas.hidden = beyondOf(view, content) === "";
    const all = content === null ? null : boundsOf([boxIn(content), view]);
    if (canvas.hidden || all === null) return;
    const ratio = window.devicePixelRatio;
    canvas.width = MINI.width * ratio;
    canvas.height = MINI.height * ratio;
    const scale = Math.min(MINI.width / (all.right - all.left), MINI.height / (all.bottom - all.top));
    seen.current = { scale, x: all.left, y: all.top };
    context.setTransform(ratio * scale, 0, 0, ratio * scale, -all.left * ratio * scale, -all.top * ratio * scale);
    context.fillStyle = "#8b8779";
    for (const box of scene.boxes.values()) context.fillRect(box.x, box.y, box.width, box.height);
    context.strokeStyle = "#55616b";
    context.lineWidth = 1 / scale;
    context.stroke(ink.mini());
    context.strokeStyle = "#0b5d66";
    context.lineWidth = 1.5 / scale;
    context.strokeRect(view.x, view.y, view.width, view.height);
  });
  const go = (event: MouseEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    const frame = frameOf(canvas);
    const { left, top } = canvas.getBoundingClientRect();
    const { scale, x, y } = seen.current;
    const at = { x: x + (event.clientX - left) / scale, y: y + (event.clientY - top) / scale };
    const { zoom } = scene.camera.get();
    scene.steer({ x: frame.clientWidth / 2 - at.x * zoom, y: frame.clientHeight / 2 - at.y * zoom, zoom });
  };
  return (
    <span className="mini" aria-hidden="true">
      <canvas ref={ref} className="mini-map" hidden onClick={go} />
    </span>
  );
}
