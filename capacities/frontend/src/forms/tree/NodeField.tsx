/** The text of a node while it is written: a real field, as large as what it holds. */

import type { ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { LiveText } from "../shared/LiveText";
import { useMap } from "./map-context";

interface NodeFieldProps {
  card: CardView;
  words: string;
  level: number;
  placeholder: string;
}

export function NodeField({ card, words, level, placeholder }: NodeFieldProps): ReactElement {
  const { viewer, hands, scene } = useMap();
  const { id } = card;
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
    scene.reveal(id);
  }, [id, scene]);
  const onLines = (pasted: string) => {
    const parent = viewer.shown.get().nodes.get(id)?.parent ?? "";
    if (parent === "") return false;
    hands.paste(parent, pasted, id);
    hands.settle(id);
    return true;
  };
  return (
    <LiveText
      card={card}
      words={words}
      field={ref}
      className="node-field grow node-words"
      data-text={id}
      aria-label={level === 0 ? "Texte de l’idée centrale" : "Texte de l’idée"}
      placeholder={placeholder}
      onLeft={() => hands.settle(id)}
      onLines={onLines}
    />
  );
}
