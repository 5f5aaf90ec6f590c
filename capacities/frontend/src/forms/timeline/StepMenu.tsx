/** Everything that can be done to a step: for fingers as for the mouse and the keyboard. */

import type { ReactElement } from "react";
import type { CanvasSession, CardView } from "../../core";
import { capital } from "../../core";
import { TRAY } from "../../core/generated";
import { useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useEditable, useScreen } from "../../ui/screen";
import { timelineOf } from "./model";
import type { OpenMenu, Over } from "./over";
import { useOver } from "./over";
import { shiftInTray } from "./telling";
import type { Step, Timeline } from "./types";
import { laneTitle, NATURES, stepName } from "./words";

interface Acting {
  session: CanvasSession;
  over: Over;
  timeline: Timeline;
  step: Step;
  card: CardView;
}

export function StepMenu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }): ReactElement | null {
  const over = useOver();
  const { session } = useScreen();
  const { id, anchor } = menu;
  const editable = useEditable();
  const timeline = useStore(timelineOf(session));
  const card = useStore(session.card(id));
  const step = timeline.steps.get(id);
  if (step === undefined || card === null) return null;
  const groups = groupsOf({ session, over, timeline, step, card }, editable);
  return <Menu anchor={anchor} label={`Actions sur ${stepName(session, id)}`} groups={groups} onClose={onClose} />;
}

function groupsOf(acting: Acting, editable: boolean): MenuGroup[] {
  const { hands, viewer } = acting.over;
  const { id } = acting.step;
  const see: MenuItem = {
    title: "Détails…",
    keys: "Ctrl + I",
    run: () => {
      viewer.select([id]);
      viewer.showDetails(true);
    },
  };
  if (!editable) return [{ title: "Voir", items: [see] }];
  return [
    { title: "Écrire", items: [{ title: "Écrire", keys: "F2", run: () => hands.write(id) }, see] },
    { title: "Remonter le temps", items: linking(acting) },
    { title: "Nature", items: natures(acting) },
    { title: "Fil", items: lanesFor(acting) },
    { title: "Ranger", items: [...ordering(acting), ...tidying(acting)] },
  ];
}

function linking({ over: { hands, ask }, step: { id } }: Acting): MenuItem[] {
  return [
    {
      title: "Juste avant cela, qu’a-t-il fallu\u00a0?",
      icon: <Icon name="left" />,
      keys: "Alt + ←",
      run: () => hands.addBefore(id),
    },
    { title: "Juste après", icon: <Icon name="right" />, keys: "Alt + →", run: () => hands.addAfter(id) },
    { title: "Relier à ce qui vient avant…", run: () => ask({ from: id, before: true }) },
    { title: "Relier à…", keys: "Ctrl + K", run: () => ask({ from: id, before: false }) },
  ];
}

/** An action is what no nature is said of. */
function natures({ session, step }: Acting): MenuItem[] {
  return Object.entries(NATURES).map(([key, noun]) => ({
    title: capital(noun),
    checked: step.nature === key,
    run: () => session.actions.setField(step.id, "nature", key === "action" ? null : key),
  }));
}

function lanesFor({ over: { hands }, timeline, step }: Acting): MenuItem[] {
  return [...timeline.lanes, { key: TRAY, title: "À placer" }].map((lane) => ({
    title: laneTitle(lane),
    checked: step.lane === lane.key,
    run: () => hands.place(step.id, { lane: lane.key }),
  }));
}

/** Only the tray is in the order that people choose: in a lane, dates rule. */
function ordering({ over: { hands }, timeline, step: { id, lane } }: Acting): MenuItem[] {
  const ids = lane === TRAY ? (timeline.order.get(TRAY) ?? []) : [];
  const at = ids.indexOf(id);
  const shift = (title: string, keys: string, by: 1 | -1): MenuItem => {
    return { title, keys, run: () => shiftInTray(hands, timeline, id, by) };
  };
  return [
    ...(at > 0 ? [shift("Monter", "Alt + ↑", -1)] : []),
    ...(at >= 0 && at < ids.length - 1 ? [shift("Descendre", "Alt + ↓", 1)] : []),
  ];
}

function tidying({ over: { hands }, step: { id }, card }: Acting): MenuItem[] {
  const dated = card.fields["date"] !== undefined;
  return [
    ...(dated ? [{ title: "Sans date fixe", run: () => hands.place(id, { date: null }) }] : []),
    { title: "Dupliquer", icon: <Icon name="copy" />, keys: "Ctrl + D", run: () => hands.duplicate(id) },
    { title: "Supprimer", icon: <Icon name="trash" />, keys: "Suppr", danger: true, run: () => hands.remove([id]) },
  ];
}
