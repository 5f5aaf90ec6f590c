/** The head of a lane in the list: its title, live while it is renamed, and what can be done to it. */

import type { ReactElement } from "react";
import { useState } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useOpener } from "../../ui/Popover";
import { useEditable, useScreen } from "../../ui/screen";
import { RowText } from "../panel/ListRow";
import type { Lane } from "./lanes";
import type { Over } from "./over";
import { useOver } from "./over";
import { countWords, laneTitle, quoted } from "./words";

interface LaneHeadProps {
  lane: Lane;
  /** Its place among the lanes. */
  at: number;
  count: number;
  steps: number;
  titleId: string;
}

export function LaneHead({ lane, at, count, steps, titleId }: LaneHeadProps): ReactElement {
  const over = useOver();
  const editable = useEditable();
  const [menu, setMenu] = useState<Element | null>(null);
  const opener = useOpener(setMenu);
  const title = laneTitle(lane);
  return (
    <div className="lane-head">
      <h2 id={titleId}>
        {title} <span className="number">{steps}</span>
      </h2>
      {editable && (
        <button
          type="button"
          className="row-more"
          aria-label={`Actions sur le fil ${title}`}
          aria-haspopup="menu"
          {...opener}
        >
          <Icon name="more" />
        </button>
      )}
      {editable && lane.card !== null && <LaneField card={lane.card} />}
      {menu !== null && (
        <Menu
          anchor={menu}
          label={`Actions sur le fil ${title}`}
          groups={laneActs(over, lane, { at, count, steps, onRemoved: () => focusAdd(menu) })}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

/** The lane goes away with its menu: the focus goes to what adds one. */
function focusAdd(anchor: Element): void {
  const root = anchor.getRootNode() as ParentNode;
  window.setTimeout(() => root.querySelector<HTMLElement>(".add-lane")?.focus(), 0);
}

/** What can be done to a lane: by its menu here, or on the frise. */
export function laneActs(
  { hands, viewer }: Pick<Over, "hands" | "viewer">,
  { key }: Lane,
  { at, count, steps, onRemoved }: { at: number; count: number; steps: number; onRemoved?: () => void },
): MenuGroup[] {
  const up: MenuItem = { title: "Monter le fil", run: () => hands.moveLane(key, -1) };
  const down: MenuItem = { title: "Descendre le fil", run: () => hands.moveLane(key, 1) };
  const rest = steps === 0 ? "il est vide" : `${countWords(steps, "étape")}\u00a0: dans ${quoted("À placer")}`;
  return [
    {
      title: "Fil",
      items: [
        { title: "Renommer", run: () => viewer.edit(hands.laneCard(key)) },
        ...(at > 0 ? [up] : []),
        ...(at < count - 1 ? [down] : []),
        {
          title: "Supprimer le fil",
          detail: rest,
          icon: <Icon name="trash" />,
          danger: true,
          run: () => {
            hands.removeLane(key);
            onRemoved?.();
          },
        },
      ],
    },
  ];
}

/** The title of a lane while it is written. */
function LaneField({ card }: { card: string }): ReactElement | null {
  const { session } = useScreen();
  const { hands, viewer } = useOver();
  const asked = useSelected(viewer, (now) => now.editing === card);
  const record = useStore(session.card(card));
  const words = useStore(session.text(card));
  if (!asked || record === null) return null;
  return (
    <div className="lane-field" data-card={card}>
      <RowText
        record={record}
        words={words}
        label="Nom du fil"
        placeholder="Nom du fil"
        asked
        onEnter={() => hands.settle(card)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          hands.settle(card);
        }}
        onLeft={() => hands.settle(card)}
      />
    </div>
  );
}
