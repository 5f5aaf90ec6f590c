/** A menu after the ARIA pattern: arrows, first and last, first letters, Escape. */

import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from "react";
import { useLayoutEffect, useRef, useState } from "react";
import { Icon } from "./icons";
import { backTo, Popover } from "./Popover";
import { swallowPair } from "./pair";

export interface MenuItem {
  title: string;
  /** Drawn before the title. */
  icon?: ReactNode;
  /** Smaller words under the title. */
  detail?: string;
  /** The keys that do the same, drawn at the right. */
  keys?: string;
  checked?: boolean;
  /** It is the page at hand. */
  current?: boolean;
  danger?: boolean;
  /** Cannot be done now; `detail` says why. It is still gone through, and read. */
  disabled?: boolean;
  /** A link when given. With `run` too, a click runs it, and the link is to be copied or kept. */
  href?: string;
  run?: () => void;
}

export interface MenuGroup {
  title: string;
  items: readonly MenuItem[];
  /** Shown once asked for, by an entry that says its title. */
  folded?: boolean;
  /** Folded, but shown at first. */
  open?: boolean;
  /** Its title is only said: what it holds needs none. */
  untitled?: boolean;
}

interface MenuProps {
  anchor: Element;
  label: string;
  groups: readonly MenuGroup[];
  onClose: () => void;
}

function step(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-item]")];
  const here = items.indexOf(event.target as HTMLElement);
  const go = (index: number) => {
    event.preventDefault();
    items[(index + items.length) % items.length]?.focus();
  };
  if (event.key === "ArrowDown") go(here + 1);
  else if (event.key === "ArrowUp") go(here - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(items.length - 1);
  else if (event.key.length === 1 && event.key !== " ") {
    const wanted = event.key.toLowerCase();
    const ordered = [...items.slice(here + 1), ...items.slice(0, here + 1)];
    ordered.find((item) => item.dataset["item"]?.toLowerCase().startsWith(wanted))?.focus();
  }
}

export function Menu({ anchor, label, groups, onClose }: MenuProps): ReactElement {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (event.key === "Tab") {
      event.preventDefault();
      onClose();
      backTo(anchor);
    } else {
      step(event);
    }
  };
  return (
    <Popover anchor={anchor} label={label} role="menu" onClose={onClose} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <Group
          key={group.title}
          group={group}
          alone={groups.length === 1}
          done={(event) => {
            swallowPair(event.nativeEvent);
            onClose();
            backTo(anchor);
          }}
        />
      ))}
    </Popover>
  );
}

interface GroupProps {
  group: MenuGroup;
  /** It needs no title. */
  alone: boolean;
  done: (event: MouseEvent) => void;
}

function Group({ group, alone, done }: GroupProps): ReactElement {
  const { title, items, folded = false, untitled = false } = group;
  const [open, setOpen] = useState(group.open === true);
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  /* What was asked for is seen, in a menu that has no more room below; not what was open at first. */
  useLayoutEffect(() => {
    if (open && asked.current) box.current?.scrollIntoView?.({ block: "nearest" });
  }, [open]);
  return (
    <div ref={box} role="group" aria-label={title} className={folded ? "menu-group folding" : "menu-group"}>
      {folded ? (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="menu-item"
          data-item={title}
          aria-expanded={open}
          onClick={(event) => {
            swallowPair(event.nativeEvent);
            asked.current = true;
            setOpen(!open);
          }}
        >
          <span className="menu-icon" />
          <span>
            {title} <Icon name={open ? "up" : "down"} />
          </span>
        </button>
      ) : (
        !(alone || untitled) && (
          <div className="menu-title" aria-hidden="true">
            {title}
          </div>
        )
      )}
      {(open || !folded) && items.map((item) => <Item key={item.title} item={item} done={done} />)}
    </div>
  );
}

interface ItemProps {
  item: MenuItem;
  done: (event: MouseEvent) => void;
}

function Item({ item, done }: ItemProps): ReactElement {
  const words = (
    <>
      <span className="menu-icon">{item.icon}</span>
      <span>
        {item.title}
        {item.detail !== undefined && <small>{item.detail}</small>}
      </span>
      {item.keys !== undefined && <kbd>{item.keys}</kbd>}
    </>
  );
  const own = {
    tabIndex: -1,
    "data-item": item.title,
    className: item.danger === true ? "menu-item danger" : "menu-item",
    ...(item.disabled === true ? { "aria-disabled": true } : {}),
    onClick: (event: MouseEvent) => {
      if (item.disabled === true) return event.preventDefault();
      done(event);
      if (item.href !== undefined && item.run !== undefined) event.preventDefault();
      item.run?.();
    },
  };
  if (item.href !== undefined) {
    return (
      <a
        role="menuitem"
        href={item.href}
        {...(item.current === true ? { "aria-current": "page" as const } : {})}
        {...own}
      >
        {words}
      </a>
    );
  }
  const checkable = item.checked !== undefined;
  return (
    <button
      type="button"
      role={checkable ? "menuitemradio" : "menuitem"}
      {...(checkable ? { "aria-checked": item.checked } : {})}
      {...own}
    >
      {words}
    </button>
  );
}
