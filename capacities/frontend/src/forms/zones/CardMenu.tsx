/** Everything that can be done to a post-it, from its « ⋯ » button. */

import type { ReactElement } from "react";
import type { CardView } from "../../core";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useScreen } from "../../ui/screen";
import type { Arrow } from "../board/press";
import { colorItems } from "../shared/colors";
import { fieldOf } from "../shared/focus";
import { carriedOf, carryOn, gestureOf, goneTo } from "../shared/sequel";
import { colorOf } from "../shared/template";
import { factWords } from "../shared/words";
import type { OpenMenu } from "./board";
import { useBoard } from "./board";
import { moveByArrow } from "./keys";
import { factsOf } from "./template";

interface CardMenuProps {
  menu: OpenMenu;
  root: ParentNode;
  onClose: () => void;
}

export function CardMenu({ menu, root, onClose }: CardMenuProps): ReactElement | null {
  const { session, data, whisper } = useScreen();
  const board = useBoard();
  const { id, anchor } = menu;
  const card = useStore(session.card(id));
  const sequel = useSequel(card);
  if (card === null || card.deleted) return null;
  const { template } = data;
  const step = (arrow: Arrow) =>
    moveByArrow(session, board, whisper, { id, box: card.zone, arrow, field: fieldOf(root, id) });
  const colors = colorItems(template, colorOf(template, card.color).key, ({ key, title }) => {
    session.actions.setColor(id, key);
    whisper(`Couleur\u00a0: ${title}.`);
  });
  const facts: MenuItem[] = factsOf(template, card.zone).map((fact) => {
    const words = factWords(fact, card.fields);
    return {
      title: words === "" ? `Ajouter\u00a0: ${fact.field.title}` : `${fact.field.title}\u00a0: ${words}`,
      icon: <Icon name="plus" />,
      run: () => board.wantFact({ id, field: fact.field.key }),
    };
  });
  const acts: MenuItem[] = [
    ...sequel,
    {
      title: "Dupliquer",
      icon: <Icon name="copy" />,
      run: () => {
        const copy = session.actions.duplicate(id);
        if (copy !== null) {
          board.focusCard(copy);
          whisper("Post-it dupliqué.");
        }
      },
    },
    { title: "Déplacer vers…", icon: <Icon name="move" />, run: () => board.askMove(id) },
    { title: "Monter", keys: "Alt + ↑", run: () => step("up") },
    { title: "Descendre", keys: "Alt + ↓", run: () => step("down") },
    { title: "Supprimer", icon: <Icon name="trash" />, danger: true, run: () => board.removeCard(id) },
  ];
  const groups: MenuGroup[] = [{ title: "Couleur et sens", items: colors }];
  if (facts.length > 0) groups.push({ title: "Détails", items: facts });
  groups.push({ title: "Ce post-it", items: acts });
  return <Menu anchor={anchor} label="Actions sur ce post-it" groups={groups} onClose={onClose} />;
}

/** What carries the post-it on into another canvas, or leads to where it was. */
function useSequel(card: CardView | null): MenuItem[] {
  const { session, data, tell } = useScreen();
  const carried = useStore(carriedOf(session));
  if (card === null) return [];
  const icon = <Icon name="right" />;
  const there = goneTo(data, carried, card.id);
  if (there !== null) return [{ title: data.sequel?.way ?? "", icon, run: () => location.assign(there.url) }];
  const gesture = gestureOf(data, card);
  return gesture === null ? [] : [{ title: gesture, icon, run: () => void carryOn(session, tell, card.id) }];
}
