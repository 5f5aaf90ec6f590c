/** « Quitter ce dossier »: rooms share computers, so the copy kept here is erased. */

import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import type { CanvasData } from "../core";
import { Dialog, Refused } from "./Dialog";
import { useStore } from "./hooks";
import { leaveNow } from "./leaving";
import { useScreen } from "./screen";

const NO_ANSWER = "Le serveur ne répond pas : rien n’a été effacé. Réessayez quand la connexion sera revenue.";

export function LeaveDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { session, data } = useScreen();
  const { pending, kind } = useStore(session.saved);
  /* null until this device has told. */
  const [elsewhere, setElsewhere] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  useEffect(() => {
    void session.unsavedElsewhere().then(setElsewhere);
  }, [session]);
  const losing = pending || (elsewhere !== null && elsewhere.length > 0);
  const leave = async () => {
    setBusy(true);
    if (await session.leave()) {
      leaveNow(data.urls.home);
    } else {
      setBusy(false);
      setRefusal(NO_ANSWER);
    }
  };
  return (
    <Dialog title="Quitter ce dossier ?" onClose={onClose}>
      {pending && (
        <p className="warning">
          <b>Des modifications faites ici ne sont pas encore enregistrées.</b> Elles ne sont que dans la copie de cet
          appareil&nbsp;: si vous quittez maintenant, elles seront perdues.{" "}
          {kind === "refused"
            ? "Copiez d’abord ce que vous voulez garder."
            : "Attendez de lire « Enregistré » en haut de la page."}
        </p>
      )}
      {elsewhere !== null && elsewhere.length > 0 && (
        <p className="warning">
          <b>Un autre canevas garde ici des modifications qui ne sont pas encore enregistrées</b>
          {namesOf(data, elsewhere)}. Si vous quittez maintenant, elles seront perdues. Ouvrez-le et attendez de lire «
          Enregistré ».
        </p>
      )}
      {!losing && elsewhere !== null && session.canEdit && <p>Tout ce que vous avez écrit est enregistré.</p>}
      <p>
        La copie gardée sur cet appareil sera effacée et il faudra le lien pour revenir. Le dossier reste ouvert pour
        les autres.
      </p>
      <Refused why={refusal} />
      <div className="dialog-actions">
        <button type="button" className="button" data-first onClick={onClose}>
          Rester
        </button>
        <button
          type="button"
          className={losing ? "button danger" : "button primary"}
          disabled={busy || elsewhere === null}
          onClick={() => void leave()}
        >
          {losing ? "Quitter et perdre ces modifications" : "Quitter"}
        </button>
      </div>
    </Dialog>
  );
}

/** The titles of the canvases of these rooms, as the end of a sentence. */
function namesOf({ navigation }: CanvasData, rooms: readonly string[]): string {
  const keys = rooms.map((room) => room.split("/")[1]);
  const titles = navigation
    .filter(({ url }) => keys.includes(new URLSearchParams(url.split("?")[1]).get("canevas") ?? ""))
    .map(({ title }) => `«\u00a0${title}\u00a0»`);
  return titles.length === 0 ? "" : `\u00a0: ${titles.join(", ")}`;
}
