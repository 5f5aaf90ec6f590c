/** The keyboard inside the text of a row. Tab is left to the browser: nobody is trapped. */

import type { KeyboardEvent } from "react";
import { useCallback } from "react";
import { flushSync } from "react-dom";
import { isComposed } from "../../core";
import { useScreen } from "../../ui/screen";
import type { KeyPress } from "../board/press";
import type { Caret } from "../shared/focus";
import { caretOf } from "../shared/focus";
import { acts } from "./acts";
import { usePlan } from "./plan";
import { CENTRE, childrenOf, treeOf } from "./tree";

export type Asked = "sister" | "child" | "up" | "down" | "indent" | "outdent" | "remove" | "above" | "below";

/** What is in the text field when a key is pressed. */
export interface Field extends Caret {
  value: string;
}

const ARROWS: Record<string, Asked> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "indent",
  ArrowLeft: "outdent",
};

/** What a key asks for in a row, or null when it belongs to the text. */
export function askedBy(pressed: KeyPress, field: Field): Asked | null {
  const { key, altKey, shiftKey } = pressed;
  const control = pressed.ctrlKey || pressed.metaKey;
  if (altKey) return control || shiftKey ? null : (ARROWS[key] ?? null);
  if (key === "Enter" && !shiftKey) return control ? "child" : "sister";
  if (control || shiftKey) return null;
  if (key === "Backspace") return field.value === "" && pressed.repeat !== true ? "remove" : null;
  if (key === "ArrowUp") return field.start === 0 && field.end === 0 ? "above" : null;
  if (key === "ArrowDown") return field.start === field.value.length ? "below" : null;
  return null;
}

/** Handler of the keys of one row's text. */
export function useRowKeys(id: string): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const { session } = useScreen();
  const plan = usePlan();
  return useCallback(
    (event) => {
      if (isComposed(event.nativeEvent) || event.defaultPrevented) return;
      const caret = caretOf(event.currentTarget);
      const asked = askedBy(event, { value: event.currentTarget.value, ...caret });
      if (asked === null) return;
      event.preventDefault();
      const { hands } = plan;
      const go = (to: string | null, atEnd: boolean) => {
        if (to === null) return;
        const size = atEnd ? session.text(to).get().length : 0;
        plan.focusNode(to, { start: size, end: size });
      };
      if (asked === "child") hands.child(id);
      else if (asked === "sister") {
        const empty = session.text(id).get().trim() === "";
        const tree = treeOf(session).get();
        const last = childrenOf(tree, tree.parent.get(id) ?? "").at(-1) === id;
        /* As in any outline: Enter on an empty last line goes back up one level. */
        if (empty && last && (tree.depth.get(id) ?? 0) > 2) shift("outdent");
        else if (!empty || id === CENTRE) hands.sibling(id, "after");
      } else if (asked === "above" || asked === "below") {
        go(plan.beside(id, asked === "above" ? -1 : 1), asked === "above");
      } else if (asked === "remove") removeEmpty();
      else shift(asked);

      function shift(to: "up" | "down" | "indent" | "outdent") {
        if (id === CENTRE) return;
        flushSync(() => hands.shift([id], to));
        plan.focusNode(id, caret);
      }
      function removeEmpty() {
        if (id === CENTRE) return;
        const above = plan.beside(id, -1);
        const alone = childrenOf(treeOf(session).get(), id).length === 0;
        flushSync(() => (alone ? acts(session).remove([id]) : hands.remove([id])));
        go(above, true);
      }
    },
    [id, plan, session],
  );
}
