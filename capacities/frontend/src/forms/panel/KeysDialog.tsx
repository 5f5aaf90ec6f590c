/** The keys of a view, in French, behind its « ? ». */

import type { ReactElement } from "react";
import { Dialog } from "../../ui/Dialog";

export type Keys = readonly (readonly [keys: string, does: string])[];

interface KeysDialogProps {
  title: string;
  groups: readonly { title: string; keys: Keys }[];
  onClose: () => void;
}

export function KeysDialog({ title, groups, onClose }: KeysDialogProps): ReactElement {
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className="keys">
        {groups.map((group) => (
          <Group key={group.title} {...group} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ title, keys }: { title: string; keys: Keys }): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
