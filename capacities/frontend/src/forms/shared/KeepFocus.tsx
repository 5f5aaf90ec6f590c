/** React moves nodes to reorder a list; a moved node loses the focus. This gives it back.
 * (React does it itself in a document, but does not look inside a shadow root.) */

import type { ReactElement, ReactNode } from "react";
import { Component, createRef } from "react";
import { focusedBeside } from "../../ui/hooks";

interface Props {
  /** Changes when the order does. */
  order: readonly string[];
  className: string;
  children: ReactNode;
}

interface Kept {
  element: HTMLElement;
  /** Where the caret is, when it is a field that has one. */
  caret: readonly [number, number] | null;
}

export class KeepFocus extends Component<Props> {
  private readonly list = createRef<HTMLUListElement>();

  override getSnapshotBeforeUpdate(previous: Props): Kept | null {
    const list = this.list.current;
    if (previous.order === this.props.order || list === null) return null;
    const element = focusedBeside(list);
    if (!(element instanceof HTMLElement) || !list.contains(element)) return null;
    const { selectionStart: start = null, selectionEnd: end = null } = element as Partial<HTMLInputElement>;
    return { element, caret: start === null || end === null ? null : [start, end] };
  }

  override componentDidUpdate(_props: Props, _state: unknown, kept: Kept | null): void {
    if (kept === null || !kept.element.isConnected) return;
    const { element, caret } = kept;
    /* Something else may have taken it meanwhile: a card just added. */
    const focused = focusedBeside(element);
    if (focused !== null && focused !== document.body) return;
    element.focus();
    if (caret !== null) (element as HTMLInputElement).setSelectionRange(...caret);
  }

  override render(): ReactElement {
    return (
      <ul className={this.props.className} ref={this.list}>
        {this.props.children}
      </ul>
    );
  }
}
