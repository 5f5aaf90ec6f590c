/** Everything that can be done to a node, for fingers as for the mouse; the keys are told beside. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useEditable } from "../../ui/screen";
import type { OpenMenu } from "./map-context";
import { useMap } from "./map-context";
import { CENTRE, childrenOf, treeOf } from "./tree";
import { hasTypes, typeMenu } from "./types";

interface NodeMenuProps {
  menu: OpenMenu;
  onClose: () => void;
  onMove: (ids: readonly string[]) => void;
}

export function NodeMenu({ menu, onClose, onMove }: NodeMenuProps): ReactElement | null {
  const { session, viewer, hands } = useMap();
  const { id, anchor } = menu;
  const editable = useEditable();
  const card = useStore(session.card(id));
  const tree = useStore(treeOf(session));
  const { selected, folded, focus } = useStore(viewer);
  if (card === null) return null;
  const { template } = session.data;
  const ids = selected.includes(id) ? selected : [id];
  const several = ids.length > 1;
  const centre = id === CENTRE;
  const parent = childrenOf(tree, id).length > 0;

  if (menu.types === true && editable) {
    const types = { title: "Type", items: typeMenu(template, ids, card.color, hands) };
    return <Menu anchor={anchor} label="Type de cette idée" groups={[types]} onClose={onClose} />;
  }
  const see: MenuItem[] = [{ title: "Détails…", keys: "Ctrl + I", run: () => viewer.showDetails(true) }];
  if (parent && !centre) {
    const closed = folded.has(id);
    see.push({ title: closed ? "Déplier" : "Replier", keys: "Espace", run: () => hands.fold(ids, !closed) });
  }
  if (focus !== null) see.push({ title: "Revenir à toute la carte", run: () => hands.focusBranch(null) });
  if (!centre && focus !== id) see.push({ title: "Voir seulement cette branche", run: () => hands.focusBranch(id) });
  const groups: MenuGroup[] = [];
  if (editable) {
    const adding: MenuItem[] = [
      { title: "Écrire", keys: "F2", run: () => hands.write(id) },
      { title: "Ajouter une sous-idée", icon: <Icon name="plus" />, keys: "Tab", run: () => hands.child(id) },
    ];
    if (!centre)
      adding.push({
        title: "Ajouter une idée sœur",
        icon: <Icon name="plus" />,
        keys: "Entrée",
        run: () => hands.sibling(id, "after"),
      });
    groups.push({ title: several ? "Cette idée" : "Écrire", items: adding });
    if (!centre && hasTypes(template))
      groups.push({ title: "Type", items: typeMenu(template, ids, card.color, hands) });
  }
  groups.push({ title: "Voir", items: see });
  if (editable && !centre) {
    groups.push({
      title: "Ranger",
      items: [
        { title: "Déplacer vers…", icon: <Icon name="move" />, run: () => onMove(ids) },
        { title: "Monter", keys: "Ctrl + ↑", run: () => hands.shift(ids, "up") },
        { title: "Descendre", keys: "Ctrl + ↓", run: () => hands.shift(ids, "down") },
        { title: "Dupliquer la branche", icon: <Icon name="copy" />, keys: "Ctrl + D", run: () => hands.duplicate(id) },
        {
          title: several ? `Supprimer ces ${ids.length} idées` : "Supprimer",
          icon: <Icon name="trash" />,
          keys: "Suppr",
          danger: true,
          run: () => hands.remove(ids),
        },
      ],
    });
  }
  return <Menu anchor={anchor} label="Actions sur cette idée" groups={groups} onClose={onClose} />;
}
