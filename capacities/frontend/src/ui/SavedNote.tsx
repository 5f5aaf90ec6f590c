/** Whether one's words are safe: two or three words in the bar, a full sentence when they
 * are not. */

import type { ReactElement } from "react";
import { useState } from "react";
import type { SavedKind } from "../core";
import { CanvasLeave } from "./CanvasLeave";
import { useStore } from "./hooks";
import type { IconName } from "./icons";
import { Icon } from "./icons";
import type { LightNotice } from "./light";
import { light } from "./light";
import { useScreen } from "./screen";

const WORDS: Record<SavedKind, { words: string; icon: IconName }> = {
  loading: { words: "Chargement…", icon: "wait" },
  saved: { words: "Enregistré", icon: "check" },
  saving: { words: "Enregistrement…", icon: "wait" },
  offline: { words: "Hors ligne", icon: "cloudOff" },
  waiting: { words: "En attente", icon: "wait" },
  unsaved: { words: "Non enregistré", icon: "alert" },
  refused: { words: "Accès fermé", icon: "lock" },
};

/** Who only reads has nothing to save. */
const UP_TO_DATE = { words: "À jour", icon: "check" } as const;

export function SavedNote(): ReactElement {
  const { session } = useScreen();
  const saved = useStore(session.saved);
  const { words, icon } = !session.canEdit && saved.kind === "saved" ? UP_TO_DATE : WORDS[saved.kind];
  return (
    <span className={`saved ${saved.kind}`} title={saved.message} data-saved={saved.kind}>
      <Icon name={icon} />
      <span>{words}</span>
    </span>
  );
}

const TOLD: ReadonlySet<SavedKind> = new Set(["offline", "waiting", "unsaved", "refused"]);

/** The sentence that must not be missed: offline, waiting, not saved, refused. What is heard is there before
 * its words (those that come with theirs are often not read out), and does not change at each letter. */
export function SavedBanner(): ReactElement {
  const { session } = useScreen();
  const { kind, heard } = useStore(session.saved);
  const notice = useStore(light);
  const told = TOLD.has(kind);
  return (
    <>
      <div role="status" className="unseen">
        {told ? heard : notice?.words}
      </div>
      {told && <Told kind={kind} />}
      {notice !== null && !told && (
        <div className="banner">
          <span>{notice.words}</span>
          <LightAct notice={notice} />
        </div>
      )}
    </>
  );
}

/** On the light page: the way back to the whole one. */
function LightAct({ notice }: { notice: LightNotice }): ReactElement {
  return (
    <button type="button" className="button" onClick={notice.run}>
      {notice.act}
    </button>
  );
}

function Told({ kind }: { kind: SavedKind }): ReactElement {
  const { session, data } = useScreen();
  const { message, deleted, left } = useStore(session.saved);
  const [leaving, setLeaving] = useState(false);
  const notice = useStore(light);
  const more = kind === "refused" ? null : notice;
  return (
    <div className={`banner ${kind}`}>
      <Icon name={WORDS[kind].icon} />
      <span>
        {message}
        {more !== null && <small>{more.words}</small>}
      </span>
      {more !== null && <LightAct notice={more} />}
      {kind === "refused" && (
        <>
          <a className="button" href={data.urls.home}>
            Revenir à l’accueil
          </a>
          {!deleted && !left && (
            <button type="button" className="button" onClick={() => setLeaving(true)}>
              Effacer la copie de cet appareil
            </button>
          )}
          {leaving && <CanvasLeave onClose={() => setLeaving(false)} />}
        </>
      )}
    </div>
  );
}
