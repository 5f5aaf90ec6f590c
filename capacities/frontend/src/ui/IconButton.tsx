/** A button that is only a drawing: its name is read out. */

import type { ComponentProps, ReactElement } from "react";
import type { IconName } from "./icons";
import { Icon } from "./icons";

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "type"> {
  icon: IconName;
  label: string;
}

export function IconButton({ icon, label, children, ...props }: IconButtonProps): ReactElement {
  return (
    <button type="button" className="icon-button" aria-label={label} {...props}>
      <Icon name={icon} />
      {children}
    </button>
  );
}
