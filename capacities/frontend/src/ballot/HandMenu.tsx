/** « Je vote pour : moi », or for a table without devices. */

import type { ReactElement } from "react";
import type { MenuItem } from "../ui/Menu";
import { MenuButton } from "../ui/MenuButton";
import { useScreen } from "../ui/screen";
import type { BallotProps } from "./ballot";
import { standingOf } from "./hand";
import type { Hand, TableState } from "./types";
import { gommettes } from "./words";

interface HandMenuProps extends BallotProps {
  hand: Hand;
  onDeclare: () => void;
}

/** Nothing for who has no choice: a link that votes and does not write, without a table. */
export function HandMenu({ ballot, state, hand, onDeclare }: HandMenuProps): ReactElement | null {
  const tables: MenuItem[] = state.tables
    .filter(({ mine }) => mine)
    .map((table) => ({
      title: `${table.name} (${gommettes(table.voters * state.dots)})`,
      detail: `${table.voters} personne${table.voters > 1 ? "s" : ""}${standing(table)}`,
      checked: hand.table === table.id,
      run: () => ballot.voteFor(table.id),
    }));
  const { session } = useScreen();
  if (!session.canEdit && tables.length === 0) return null;
  const declare: MenuItem = {
    title: "Déclarer une table…",
    detail: "un écran pour plusieurs personnes sans appareil",
    run: onDeclare,
  };
  const groups = [
    {
      title: "Je vote pour",
      items: [
        { title: `Moi (${gommettes(state.dots)})`, checked: hand.table === null, run: () => ballot.voteFor(null) },
        ...tables,
      ],
    },
    ...(session.canEdit ? [{ title: "Vote de table", items: [declare] }] : []),
  ];
  return (
    <MenuButton title="Je vote pour" groups={groups}>
      Je vote pour : <b>{hand.table === null ? "moi" : hand.name}</b>
    </MenuButton>
  );
}

function standing(table: TableState): string {
  return { counted: "", waiting: ", en attente de confirmation", aside: ", mise de côté" }[standingOf(table)];
}
