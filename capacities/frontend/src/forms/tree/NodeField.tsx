/** The text of a node while it is written: a real field, as large as what it holds. */

import type { ClipboardEvent, ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { bindTextArea, isSeveralLines } from "../../core";
import { focusedBeside } from "../../ui/hooks";
import { usePresence } from "../shared/presence";
import { useMap } from "./map-context";

interface NodeFieldProps {
  card: CardView;
  words: string;
  level: number;
  placeholder: string;
}

export function NodeField({ card, words, level, placeholder }: NodeFieldProps): ReactElement {
  const { session, viewer, hands, scene } = useMap();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { id, text } = card;
  const presence = usePresence(session, id);
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return undefined;
    const unbind = bindTextArea(field, text, session);
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    scene.reveal(id);
    return unbind;
  }, [id, scene, session, text]);

  const onBlur = () => {
    presence.left();
    /* The field may only be moving in the page, or the window be left: look again after. */
    window.setTimeout(() => {
      const field = ref.current;
      const here = field !== null && focusedBeside(field) === field;
      if (here || !document.hasFocus()) return;
      hands.settle(id);
    }, 0);
  };

  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    const parent = viewer.shown.get().nodes.get(id)?.parent ?? "";
    if (words !== "" || !isSeveralLines(pasted) || parent === "") return;
    event.preventDefault();
    hands.paste(parent, pasted, id);
    hands.settle(id);
  };

  const label = level === 0 ? "Texte de l’idée centrale" : "Texte de l’idée";
  return (
    <div className="node-field node-words" data-words={`${words === "" ? placeholder : words}\u200b`}>
      <textarea
        ref={ref}
        data-text={id}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        spellCheck
        onFocus={presence.entered}
        onInput={presence.typed}
        onBlur={onBlur}
        onPaste={onPaste}
      />
    </div>
  );
}
