/** Everything that can be done to an idea of the outline, from its « ⋯ » button. */

import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useScreen } from "../../ui/screen";
import type { OpenMenu } from "./plan";
import { usePlan } from "./plan";
import { CENTRE, treeOf } from "./tree";
import { hasTypes, typeMenu } from "./types";
import { useViewerOf } from "./viewer";

export function OutlineMenu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }): ReactElement | null {
  const { session, data } = useScreen();
  const viewer = useViewerOf();
  const plan = usePlan();
  const { id, anchor, what } = menu;
  const card = useStore(session.card(id));
  const tree = useStore(treeOf(session));
  if (card === null || card.deleted) return null;
  const { hands } = plan;
  const types = typeMenu(data.template, [id], card.color, hands);
  if (what === "type") {
    return <Menu anchor={anchor} label="Type de l’idée" groups={[{ title: "Type", items: types }]} onClose={onClose} />;
  }
  const shift = (to: "up" | "down" | "indent" | "outdent") => {
    flushSync(() => hands.shift([id], to));
    plan.focusNode(id);
  };
  const add: MenuItem[] = [
    { title: "Sous-idée", icon: <Icon name="plus" />, keys: "Ctrl + Entrée", run: () => hands.child(id) },
  ];
  const groups: MenuGroup[] = [{ title: "Ajouter", items: add }];
  if (id !== CENTRE) {
    add.push({ title: "Idée sœur", icon: <Icon name="plus" />, keys: "Entrée", run: () => hands.sibling(id, "after") });
    if (hasTypes(data.template)) groups.push({ title: "Type", items: types });
    const own: MenuItem[] = [
      {
        title: "Détails…",
        icon: <Icon name="menu" />,
        run: () => {
          viewer.select([id]);
          viewer.showDetails(true);
        },
      },
      { title: "Monter", keys: "Alt + ↑", run: () => shift("up") },
      { title: "Descendre", keys: "Alt + ↓", run: () => shift("down") },
      { title: "Mettre sous la précédente", keys: "Alt + →", run: () => shift("indent") },
      { title: "Remonter d’un niveau", keys: "Alt + ←", run: () => shift("outdent") },
      { title: "Déplacer sous…", icon: <Icon name="move" />, run: () => plan.askMove(id) },
      {
        title: "Dupliquer",
        icon: <Icon name="copy" />,
        run: () => {
          flushSync(() => hands.duplicate(id));
          const copy = viewer.get().selected.at(-1);
          if (copy !== undefined && copy !== id) plan.focusNode(copy);
        },
      },
    ];
    if ((tree.children.get(id)?.length ?? 0) > 0) {
      own.push({ title: "Voir cette branche seule", icon: <Icon name="full" />, run: () => hands.focusBranch(id) });
    }
    own.push({
      title: "Supprimer",
      icon: <Icon name="trash" />,
      danger: true,
      run: () => {
        flushSync(() => hands.remove([id]));
        const heir = viewer.get().selected.at(-1);
        if (heir !== undefined) plan.focusNode(heir);
      },
    });
    groups.push({ title: "Cette idée", items: own });
  }
  return <Menu anchor={anchor} label="Actions sur cette idée" groups={groups} onClose={onClose} />;
}
