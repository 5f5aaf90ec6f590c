/** The panel of the step in hand, beside the view that shows it. */

import type { ReactElement, ReactNode } from "react";
import { useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { StepOver } from "./StepOver";
import { StepPanel } from "./StepPanel";
import { viewerOf } from "./viewer";

interface BesideProps {
  className: string;
  /** Shows a step of the view and gives it the focus. */
  onGo: (id: string) => void;
  children: ReactNode;
}

export function Beside({ className, onGo, children }: BesideProps): ReactElement {
  const { session } = useScreen();
  const { details, selected } = useStore(viewerOf(session));
  const [id] = selected;
  const open = details && id !== undefined && selected.length === 1;
  return (
    <StepOver onGo={onGo}>
      <div className={open ? `${className} with-details` : className}>
        {children}
        {open && <StepPanel id={id} />}
      </div>
    </StepOver>
  );
}
