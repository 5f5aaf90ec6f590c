/** A modal window on the browser's own <dialog>: focus kept inside, Escape, focus given back. */

import type { ReactElement, ReactNode } from "react";
import { useId, useLayoutEffect, useRef } from "react";
import { IconButton } from "./IconButton";
import { windows } from "./windows";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  /** The whole screen, for a room. */
  full?: boolean;
}

export function Dialog({ title, onClose, children, wide = false, full = false }: DialogProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    dialog.showModal();
    windows.set([...windows.get(), dialog]);
    return () => {
      windows.set(windows.get().filter((each) => each !== dialog));
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={full ? "dialog full" : wide ? "dialog wide" : "dialog"}
      aria-labelledby={titleId}
      onClose={onClose}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label="Fermer" onClick={() => ref.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Why an act was refused, or "": read out when it comes. */
export function Refused({ why }: { why: string | null }): ReactElement | null {
  return why ? (
    <p className="warning" role="alert">
      {why}
    </p>
  ) : null;
}
