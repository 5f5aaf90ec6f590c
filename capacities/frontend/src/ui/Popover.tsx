/** Something small beside its button, on the browser's popover: Escape and a click elsewhere
 * close it, and the focus goes back to the button. */

import type { KeyboardEvent, MouseEvent, PointerEvent, ReactElement, ReactNode } from "react";
import { useLayoutEffect, useRef } from "react";
import { focusedBeside } from "./hooks";

interface PopoverProps {
  anchor: Element;
  label: string;
  role: "menu" | "dialog";
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  children: ReactNode;
}

const MARGIN = 8;

/** The buttons whose popover is open. */
const opened = new WeakSet<Element>();

/** The presses of a button that opens a popover. Pressing that of an open one already closes it:
 * the click must not open it again. */
export function useOpener(open: (anchor: Element) => void) {
  const pressedOpen = useRef(false);
  return {
    onPointerDown: (event: PointerEvent) => {
      pressedOpen.current = opened.has(event.currentTarget);
    },
    onClick: (event: MouseEvent) => {
      if (!pressedOpen.current) open(event.currentTarget);
      pressedOpen.current = false;
    },
  };
}

function place(box: HTMLElement, anchor: Element): void {
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const fitsBelow = from.bottom + MARGIN + height <= window.innerHeight;
  const top = fitsBelow ? from.bottom + 4 : from.top - height - 4;
  const left = from.left + width + MARGIN <= window.innerWidth ? from.left : from.right - width;
  const clamp = (value: number, size: number, room: number) => Math.max(MARGIN, Math.min(value, room - size - MARGIN));
  box.style.left = `${clamp(left, width, window.innerWidth)}px`;
  box.style.top = `${clamp(top, height, window.innerHeight)}px`;
}

export function Popover(props: PopoverProps): ReactElement {
  const { anchor, label, role, onClose, onKeyDown, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    box.showPopover();
    opened.add(anchor);
    place(box, anchor);
    const first = box.querySelector<HTMLElement>("[data-first], button, a, input");
    (first ?? box).focus();
    /* What unfolds in a menu scrolls in it: the menu stays where it is. */
    if (role === "menu") box.style.maxHeight = `${window.innerHeight - box.offsetTop - MARGIN}px`;
    return () => {
      opened.delete(anchor);
      if (box.matches(":popover-open")) box.hidePopover();
    };
  }, [anchor, role]);
  return (
    <div
      ref={ref}
      popover="auto"
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={`popover ${role}`}
      onToggle={(event) => {
        if (event.newState !== "closed") return;
        const focused = focusedBeside(anchor);
        if (focused === null || event.currentTarget.contains(focused)) backTo(anchor);
        onClose();
      }}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

/** Put the focus back on the button a popover came from (it may have been redrawn). */
export function backTo(anchor: Element): void {
  if (anchor instanceof HTMLElement && anchor.isConnected) anchor.focus();
}
