/** The field of a text of the canvas: live, as large as what it holds, and told to the others. */

import type { ClipboardEvent, ComponentProps, ReactElement, RefObject } from "react";
import { useLayoutEffect, useRef } from "react";
import type { RecordView } from "../../core";
import { bindTextArea, clipboardText, isSeveralLines, pastedText, pasteInto } from "../../core";
import { focusedBeside } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import type { CaretPlaces } from "./focus";
import { caretOf, putCaret } from "./focus";
import { usePresence } from "./presence";

interface LiveTextProps extends Omit<ComponentProps<"textarea">, "onBlur" | "onInput" | "onPaste" | "ref"> {
  card: RecordView;
  words: string;
  /** Of what gives the field its size. */
  className?: string;
  field?: RefObject<HTMLTextAreaElement | null>;
  /** Keeps the caret while the field is drawn elsewhere; one object for all of them. */
  places?: CaretPlaces;
  /** One writes elsewhere: in what has the focus now. Not called when the window itself is left. */
  onLeft?: (focused: Element | null) => void;
  /** Several lines are pasted where nothing is written; false: they go in the field. */
  onLines?: (pasted: string) => boolean;
}

export function LiveText(props: LiveTextProps): ReactElement {
  const { card, words, className = "grow", field: given, places, onLeft, onLines, onFocus, ...rest } = props;
  const { session } = useScreen();
  const own = useRef<HTMLTextAreaElement>(null);
  const ref = given ?? own;
  const { id, text } = card;
  const presence = usePresence(session, id);
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return undefined;
    const unbind = bindTextArea(field, text, session);
    const caret = places?.takeFocus(id) ?? null;
    if (caret !== null) putCaret(field, caret);
    return () => {
      if (focusedBeside(field) === field) places?.keepFocus(id, caretOf(field));
      unbind();
    };
  }, [id, places, ref, session, text]);

  const onBlur = () => {
    presence.left();
    /* The field may only be moving in the page: look again after. */
    window.setTimeout(() => {
      const focused = ref.current === null ? null : focusedBeside(ref.current);
      if ((focused === null || focused !== ref.current) && document.hasFocus()) onLeft?.(focused);
    }, 0);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = clipboardText(event.clipboardData);
    if (words === "" && isSeveralLines(pasted) && onLines?.(pasted) === true) return event.preventDefault();
    const text = pastedText(pasted);
    if (ref.current === null || text === event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n"))
      return undefined;
    event.preventDefault();
    pasteInto(ref.current, text);
    return undefined;
  };
  return (
    <span className={className} dir="auto" data-words={`${words || (rest.placeholder ?? "")}\u200b`}>
      <textarea
        ref={ref}
        rows={1}
        spellCheck
        dir="auto"
        {...rest}
        onFocus={(event) => {
          presence.entered();
          onFocus?.(event);
        }}
        onBlur={onBlur}
        onPaste={onPaste}
      />
    </span>
  );
}
