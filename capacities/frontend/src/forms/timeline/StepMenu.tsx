/** Everything that can be done to a step: for fingers as for the mouse and the keyboard. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useEditable } from "../../ui/screen";
import type { FriseContext, OpenMenu } from "./context";
import { useFrise } from "./context";
import type { Step } from "./model";
import { BEFORE_WORDS } from "./StepTools";
import { laneTitle, NATURES, nameOf } from "./words";

export function StepMenu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }): ReactElement | null {
  const frise = useFrise();
  const editable = useEditable();
  const step = useStore(frise.timeline).steps.get(menu.id);
  if (step === undefined) return null;
  const label = `Actions sur ${nameOf(frise.session, menu.id)}`;
  return <Menu anchor={menu.anchor} label={label} groups={groupsOf(frise, step, editable)} onClose={onClose} />;
}

function groupsOf(frise: FriseContext, step: Step, editable: boolean): MenuGroup[] {
  const { viewer, hands } = frise;
  const { id } = step;
  const details: MenuItem = {
    title: "Détails…",
    keys: "Ctrl + I",
    run: () => {
      viewer.select([id]);
      viewer.showDetails(true);
    },
  };
  if (!editable) return [{ title: "Voir", items: [details] }];
  return [
    { title: "Écrire", items: [{ title: "Écrire", keys: "Entrée", run: () => hands.write(id) }, details] },
    { title: "Avant, après", items: around(frise, step) },
    { title: "Nature", items: natures(frise, step) },
    { title: "Mettre dans le fil", items: lanesFor(frise, step) },
    {
      title: "Ranger",
      items: [
        ...(frise.session.card(id).get()?.fields["date"] === undefined || step.nature === "reussite"
          ? []
          : [{ title: "Sans date fixe", run: () => hands.place(id, { date: null }) }]),
        { title: "Dupliquer", icon: <Icon name="copy" />, keys: "Ctrl + D", run: () => hands.duplicate(id) },
        {
          title: "Supprimer",
          icon: <Icon name="trash" />,
          keys: "Suppr",
          danger: true,
          run: () => hands.remove([id]),
        },
      ],
    },
  ];
}

/** What comes before and after: add, link, undo a link. */
function around({ session, timeline, hands, ask }: FriseContext, { id }: Step): MenuItem[] {
  const links = timeline.get().links.filter(({ from, to }) => from === id || to === id);
  const undo = links.map(({ id: link, from, to }) => ({
    title: `Délier de ${nameOf(session, from === id ? to : from)}`,
    detail: from === id ? "qui vient après" : "qui vient avant",
    run: () => hands.unlink(link),
  }));
  return [
    { title: BEFORE_WORDS, icon: <Icon name="left" />, keys: "J", run: () => hands.addBefore(id) },
    { title: "Ajouter ce qui vient après", icon: <Icon name="right" />, keys: "Alt + →", run: () => hands.addAfter(id) },
    { title: "Relier à…", detail: "ce que cela rend possible", keys: "Ctrl + K", run: () => ask({ from: id, before: false }) },
    { title: "Relier à ce qui vient avant…", run: () => ask({ from: id, before: true }) },
    ...undo,
  ];
}

function natures({ session }: FriseContext, { id, nature }: Step): MenuItem[] {
  return (["reussite", "action", "jalon"] as const).map((key) => ({
    title: NATURES[key],
    checked: key === nature,
    run: () => session.actions.setField(id, "nature", key === "action" ? null : key),
  }));
}

function lanesFor({ timeline, hands }: FriseContext, { id, lane }: Step): MenuItem[] {
  const lanes = timeline.get().lanes.map(({ key, title }) => ({
    title: laneTitle({ title }),
    checked: key === lane,
    run: () => hands.place(id, { lane: key }),
  }));
  return lanes;
}
