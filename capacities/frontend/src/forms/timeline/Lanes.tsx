/** The lanes of the frise: their titles, that stay at the left, and the réussites, that stay at the right. */

import type { CSSProperties, KeyboardEvent, ReactElement } from "react";
import { memo, useLayoutEffect, useRef, useState } from "react";
import { isComposed } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import type { MenuGroup } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useOpener } from "../../ui/Popover";
import { LiveText } from "../shared/LiveText";
import { beginLane } from "./begin-lane";
import { useFrise } from "./context";
import type { LaneBox } from "./frise-layout";
import { laneActs } from "./LaneHead";
import type { Lane } from "./lanes";
import { StepCard } from "./StepCard";
import { countWords, laneTitle } from "./words";

export const LaneTitles = memo(function LaneTitles({ editable }: { editable: boolean }): ReactElement {
  const { scene, timeline, hands, viewer } = useFrise();
  const boxes = useSelected(scene.layout, ({ lanes }) => lanes);
  const lanes = useSelected(timeline, (now) => now.lanes);
  const height = useSelected(scene.layout, (layout) => layout.height);
  return (
    <div className="lane-titles" style={{ height }}>
      {lanes.map((lane, i) => {
        const box = boxes.find(({ key }) => key === lane.key);
        return box === undefined ? null : (
          <LaneTitle key={lane.key} lane={lane} box={box} at={i} count={lanes.length} editable={editable} />
        );
      })}
      {lanes.length === 0 && editable && (
        <button type="button" className="button" onClick={() => beginLane({ hands, viewer })}>
          <Icon name="plus" /> Ajouter un fil
        </button>
      )}
    </div>
  );
});

interface TitleProps {
  lane: Lane;
  box: LaneBox;
  at: number;
  count: number;
  editable: boolean;
}

const LaneTitle = memo(function LaneTitle({ lane, box, at, count, editable }: TitleProps): ReactElement {
  const { timeline, viewer, hands } = useFrise();
  const writing = useSelected(viewer, ({ editing }) => editing !== null && editing === lane.card) && editable;
  const steps = useSelected(timeline, ({ order }) => order.get(lane.key)?.length ?? 0);
  const rename = () => {
    const card = hands.laneCard(lane.key);
    if (card !== null) viewer.edit(card);
  };
  return (
    <div className="lane-title" style={{ top: box.y, "--lane": `${box.height}px` } as CSSProperties}>
      <div className="lane-words">
        {writing && lane.card !== null ? (
          <TitleField card={lane.card} lane={lane} />
        ) : (
          <h2 title={lane.title} onDoubleClick={editable ? rename : undefined}>
            {laneTitle(lane)}
          </h2>
        )}
        <span className="lane-count">{steps === 0 ? "rien encore" : countWords(steps, "étape")}</span>
      </div>
      {editable && <LaneMenu lane={lane} at={at} count={count} steps={steps} />}
    </div>
  );
});

/** The title of a lane while it is written: a real field, bound to the shared text. */
function TitleField({ card: id, lane }: { card: string; lane: Lane }): ReactElement | null {
  const { session, viewer, hands } = useFrise();
  const card = useStore(session.card(id));
  const words = useStore(session.text(id));
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
    field.current?.scrollIntoView({ block: "nearest" });
  }, []);
  if (card === null) return null;
  const done = () => {
    if (viewer.get().editing !== id) return;
    viewer.select([]);
    hands.settle(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposed(event.nativeEvent)) return;
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    const menu = event.currentTarget.closest(".lane-title")?.querySelector<HTMLElement>(".lane-menu");
    done();
    menu?.focus();
  };
  return (
    <LiveText
      card={card}
      words={words}
      className="grow lane-title-field"
      field={field}
      aria-label={lane.title.trim() === "" ? "Titre du fil" : `Titre du fil ${laneTitle(lane)}`}
      placeholder="Titre du fil"
      onLeft={done}
      onKeyDown={onKeyDown}
    />
  );
}

function LaneMenu({ lane, at, count, steps }: Omit<TitleProps, "box" | "editable"> & { steps: number }): ReactElement {
  const { hands, viewer } = useFrise();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener(setAnchor);
  const groups: MenuGroup[] = [
    {
      title: "Ajouter",
      items: [
        { title: "Ajouter une réussite", icon: <Icon name="plus" />, run: () => hands.addSuccess(lane.key) },
        { title: "Ajouter une étape", icon: <Icon name="plus" />, run: () => hands.add(lane.key) },
        { title: "Ajouter un fil", icon: <Icon name="plus" />, run: () => beginLane({ hands, viewer }) },
      ],
    },
    ...laneActs({ hands, viewer }, lane, { at, count, steps }),
  ];
  return (
    <>
      <button
        type="button"
        className="lane-menu"
        aria-label={`Actions sur le fil ${laneTitle(lane)}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        {...opener}
      >
        <Icon name="more" />
      </button>
      {anchor !== null && (
        <Menu anchor={anchor} label={`Fil ${laneTitle(lane)}`} groups={groups} onClose={() => setAnchor(null)} />
      )}
    </>
  );
}

/** The réussites of all lanes, and where one adds to them. */
export const Successes = memo(function Successes({ ids, editable }: { ids: readonly string[]; editable: boolean }) {
  const { scene, timeline, hands } = useFrise();
  const lanes = useSelected(scene.layout, (layout) => layout.lanes);
  const height = useSelected(scene.layout, (layout) => layout.height);
  const titles = useSelected(timeline, (now) => now.lanes);
  return (
    <div className="frise-column" style={{ height }} role="group" aria-label="Réussites">
      {lanes.map(({ key, y, height: tall }) => (
        <div key={key} className="lane-band" data-lane={key} style={{ top: y, height: tall }} />
      ))}
      {ids.map((id) => (
        <StepCard key={id} id={id} editable={editable} />
      ))}
      {editable &&
        lanes.map(({ key, add }) => {
          const lane = titles.find((each) => each.key === key);
          return (
            <button
              key={key}
              type="button"
              className="add-success"
              style={{ top: add }}
              aria-label={`Ajouter une réussite dans ${lane === undefined ? "ce fil" : laneTitle(lane)}`}
              onClick={() => hands.addSuccess(key)}
            >
              <span aria-hidden="true">+</span> Réussite
            </button>
          );
        })}
    </div>
  );
});
