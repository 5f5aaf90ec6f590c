/** Putting an image behind the map, for all; fading it, replacing it, taking it away. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { BackgroundView, SavedKind } from "../../core";
import { Dialog, Refused } from "../../ui/Dialog";
import { useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import type { Box, Size } from "../board/box";
import type { Camera } from "../board/zoom";
import { quoted } from "../shared/words";
import { ACCEPTED, fitted, imageUrl, imageWords, OPACITY, seenBy, sendImage } from "./background";
import { graphOf } from "./graph";
import { boundsOf } from "./room";

interface BackgroundDialogProps {
  /** An image that was pasted or dropped. */
  first: File | null;
  /** What one sees of the board; null where there is none. */
  look: () => { camera: Camera; frame: Size } | null;
  onClose: () => void;
}

/** While one is not connected, the image is there and the others do not know. */
const CUT: ReadonlySet<SavedKind> = new Set(["offline", "waiting"]);
const LATER = "\u00a0: les autres la verront quand la connexion sera revenue.";

/** Where nobody looks at the board, and nothing is on it. */
const SOMEWHERE: Box = { x: 0, y: 0, width: 1_200, height: 800 };

export function BackgroundDialog({ first, look, onClose }: BackgroundDialogProps): ReactElement {
  const { session, data, tell, whisper } = useScreen();
  const { setBackground } = session.actions;
  const { map_reach: reach } = data.template.limits;
  const shown = useStore(session.background);
  const [chosen, setChosen] = useState<File | null>(first);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const here = useRef(true);
  const closer = useRef<HTMLButtonElement>(null);
  /** Of the field of the file, which keeps what it was given. */
  const [turn, setTurn] = useState(0);
  useEffect(() => () => void (here.current = false), []);

  const choose = (file: File | undefined) => {
    setRefusal("");
    setChosen(file ?? null);
  };
  /** What had the focus goes away: it is given to what stays. */
  const back = () => {
    flushSync(() => {
      choose(undefined);
      setTurn(turn + 1);
    });
    closer.current?.focus();
  };
  const put = async (file: File) => {
    setRefusal("");
    setBusy(true);
    const sent = await sendImage(data.urls.background, file);
    /* Whoever closed the window meanwhile asked for it all the same. */
    const say = here.current ? { refusal: setRefusal, done: whisper } : { refusal: tell, done: tell };
    if (here.current) setBusy(false);
    if (typeof sent === "string") return say.refusal(sent);
    const before = session.background.get();
    const place = fitted(sent, before ?? viewed() ?? aroundAll(session), reach);
    setBackground({ image: sent.image, ...place, opacity: before?.opacity ?? OPACITY, alt: "" });
    if (session.background.get()?.image !== sent.image) return;
    if (here.current) back();
    say.done(`Image posée derrière la carte${CUT.has(session.saved.get().kind) ? LATER : ", pour tout le monde."}`);
  };
  const viewed = () => {
    const seen = look();
    return seen === null ? null : seenBy(seen.camera, seen.frame);
  };
  const remove = () => {
    const before = session.background.get();
    setBackground(null);
    onClose();
    if (before === null) return;
    const run = () => {
      if (session.background.get() === null) setBackground(before);
      else tell("Une autre image a été posée depuis\u00a0: elle reste.");
    };
    tell({ sentence: "Image de fond retirée.", action: { title: "Annuler", run } });
  };
  const settle = (view: BackgroundView) => {
    const seen = viewed();
    if (seen === null) return;
    setBackground(fitted(view, seen, reach));
    onClose();
  };
  return (
    <Dialog title="Image de fond" onClose={onClose}>
      {chosen !== null && <Chosen file={chosen} />}
      {chosen === null && shown !== null && <Shown key={shown.image} shown={shown} />}
      {chosen === null && shown === null && (
        <p>Un plan numérisé, la photo du dessin fait sur papier… Elle se place derrière tout le reste.</p>
      )}
      <label className="file">
        <span>{shown === null ? "Choisir une image (PNG ou JPEG)" : "Remplacer par une autre (PNG ou JPEG)"}</span>
        <input
          key={turn}
          type="file"
          accept={ACCEPTED}
          disabled={busy}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </label>
      <p className="hint">Toutes les personnes qui ont un lien la voient&nbsp;: ni visage, ni nom d’habitant.</p>
      <p role="status">{busy ? "Envoi de l’image…" : ""}</p>
      <Refused why={refusal} />
      <div className="dialog-actions">
        {chosen === null && shown !== null && (
          <>
            <button type="button" className="button" onClick={remove}>
              Retirer
            </button>
            {look() !== null && (
              <button type="button" className="button" onClick={() => settle(shown)}>
                Recaler sur la vue
              </button>
            )}
          </>
        )}
        {chosen === null ? (
          <button ref={closer} type="button" className="button" onClick={onClose}>
            Fermer
          </button>
        ) : (
          <>
            <button type="button" className="button" disabled={busy} onClick={back}>
              Annuler
            </button>
            <button type="button" className="button primary" disabled={busy} onClick={() => void put(chosen)}>
              {shown === null ? "Mettre derrière la carte" : "Remplacer"}
            </button>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Chosen on this device: nobody else sees it yet. */
function Chosen({ file }: { file: File }): ReactElement {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img className="background-preview" src={url} alt={`Aperçu de ${quoted(file.name)}`} />;
}

/** What may be changed of the image that all see. */
function Shown({ shown }: { shown: BackgroundView }): ReactElement {
  const { session, data } = useScreen();
  const { setBackground } = session.actions;
  const [fade, setFade] = useState(() => Math.round((1 - shown.opacity) * 100));
  const [alt, setAlt] = useState(shown.alt);
  const written = useRef({ fade, alt });
  /* What one has in hand is written once let go, or left. */
  const write = useRef<() => void>(() => undefined);
  write.current = () => {
    if (fade !== written.current.fade) setBackground({ opacity: 1 - fade / 100 });
    if (alt.trim() !== written.current.alt.trim()) setBackground({ alt: alt.trim() });
    written.current = { fade, alt };
  };
  useEffect(() => () => write.current(), []);
  const done = () => write.current();
  return (
    <>
      <img
        className="background-preview"
        src={imageUrl(data, shown)}
        alt={imageWords(shown)}
        style={{ opacity: 1 - fade / 100, ...roomOf(shown) }}
      />
      <label className="background-field">
        <span>Estompée, {fade}&nbsp;%</span>
        <input
          type="range"
          min={0}
          max={90}
          step={5}
          value={fade}
          onChange={(event) => setFade(Number(event.target.value))}
          onPointerUp={done}
          onKeyUp={done}
          onBlur={done}
        />
      </label>
      <label className="background-field">
        <span>Ce que montre l’image</span>
        <textarea
          rows={2}
          maxLength={data.template.limits.field_text_chars}
          value={alt}
          onChange={(event) => setAlt(event.target.value)}
          onBlur={done}
        />
        <small>Pour qui ne la voit pas, et dans les listes.</small>
      </label>
    </>
  );
}

/** Its room is known before it comes: the buttons under it do not move. */
function roomOf({ width, height }: Size) {
  return { aspectRatio: `${width} / ${height}`, width: `calc(min(300px, 26dvh) * ${width / height})` };
}

function aroundAll(session: Parameters<typeof graphOf>[0]): Box {
  const graph = graphOf(session).get();
  const { map_reach: reach } = session.data.template.limits;
  const bounds = boundsOf(
    graph.elements.flatMap((id) => {
      const { x, y } = graph.places.get(id) ?? { x: null, y: null };
      const near = x !== null && y !== null && Math.max(Math.abs(x), Math.abs(y)) <= reach;
      return near ? [{ x, y, width: 160, height: 90 }] : [];
    }),
  );
  if (bounds === null) return SOMEWHERE;
  const { left, top, right, bottom } = bounds;
  return { x: left - 60, y: top - 60, width: right - left + 120, height: bottom - top + 120 };
}
