/** A button that opens a menu. */

import type { ReactElement, ReactNode } from "react";
import { useState } from "react";
import { Icon } from "./icons";
import type { MenuGroup } from "./Menu";
import { Menu } from "./Menu";
import { useOpener } from "./Popover";

interface MenuButtonProps {
  title: string;
  groups: readonly MenuGroup[];
  className?: string;
  children: ReactNode;
}

export function MenuButton({ title, groups, className = "button", children }: MenuButtonProps): ReactElement {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener((at) => setAnchor((now) => (now === null ? at : null)));
  return (
    <>
      <button type="button" className={className} aria-haspopup="menu" aria-expanded={anchor !== null} {...opener}>
        {children}
        <Icon name="down" />
      </button>
      {anchor !== null && <Menu anchor={anchor} label={title} groups={groups} onClose={() => setAnchor(null)} />}
    </>
  );
}
