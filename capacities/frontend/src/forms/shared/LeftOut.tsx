/** What was pasted and could not be added, to be copied: no word is lost. */

import type { ReactElement } from "react";
import { Dialog } from "../../ui/Dialog";

interface LeftOutProps {
  /** Nothing is shown when empty. */
  text: string;
  /** What is full. */
  place?: string;
  onClose: () => void;
}

export function LeftOut({ text, place = "le canevas", onClose }: LeftOutProps): ReactElement | null {
  if (text === "") return null;
  return (
    <Dialog title="Texte qui n’a pas été ajouté" onClose={onClose} wide>
      <p>{`Copiez-le pour le garder\u00a0: il dépasse ce que ${place} peut recevoir.`}</p>
      <textarea className="left-out" aria-label="Texte non ajouté" readOnly value={text} rows={10} />
    </Dialog>
  );
}
