/** React moves nodes to reorder a list; a moved node loses the focus. This gives it back.
 * (React does it itself in a document, but does not look inside a shadow root.) */

import { Component, createRef } from "react";
import type { ReactElement, ReactNode } from "react";
import { focusedBeside } from "../../ui/hooks";
import { caretOf, putCaret } from "./focus";
import type { Caret } from "./focus";

interface Props {
  /** Changes when the order does. */
  order: readonly string[];
  className: string;
  children: ReactNode;
}

interface Kept {
  field: HTMLTextAreaElement;
  caret: Caret;
}

export class KeepFocus extends Component<Props> {
  private readonly list = createRef<HTMLUListElement>();

  override getSnapshotBeforeUpdate(previous: Props): Kept | null {
    const list = this.list.current;
    if (previous.order === this.props.order || list === null) return null;
    const field = focusedBeside(list);
    return field instanceof HTMLTextAreaElement && list.contains(field)
      ? { field, caret: caretOf(field) }
      : null;
  }

  override componentDidUpdate(_props: Props, _state: unknown, kept: Kept | null): void {
    if (kept === null || !kept.field.isConnected) return;
    /* Something else may have taken it meanwhile: a card just added. */
    const focused = focusedBeside(kept.field);
    if (focused === null || focused === document.body) putCaret(kept.field, kept.caret);
  }

  override render(): ReactElement {
    return (
      <ul className={this.props.className} ref={this.list}>
        {this.props.children}
      </ul>
    );
  }
}
