/** React moves nodes to reorder a list; a moved node loses the focus. This gives it back.
 * (React does it itself in a document, but does not look inside a shadow root.) */

import type { ReactElement, ReactNode } from "react";
import { Component, createRef } from "react";
import { focusedBeside } from "../../ui/hooks";

interface Props {
  /** Changes when the order does. */
  order: readonly string[];
  className: string;
  /** What had the focus is taken away: it goes to a button of what takes its place, never to a text (somebody
   * who was writing would go on writing there). */
  heirs?: boolean;
  children: ReactNode;
}

interface Kept {
  element: HTMLElement;
  /** Where the caret is, when it is a field that has one. */
  caret: readonly [number, number] | null;
  /** Its place in the list. */
  at: number;
}

export class KeepFocus extends Component<Props> {
  private readonly list = createRef<HTMLUListElement>();

  override getSnapshotBeforeUpdate(previous: Props): Kept | null {
    const list = this.list.current;
    if (previous.order === this.props.order || list === null) return null;
    const element = focusedBeside(list);
    if (!(element instanceof HTMLElement) || !list.contains(element)) return null;
    const { selectionStart: start = null, selectionEnd: end = null } = element as Partial<HTMLInputElement>;
    const at = [...list.children].findIndex((child) => child.contains(element));
    return { element, caret: start === null || end === null ? null : [start, end], at };
  }

  override componentDidUpdate(_props: Props, _state: unknown, kept: Kept | null): void {
    if (kept === null) return;
    const { element, caret, at } = kept;
    if (!element.isConnected) return this.inherit(at);
    /* Something else may have taken it meanwhile: a card just added. */
    const focused = focusedBeside(element);
    if (focused !== null && focused !== document.body) return;
    element.focus();
    if (caret !== null) (element as HTMLInputElement).setSelectionRange(...caret);
  }

  private inherit(at: number): void {
    const list = this.list.current;
    const focused = list === null ? null : focusedBeside(list);
    if (list === null || this.props.heirs !== true || (focused !== null && focused !== document.body)) return;
    const heir = list.children[Math.min(at, list.children.length - 1)];
    const button = heir?.querySelector("button") ?? list.parentElement?.querySelector<HTMLElement>("button.add");
    button?.focus();
  }

  override render(): ReactElement {
    return (
      <ul className={this.props.className} ref={this.list}>
        {this.props.children}
      </ul>
    );
  }
}
