/** « Quitter ce dossier »: rooms share computers, so the copy kept here is erased. */

import { useState } from "react";
import type { ReactElement } from "react";
import { Dialog } from "./Dialog";
import { useStore } from "./hooks";
import { leaveNow } from "./leaving";
import { useScreen } from "./screen";

async function forget(url: string, dossier: string): Promise<boolean> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ dossier }),
  }).catch(() => null);
  return answer?.ok === true;
}

export function LeaveDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { session, data } = useScreen();
  const { pending } = useStore(session.saved);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setBusy(true);
    if (await forget(data.urls.leave, data.dossier.id)) {
      await session.leave();
      leaveNow(data.urls.home);
    } else {
      setBusy(false);
      setFailed(true);
    }
  };
  return (
    <Dialog title="Quitter ce dossier ?" onClose={onClose}>
      {pending ? (
        <p className="warning">
          <b>Des modifications faites ici ne sont pas encore enregistrées.</b> Si vous quittez
          maintenant, elles seront perdues. Attendez de lire « Enregistré » en haut de la page.
        </p>
      ) : (
        <p>Tout ce que vous avez écrit est enregistré.</p>
      )}
      <p>
        La copie gardée sur cet appareil sera effacée et il faudra le lien pour revenir. Le dossier
        reste ouvert pour les autres.
      </p>
      {failed && (
        <p className="warning" role="alert">
          Le serveur ne répond pas : rien n’a été effacé. Réessayez quand la connexion sera revenue.
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" data-first onClick={onClose}>
          Rester
        </button>
        <button
          type="button"
          className={pending ? "button danger" : "button primary"}
          disabled={busy}
          onClick={() => void leave()}
        >
          {pending ? "Quitter et perdre ces modifications" : "Quitter"}
        </button>
      </div>
    </Dialog>
  );
}
