/** A button that opens a menu. */

import { useRef, useState } from "react";
import type { ReactElement, ReactNode } from "react";
import { Icon } from "./icons";
import { Menu } from "./Menu";
import type { MenuGroup } from "./Menu";

interface MenuButtonProps {
  title: string;
  groups: readonly MenuGroup[];
  className?: string;
  children: ReactNode;
}

export function MenuButton({ title, groups, className = "button", children }: MenuButtonProps): ReactElement {
  const [anchor, setAnchor] = useState<Element | null>(null);
  /* Pressing the button of an open menu already closes it: the click must not open it again. */
  const pressedOpen = useRef(false);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onPointerDown={() => {
          pressedOpen.current = anchor !== null;
        }}
        onClick={(event) => {
          setAnchor(anchor === null && !pressedOpen.current ? event.currentTarget : null);
          pressedOpen.current = false;
        }}
      >
        {children}
        <Icon name="down" />
      </button>
      {anchor !== null && (
        <Menu anchor={anchor} label={title} groups={groups} onClose={() => setAnchor(null)} />
      )}
    </>
  );
}
