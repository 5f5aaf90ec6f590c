/** Whether one's words are safe: two or three words in the bar, a full sentence when they
 * are not. */

import { useState } from "react";
import type { ReactElement } from "react";
import type { SavedKind } from "../core";
import { useStore } from "./hooks";
import { Icon } from "./icons";
import type { IconName } from "./icons";
import { LeaveDialog } from "./LeaveDialog";
import { useScreen } from "./screen";

const WORDS: Record<SavedKind, { words: string; icon: IconName }> = {
  loading: { words: "Chargement…", icon: "wait" },
  saved: { words: "Enregistré", icon: "check" },
  saving: { words: "Enregistrement…", icon: "wait" },
  offline: { words: "Hors ligne", icon: "cloudOff" },
  unsaved: { words: "Non enregistré", icon: "alert" },
  refused: { words: "Accès fermé", icon: "lock" },
};

export function SavedNote(): ReactElement {
  const { session } = useScreen();
  const saved = useStore(session.saved);
  const { words, icon } = WORDS[saved.kind];
  return (
    <span className={`saved ${saved.kind}`} title={saved.message} data-saved={saved.kind}>
      <Icon name={icon} />
      <span>{words}</span>
    </span>
  );
}

/** The sentence that must not be missed: offline, not saved, refused. */
export function SavedBanner(): ReactElement | null {
  const { session, data } = useScreen();
  const saved = useStore(session.saved);
  const [leaving, setLeaving] = useState(false);
  if (saved.kind !== "offline" && saved.kind !== "unsaved" && saved.kind !== "refused") return null;
  return (
    <div className={`banner ${saved.kind}`} role="status">
      <Icon name={WORDS[saved.kind].icon} />
      <span>{saved.message}</span>
      {saved.kind === "refused" && (
        <>
          <a className="button" href={data.urls.home}>
            Revenir à l’accueil
          </a>
          <button type="button" className="button" onClick={() => setLeaving(true)}>
            Effacer la copie de cet appareil
          </button>
          {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
        </>
      )}
    </div>
  );
}
