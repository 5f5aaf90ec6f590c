/** What an empty map may begin from, with how much there is of it. */

import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { canvasPlaces } from "../../ui/entrances";
import { useScreen } from "../../ui/screen";
import { countWords, quoted } from "../shared/words";
import type { Offer } from "./beginning";
import { begin, offers } from "./beginning";

/** A page that goes from window to window asks no more often. */
const AGAIN_MS = 10_000;

/** `onBegun`: called when something came. */
export function Beginnings({ onBegun }: { onBegun?: () => void }): ReactElement | null {
  const { session, tell } = useScreen();
  const [found, setFound] = useState<readonly Offer[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let here = true;
    let askedAt = 0;
    let sent = session.saved.get().kind === "saved";
    const look = () => {
      askedAt = Date.now();
      void offers(session).then((now) => here && setFound(now));
    };
    look();
    /* The server may not have yet what emptied the map. */
    const stop = session.saved.subscribe(() => {
      if (sent || session.saved.get().kind !== "saved") return;
      sent = true;
      look();
    });
    /* One may have drawn in another tab. */
    const onFocus = () => void (Date.now() - askedAt > AGAIN_MS && look());
    window.addEventListener("focus", onFocus);
    return () => {
      here = false;
      stop();
      window.removeEventListener("focus", onFocus);
    };
  }, [session]);
  const start = async (key: string) => {
    setBusy(true);
    const begun = await begin(session, tell, key);
    setBusy(false);
    if (begun) onBegun?.();
  };
  const full = found.filter(({ elements, links }) => elements + links > 0);
  const bare = found.filter(({ empty }) => empty);
  if (full.length + bare.length === 0) return null;
  return (
    <div className="map-beginnings">
      {full.length > 0 && (
        <p className="map-first">
          {full.map(({ key, title, elements }) => (
            <button key={key} type="button" className="button" disabled={busy} onClick={() => void start(key)}>
              {key === "exemple" ? "Partir de l’exemple" : `Partir du dessin ${quoted(title)}`} (
              {countWords(elements, "élément")})
            </button>
          ))}
        </p>
      )}
      {bare.map(({ key, title, canvas }) => (
        <p key={key} className="hint">
          On peut aussi partir du dessin <DrawingLink title={title} canvas={canvas} />, qui est encore vide.
        </p>
      ))}
    </div>
  );
}

function DrawingLink({ title, canvas }: { title: string; canvas: string }): ReactElement {
  const { data } = useScreen();
  const there = canvasPlaces(data.bar).find(({ key }) => key === canvas);
  return <a href={there?.url}>{quoted(title)}</a>;
}
