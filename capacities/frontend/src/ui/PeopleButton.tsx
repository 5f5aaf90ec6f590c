/** Initials in a bar, behind which the names are. */

import type { ReactElement, ReactNode } from "react";
import type { useOpener } from "./Popover";

/** Discs drawn before « +3 ». */
export const SHOWN = 4;

interface PeopleButtonProps {
  sentence: string;
  opened: boolean;
  opener: ReturnType<typeof useOpener>;
  /** How many are not drawn. */
  more: number;
  children: ReactNode;
}

export function PeopleButton({ sentence, opened, opener, more, children }: PeopleButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="people"
      aria-label={sentence}
      aria-haspopup="dialog"
      aria-expanded={opened}
      title={sentence}
      {...opener}
    >
      {children}
      {more > 0 && <span className="disc more" data-initials={`+${more}`} />}
    </button>
  );
}
