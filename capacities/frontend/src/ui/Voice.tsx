/** The voice of the screen: one polite live region, and sentences shown for a few seconds. */

import type { ReactElement } from "react";
import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { CanvasSession } from "../core";
import { useStore } from "./hooks";
import { IconButton } from "./IconButton";
import type { Notice } from "./screen";
import { windows } from "./windows";

const SHOWN_MS = 7_000;

export type Voice = ReturnType<typeof useVoice>;

/** The state of the voice; also tells what the session announces. */
export function useVoice(session: CanvasSession) {
  const [spoken, setSpoken] = useState("");
  const [shown, setShown] = useState<Notice | null>(null);
  const timer = useRef(0);
  const whisper = useCallback((sentence: string) => {
    /* The same sentence twice must be two changes, or it is read only once. */
    setSpoken((before) => (before === sentence ? `${sentence}\u00a0` : sentence));
  }, []);
  const hush = useCallback(() => setShown(null), []);
  const tell = useCallback(
    (notice: Notice | string) => {
      const full = typeof notice === "string" ? { sentence: notice } : notice;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(hush, SHOWN_MS);
      setShown(full);
      whisper(full.sentence);
    },
    [hush, whisper],
  );
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(
    () =>
      session.announcements.subscribe((sentence, kind) => {
        if (kind === "notice") tell(sentence);
        else whisper(sentence);
      }),
    [session, tell, whisper],
  );
  return { spoken, shown, tell, whisper, hush };
}

/** In the page, and in the window above it when there is one. */
export function VoiceRegion({ voice }: { voice: Voice }): ReactElement {
  const above = useStore(windows).at(-1);
  return (
    <>
      <div className="unseen" role="status" aria-live="polite">
        {voice.spoken}
      </div>
      {above === undefined ? (
        <Toast voice={voice} />
      ) : (
        createPortal(
          <>
            <Spoken sentence={voice.spoken} />
            <Toast voice={voice} />
          </>,
          above,
        )
      )}
    </>
  );
}

/** What is said from now on: a live region must be there, empty, before it is filled. */
function Spoken({ sentence }: { sentence: string }): ReactElement {
  const before = useRef<string | null>(sentence);
  if (sentence !== before.current) before.current = null;
  return (
    <div className="unseen" role="status" aria-live="polite">
      {before.current === null && sentence}
    </div>
  );
}

function Toast({ voice }: { voice: Voice }): ReactElement | null {
  const { shown, hush } = voice;
  if (shown === null) return null;
  return (
    <div className="toast">
      <span>{shown.sentence}</span>
      {shown.action !== undefined && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            /* First: what it says in turn is to be seen. */
            hush();
            shown.action?.run();
          }}
        >
          {shown.action.title}
        </button>
      )}
      <IconButton icon="close" label="Fermer ce message" onClick={hush} />
    </div>
  );
}
