/** Where a file is chosen, or dropped anywhere: elsewhere, the browser would leave the page for it. */

import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";

interface FileFieldProps {
  accept: string;
  disabled: boolean;
  onFile: (file: File | undefined) => void;
}

export function FileField({ accept, disabled, onFile }: FileFieldProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const last = useRef<File | undefined>(undefined);
  const give = (file: File | undefined) => {
    last.current = file;
    onFile(file);
  };
  const latest = useRef({ give, disabled });
  latest.current = { give, disabled };
  /* None was chosen in its place: its name comes back. React does not hear of it. */
  useEffect(() => {
    const field = input.current;
    const restore = () => {
      if (field === null || last.current === undefined) return;
      const kept = new DataTransfer();
      kept.items.add(last.current);
      field.files = kept.files;
    };
    field?.addEventListener("cancel", restore);
    return () => field?.removeEventListener("cancel", restore);
  }, []);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
    };
    const drop = (event: DragEvent) => {
      drag(event);
      const files = event.dataTransfer?.files;
      if (files?.[0] === undefined || latest.current.disabled) return;
      if (input.current !== null) input.current.files = files;
      latest.current.give(files[0]);
    };
    const listeners = { dragover: drag, dragleave: drag, drop };
    const all = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [name, listener] of all) window.addEventListener(name, listener);
    return () => all.forEach(([name, listener]) => window.removeEventListener(name, listener));
  }, []);
  return (
    <label className="file" data-over={over || undefined}>
      <span>
        Choisir un fichier<span className="by-mouse">, ou le déposer ici</span>
      </span>
      <input
        ref={input}
        type="file"
        accept={accept}
        disabled={disabled}
        onClick={({ currentTarget }) => {
          /* Corrected meanwhile, a file may be chosen again: as it is there already, that would be no change. */
          currentTarget.value = "";
        }}
        onChange={({ target }) => give(target.files?.[0])}
      />
    </label>
  );
}
