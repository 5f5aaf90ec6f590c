/** The text of a thing of the map while it is written: a real field, bound to the shared text. */

import type { KeyboardEvent, ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import type { RecordView } from "../../core";
import { bindTextArea } from "../../core";
import { focusedBeside } from "../../ui/hooks";
import { usePresence } from "../shared/presence";
import { useMap } from "./context";

interface FieldProps {
  view: RecordView;
  words: string;
  label: string;
  placeholder: string;
}

export function Field({ view, words, label, placeholder }: FieldProps): ReactElement {
  const { session, hands, scene, focus } = useMap();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { id, text } = view;
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
    /* The window may be left, or another element take its place: look again after. */
    window.setTimeout(() => {
      const field = ref.current;
      const here = field !== null && focusedBeside(field) === field;
      if (!here && document.hasFocus()) hands.settle(id);
    }, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const done = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    hands.settle(id);
    focus(id);
  };
  return (
    <span className="map-field" data-words={`${words === "" ? placeholder : words}\u200b`}>
      <textarea
        ref={ref}
        data-text={id}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        spellCheck
        onFocus={presence.entered}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
