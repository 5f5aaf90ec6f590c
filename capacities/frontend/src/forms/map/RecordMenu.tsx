/** Everything that can be done to an element, a stamp, a link, or several: for fingers as for the mouse. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useEditable } from "../../ui/screen";
import { countWords } from "../shared/words";
import type { MapContext, OpenMenu } from "./context";
import { useMap } from "./context";
import type { Edge } from "./lining";
import { anyName } from "./words";

const EDGES: readonly (readonly [Edge, string])[] = [
  ["left", "Aligner à gauche"],
  ["centre", "Centrer l’un sous l’autre"],
  ["right", "Aligner à droite"],
  ["top", "Aligner en haut"],
  ["middle", "Centrer côte à côte"],
  ["bottom", "Aligner en bas"],
];

export function RecordMenu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }): ReactElement | null {
  const map = useMap();
  const { session, viewer } = map;
  const { id, anchor } = menu;
  const editable = useEditable();
  const card = useStore(session.card(id));
  const edge = useStore(session.edge(id));
  const { selected } = useStore(viewer);
  if (card === null && edge === null) return null;
  const ids = selected.includes(id) && selected.length > 1 ? selected : [id];
  const groups = groupsOf(map, id, ids, editable);
  return <Menu anchor={anchor} label={`Actions sur ${anyName(session, id)}`} groups={groups} onClose={onClose} />;
}

function groupsOf(map: MapContext, id: string, ids: readonly string[], editable: boolean): MenuGroup[] {
  const { viewer, hands } = map;
  const several = ids.length > 1;
  const see: MenuItem = {
    title: "Détails…",
    keys: "Ctrl + I",
    run: () => {
      viewer.select([id]);
      viewer.showDetails(true);
    },
  };
  if (!editable) return [{ title: "Voir", items: [see] }];
  const groups: MenuGroup[] = [];
  if (several) groups.push(...liningUp(map, ids));
  else
    groups.push(
      { title: "Écrire", items: [{ title: "Écrire", keys: "F2", run: () => hands.write(id) }, see] },
      ...alone(map, id),
    );
  groups.push({
    title: "Ranger",
    items: [
      { title: "Dupliquer", icon: <Icon name="copy" />, keys: "Ctrl + D", run: () => hands.duplicate(ids) },
      { title: "Mettre au premier plan", run: () => hands.front(ids) },
      {
        title: several ? `Supprimer ces ${countWords(ids.length, "élément")}` : "Supprimer",
        icon: <Icon name="trash" />,
        keys: "Suppr",
        danger: true,
        run: () => hands.remove(ids),
      },
    ],
  });
  return groups;
}

function liningUp({ hands }: MapContext, ids: readonly string[]): MenuGroup[] {
  return [
    { title: "Aligner", items: EDGES.map(([edge, title]) => ({ title, run: () => hands.align(ids, edge) })) },
    {
      title: "Répartir",
      items: [
        { title: "Répartir en largeur", run: () => hands.space(ids, true) },
        { title: "Répartir en hauteur", run: () => hands.space(ids, false) },
      ],
    },
  ];
}

/** What can be done to one thing alone. */
function alone(map: MapContext, id: string): MenuGroup[] {
  const { session, plan, hands, ask } = map;
  const card = session.card(id).get();
  const edge = session.edge(id).get();
  const type = card?.zone ?? edge?.kind ?? "";
  const stamps = plan.stamps.filter(({ key }) => plan.mayCarry(key, type));
  const stamping: MenuItem[] = stamps.map(({ key, title, sign }) => ({
    title: `Poser\u00a0: ${title}`,
    icon: <span>{sign}</span>,
    run: () => hands.stamp(key, id),
  }));
  if (edge !== null) {
    const kinds = plan.kinds.map(({ key, title }) => ({
      title,
      checked: key === edge.kind,
      run: () => session.actions.changeLink(id, { kind: key }),
    }));
    const turn = {
      title: "Inverser le sens",
      run: () => session.actions.changeLink(id, { from: edge.to, to: edge.from }),
    };
    return [
      { title: "Nature du lien", items: [...kinds, turn] },
      { title: "Timbres", items: stamping },
    ];
  }
  if (plan.typeOf(type).stamp) return [];
  const join = {
    title: "Relier à…",
    icon: <Icon name="right" />,
    keys: "Ctrl + K",
    run: () => ask({ kind: "join", from: id }),
  };
  const types = plan.elements.map(({ key, title }) => ({
    title,
    checked: key === type,
    run: () => session.actions.place([{ id, zone: key }]),
  }));
  return [
    { title: "Relier, poser", items: [join, ...stamping] },
    { title: "Type", items: types },
  ];
}
