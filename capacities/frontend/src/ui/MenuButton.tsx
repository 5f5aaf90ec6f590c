/** A button that opens a menu. */

import type { ReactElement, ReactNode } from "react";
import { useState } from "react";
import { Icon } from "./icons";
import type { MenuGroup } from "./Menu";
import { Menu } from "./Menu";
import { useOpener } from "./Popover";

interface MenuButtonProps {
  title: string;
  /** What it is called, when what is written on it is shorter. */
  label?: string;
  groups: readonly MenuGroup[];
  className?: string;
  /** What it holds is the page at hand. */
  current?: boolean;
  children: ReactNode;
}

export function MenuButton(props: MenuButtonProps): ReactElement {
  const { title, label, groups, className = "button", current = false, children } = props;
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener((at) => setAnchor((now) => (now === null ? at : null)));
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        {...(current ? { "aria-current": "true" as const } : {})}
        {...opener}
      >
        {children}
        <Icon name="down" />
      </button>
      {anchor !== null && <Menu anchor={anchor} label={title} groups={groups} onClose={() => setAnchor(null)} />}
    </>
  );
}
