/** What floats above the map: its layers, the zoom, the whole seen small, help. */

import type { MouseEvent, ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { useSelected } from "../../ui/hooks";
import type { Bounds, Box } from "../board/box";
import { Tool, ZoomTools } from "../board/ZoomTools";
import { KeysDialog } from "../panel/KeysDialog";
import { BackgroundTool } from "./Background";
import { CursorsTool } from "./Cursors";
import { useMap } from "./context";
import { boundsOf, boxIn } from "./room";

export function Layers(): ReactElement | null {
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

export function MapTools(): ReactElement {
  const { scene } = useMap();
  const [help, setHelp] = useState(false);
  return (
    <div className="map-over bottom">
      <span />
      <div className="map-corner">
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

const MINI = { width: 112, height: 70 };
/** Not worth a small map. */
const SPILL_PX = 40;

function within({ left, top, right, bottom }: Bounds, view: Box): boolean {
  return (
    left >= view.x - SPILL_PX &&
    top >= view.y - SPILL_PX &&
    right <= view.x + view.width + SPILL_PX &&
    bottom <= view.y + view.height + SPILL_PX
  );
}

/** The whole map small, and what one sees of it: a picture, moved by its own clicks. */
function MiniMap(): ReactElement {
  const { scene, ink, session } = useMap();
  const ref = useRef<HTMLCanvasElement>(null);
  const seen = useRef({ scale: 1, x: 0, y: 0 });
  useEffect(() => {
    let request = 0;
    const draw = () => {
      request = 0;
      const canvas = ref.current;
      const context = canvas?.getContext("2d");
      if (canvas == null || context == null) return;
      const frame = canvas.closest(".map")!;
      const { x, y, zoom } = scene.camera.get();
      const view = { x: -x / zoom, y: -y / zoom, width: frame.clientWidth / zoom, height: frame.clientHeight / zoom };
      const inked = ink.bounds();
      const things = [...scene.boxes.values(), ...(inked === null ? [] : [boxIn(inked)])];
      const content = boundsOf(things);
      const all = boundsOf([...things, view]);
      canvas.hidden = content === null || within(content, view);
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
    };
    const soon = () => {
      if (request === 0) request = requestAnimationFrame(draw);
    };
    const stops = [scene.camera.subscribe(soon), scene.onPlaced(soon), session.ink.subscribe(soon)];
    soon();
    return () => {
      cancelAnimationFrame(request);
      for (const stop of stops) stop();
    };
  }, [scene, ink, session]);
  const go = (event: MouseEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    const frame = canvas.closest(".map")!;
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
