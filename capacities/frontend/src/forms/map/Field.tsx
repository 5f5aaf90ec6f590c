/** The text of a thing of the map while it is written: a real field, bound to the shared text. */

import type { KeyboardEvent, ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import type { RecordView } from "../../core";
import { isComposed } from "../../core";
import { LiveText } from "../shared/LiveText";
import { useMap } from "./context";

interface FieldProps {
  view: RecordView;
  words: string;
  label: string;
  placeholder: string;
}

export function Field({ view, words, label, placeholder }: FieldProps): ReactElement {
  const { hands, scene, focus } = useMap();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { id } = view;
  useLayoutEffect(() => {
    const field = ref.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    scene.reveal(id);
  }, [id, scene]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent)) return;
    const done = event.key === "Escape" || (event.key === "Enter" && !event.shiftKey);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    hands.settle(id);
    focus(id);
  };
  return (
    <LiveText
      card={view}
      words={words}
      className="grow map-field"
      field={ref}
      data-text={id}
      aria-label={label}
      placeholder={placeholder}
      onLeft={() => hands.settle(id)}
      onKeyDown={onKeyDown}
    />
  );
}
