/** The image behind the map, as it is seen: on the board, and told in the lists. */

import type { ReactElement } from "react";
import { memo, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { BackgroundView } from "../../core";
import { useStore } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { Tool } from "../board/ZoomTools";
import { BackgroundDialog } from "./BackgroundDialog";
import { askedImage, imageIn, imageUrl, imageWords, SIDE_PX } from "./background";
import { useMap } from "./context";

/** The first thing of the plane: all the rest is above it. */
export const MapBackground = memo(function MapBackground(): ReactElement {
  const { session, scene } = useMap();
  const editable = useEditable();
  const ref = useRef<HTMLDivElement>(null);
  const shown = useStore(session.background);
  useLayoutEffect(() => {
    scene.lay(shown);
    ref.current?.closest(".map")?.toggleAttribute("data-behind", shown !== null);
  }, [scene, shown]);
  useEffect(() => {
    const frame = ref.current?.closest<HTMLElement>(".map");
    if (!editable || frame == null) return undefined;
    const ask = (event: ClipboardEvent | DragEvent, data: DataTransfer | null) => {
      const file = imageIn(data);
      if (file === null) return;
      event.preventDefault();
      event.stopPropagation();
      askedImage(session).set({ file });
    };
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData?.getData("text/plain") === "") ask(event, event.clipboardData);
    };
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    };
    const drop = (event: DragEvent) => ask(event, event.dataTransfer);
    frame.addEventListener("paste", paste, true);
    frame.addEventListener("dragover", over);
    frame.addEventListener("drop", drop);
    return () => {
      frame.removeEventListener("paste", paste, true);
      frame.removeEventListener("dragover", over);
      frame.removeEventListener("drop", drop);
    };
  }, [editable, session]);
  return <div ref={ref}>{shown !== null && <Behind key={shown.image} shown={shown} />}</div>;
});

function Behind({ shown }: { shown: BackgroundView }): ReactElement {
  const { data } = useScreen();
  const { x, y, width, height, opacity } = shown;
  const [missing, onError] = useMissing();
  const place = { transform: `translate(${x}px, ${y}px)`, width, height };
  if (missing) {
    return (
      <div className="map-background missing" role="img" aria-label={imageWords(shown)} style={place}>
        <p>{imageWords(shown)}. Elle n’a pas pu être chargée.</p>
      </div>
    );
  }
  return (
    <img
      className="map-background"
      src={imageUrl(data, shown)}
      alt={imageWords(shown)}
      draggable={false}
      decoding="async"
      style={{ ...drawnOnce(shown), opacity }}
      onError={onError}
    />
  );
}

/** The browser draws it once, and then only moves and scales what it drew: twice as large as life, to be
 * smooth from afar and sharp from near, and no larger than it is kept. */
function drawnOnce({ x, y, width, height }: BackgroundView) {
  const scale = Math.max(0.5, Math.max(width, height) / SIDE_PX);
  return { transform: `translate(${x}px, ${y}px) scale(${scale})`, width: width / scale, height: height / scale };
}

/** Whether an image did not come; it is asked for again when the server is back. */
function useMissing(): [boolean, () => void] {
  const { saved } = useScreen().session;
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let was = saved.get().kind;
    return saved.subscribe(() => {
      const { kind } = saved.get();
      if (was === "offline" && kind !== was) setMissing(false);
      was = kind;
    });
  }, [saved]);
  return [missing, () => setMissing(true)];
}

/** Among the tools of the map, for who may change it. */
export function BackgroundTool(): ReactElement | null {
  const { session, scene } = useMap();
  const ref = useRef<HTMLSpanElement>(null);
  if (!useEditable()) return null;
  const look = () => {
    const frame = ref.current?.closest(".map-column")?.querySelector(".map");
    if (frame == null) return null;
    return { camera: scene.camera.get(), frame: { width: frame.clientWidth, height: frame.clientHeight } };
  };
  return (
    <span ref={ref} className="map-background-tool">
      <Tool label="Image de fond…" onClick={() => askedImage(session).set({ file: null })}>
        <Glyph path="M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9h.01" />
      </Tool>
      <Asked look={look} />
    </span>
  );
}

/** The dialog, when it is asked for. */
function Asked({ look }: Pick<Parameters<typeof BackgroundDialog>[0], "look">): ReactElement | null {
  const { session } = useScreen();
  const asked = useStore(askedImage(session));
  if (asked === null) return null;
  return <BackgroundDialog first={asked.file} look={look} onClose={() => askedImage(session).set(null)} />;
}

/** The same in the lists: shown small, and told. */
export function BackgroundSection(): ReactElement | null {
  const { session, data } = useScreen();
  const editable = useEditable();
  const shown = useStore(session.background);
  const titleId = useId();
  if (shown === null && !editable) return null;
  return (
    <section className="list-section" aria-labelledby={titleId} data-type="fond">
      <h2 id={titleId}>Image de fond</h2>
      {shown !== null && (
        <figure className="background-told">
          <img src={imageUrl(data, shown)} alt="" loading="lazy" />
          <figcaption>{shown.alt.trim() || "Personne n’a encore dit ce qu’elle montre."}</figcaption>
        </figure>
      )}
      {editable && (
        <button type="button" className="add" onClick={() => askedImage(session).set({ file: null })}>
          {shown === null ? "Mettre une image de fond…" : "Régler l’image de fond…"}
        </button>
      )}
      <Asked look={() => null} />
    </section>
  );
}
