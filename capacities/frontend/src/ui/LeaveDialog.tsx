/** « Quitter ce dossier »: rooms share computers, so the copy kept here is erased.
 *
 * From any page: a canvas also says what it has not saved (CanvasLeave.tsx). Nothing of Yjs here. */

import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import type { BarData } from "../core";
import { Dialog, Refused } from "./Dialog";
import { canvasPlaces } from "./entrances";
import { leaveNow } from "./leaving";

const NO_ANSWER = "Le serveur ne répond pas : rien n’a été effacé. Réessayez quand la connexion sera revenue.";

/** What the page at hand knows of its own edits; elsewhere than on a canvas there is none. */
export interface OwnEdits {
  pending: boolean;
  /** The server refuses them: they will not be saved. */
  refused: boolean;
  /** One writes here, hence has something to be told of. */
  writes: boolean;
}

interface LeaveDialogProps {
  bar: BarData;
  own: OwnEdits;
  /** The rooms of the dossier of which this device keeps edits not known to be saved. */
  unsaved: () => Promise<readonly string[]>;
  /** False: the server does not answer, and nothing was erased. */
  leave: () => Promise<boolean>;
  onClose: () => void;
}

export function LeaveDialog({ bar, own, unsaved, leave, onClose }: LeaveDialogProps): ReactElement {
  const { pending, refused, writes } = own;
  /* null until this device has told. */
  const [elsewhere, setElsewhere] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState("");
  const ask = useRef(unsaved);
  useEffect(() => {
    void ask.current().then(setElsewhere);
  }, []);
  const losing = pending || (elsewhere !== null && elsewhere.length > 0);
  const go = async () => {
    setBusy(true);
    if (await leave()) {
      leaveNow(bar.home);
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
          {refused
            ? "Copiez d’abord ce que vous voulez garder."
            : "Attendez de lire «\u00a0Enregistré\u00a0» en haut de la page."}
        </p>
      )}
      {elsewhere !== null && elsewhere.length > 0 && (
        <p className="warning">
          <b>Un autre canevas garde ici des modifications qui ne sont pas encore enregistrées</b>
          {namesOf(bar, elsewhere)}. Si vous quittez maintenant, elles seront perdues. Ouvrez-le et attendez de lire
          «&nbsp;Enregistré&nbsp;».
        </p>
      )}
      {!losing && elsewhere !== null && writes && <p>Tout ce que vous avez écrit est enregistré.</p>}
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
          onClick={() => void go()}
        >
          {losing ? "Quitter et perdre ces modifications" : "Quitter"}
        </button>
      </div>
    </Dialog>
  );
}

/** The titles of the canvases of these rooms, as the end of a sentence. */
function namesOf(bar: BarData, rooms: readonly string[]): string {
  const keys = rooms.map((room) => room.split("/")[1]);
  const titles = canvasPlaces(bar)
    .filter(({ key }) => keys.includes(key))
    .map(({ title }) => `«\u00a0${title}\u00a0»`);
  return titles.length === 0 ? "" : `\u00a0: ${titles.join(", ")}`;
}
