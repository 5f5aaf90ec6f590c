/** Leaving the dossier from a canvas, which knows what of it is not saved yet. */

import type { ReactElement } from "react";
import { useStore } from "./hooks";
import { LeaveDialog } from "./LeaveDialog";
import { useScreen } from "./screen";

export function CanvasLeave({ onClose }: { onClose: () => void }): ReactElement {
  const { session, data } = useScreen();
  const { pending, kind } = useStore(session.saved);
  return (
    <LeaveDialog
      bar={data.bar}
      own={{ pending, refused: kind === "refused", writes: session.canEdit }}
      unsaved={() => session.unsavedElsewhere()}
      leave={() => session.leave()}
      onClose={onClose}
    />
  );
}
