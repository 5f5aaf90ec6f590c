/** The foot of the map: its layers, what lies beyond, the whole seen small, the zoom, help; for the time one
 * draws, the pen instead of the layers and the search. Beside what it acts on, never over it. */

import type { MouseEvent, ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { getOrMake } from "../../core";
import { useSelected } from "../../ui/hooks";
import { Glyph, Icon } from "../../ui/icons";
import type { Bounds, Box } from "../board/box";
import { Tool, ZoomTools } from "../board/ZoomTools";
import { KeysDialog } from "../panel/KeysDialog";
import { BackgroundTool } from "./Background";
import { CursorsTool } from "./Cursors";
import type { MapContext } from "./context";
import { useMap } from "./context";
import { FindOnBoard } from "./FindOnMap";
import { InkBar } from "./InkBar";
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

/** On a phone the search, and the layers above it, are under the map: in sight, ready to be written in. */
function goToFind({ currentTarget }: MouseEvent<HTMLElement>): void {
  const foot = currentTarget.closest(".map-foot");
  const there = foot?.querySelector<HTMLElement>(".find input") ?? foot?.querySelector<HTMLElement>(".layers input");
  there?.focus({ preventScroll: true });
  there?.scrollIntoView({ block: "end" });
}

export function MapFoot(): ReactElement {
  const { scene, plan } = useMap();
  const [help, setHelp] = useState(false);
  return (
    <div className="map-foot">
      <Layers />
      <FindOnBoard />
      <InkBar />
      <Beyond />
      <MiniMap />
      <div className="map-tools" role="group" aria-label="Carte">
        <span className="to-find">
          <Tool label={plan.layers.length === 0 ? "Chercher" : "Chercher, choisir les couches"} onClick={goToFind}>
            <Icon name="search" />
          </Tool>
        </span>
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

/** What is on the map, measured once for each placing. */
const boundsKnown = new WeakMap<ReadonlyMap<string, Box>, { all: Bounds | null }>();

function contentOf({ scene: { boxes }, ink }: Pick<MapContext, "scene" | "ink">): Bounds | null {
  const { all } = getOrMake(boundsKnown, boxes, () => ({ all: boundsOf(boxes.values()) }));
  return boundsOf([all, ink.bounds()].flatMap((each) => (each === null ? [] : [boxIn(each)])));
}

/** Asked at most once a picture: `look` is given what one sees of the map, and what is on it. While a hand
 * moves things it waits. */
function useLook(look: (view: Box, content: Bounds | null) => void): void {
  const { scene, ink, session } = useMap();
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    let request = 0;
    const see = () => {
      request = 0;
      if (scene.moving) return;
      const { width, height } = scene.size;
      const { x, y, zoom } = scene.camera.get();
      const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      latest.current(view, contentOf({ scene, ink }));
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
  }, [scene, ink, session]);
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
  useLook((view, content) => setSides(beyondOf(view, content)));
  useEffect(() => {
    if (ref.current !== null) frameOf(ref.current).dataset["beyond"] = sides;
  }, [sides]);
  const go = (x: number, y: number) => {
    const { width, height } = scene.size;
    scene.pan(-x * width * TURN, -y * height * TURN);
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
  useLook((view, content) => {
    const canvas = ref.current;
    const context = canvas?.getContext("2d");
    if (canvas == null || context == null) return;
    const hidden = beyondOf(view, content) === "";
    if (canvas.hidden !== hidden) canvas.hidden = hidden;
    const all = content === null ? null : boundsOf([boxIn(content), view]);
    if (hidden || all === null) return;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.floor(MINI.width * ratio), Math.floor(MINI.height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.resetTransform();
    context.clearRect(0, 0, width, height);
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
    const { width, height } = scene.size;
    const { left, top } = canvas.getBoundingClientRect();
    const { scale, x, y } = seen.current;
    const at = { x: x + (event.clientX - left) / scale, y: y + (event.clientY - top) / scale };
    const { zoom } = scene.camera.get();
    scene.steer({ x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom });
  };
  return (
    <span className="mini" aria-hidden="true">
      <canvas ref={ref} className="mini-map" hidden onClick={go} />
    </span>
  );
}
