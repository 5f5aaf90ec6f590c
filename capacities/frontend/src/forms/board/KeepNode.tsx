/** A thing that React moves in the page, or that somebody deleted, loses the focus: this gives it
 * back, to the thing itself or to the one in hand. (React does not look inside a shadow root.) */

import type { ReactElement, ReactNode } from "react";
import { Component, createRef } from "react";
import { focusedBeside } from "../../ui/hooks";
import { elementOf } from "./box";

interface Props {
  /** Changes when things come, go or change place. */
  order: readonly string[];
  /** The one in hand, if any. */
  inHand: () => string | undefined;
  children: ReactNode;
}

export class KeepNode extends Component<Props> {
  private readonly box = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(previous: Props): HTMLElement | null {
    const box = this.box.current;
    if (previous.order === this.props.order || box === null) return null;
    const focused = focusedBeside(box);
    return focused instanceof HTMLElement && box.contains(focused) ? focused : null;
  }

  override componentDidUpdate(_props: Props, _state: unknown, kept: HTMLElement | null): void {
    const box = this.box.current;
    if (kept === null || box === null) return;
    const focused = focusedBeside(box);
    if (focused !== null && focused !== document.body && box.contains(focused)) return;
    if (kept.isConnected) {
      kept.focus({ preventScroll: true });
      return;
    }
    const id = this.props.inHand();
    if (id !== undefined) elementOf(box, id)?.focus({ preventScroll: true });
  }

  override render(): ReactElement {
    return <div ref={this.box}>{this.props.children}</div>;
  }
}
