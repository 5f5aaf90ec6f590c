/** The list view: the whole rétroplanning as headed lists and fields, live; it can be made without seeing it. */

import type { ReactElement } from "react";
import { memo, useId, useMemo, useRef, useState } from "react";
import { sameItems } from "../../core";
import { TRAY } from "../../core/generated";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepFocus } from "../shared/KeepFocus";
import { CalendarDialog } from "./CalendarDialog";
import { FindStep } from "./FindStep";
import { Horizon } from "./Horizon";
import { LaneHead } from "./LaneHead";
import { StepRow } from "./ListRow";
import type { Lane } from "./lanes";
import { timelineOf } from "./model";
import { useOver } from "./over";
import { SilenceBanner } from "./Silence";
import { StepOver } from "./StepOver";
import { CutLinks } from "./StepPanel";
import { listOrder } from "./telling";
import { laneTitle } from "./words";

export function TimelineList(): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const rowOf = (id: string) => root.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
  const onGo = (id: string) => {
    const row = rowOf(id);
    row?.scrollIntoView({ block: "center" });
    row?.querySelector<HTMLElement>("textarea, button")?.focus({ preventScroll: true });
  };
  return (
    <StepOver onGo={onGo}>
      <div ref={root} className="record-lists timeline-list">
        <Intro />
        <Horizon />
        <FindStep onGo={(id) => rowOf(id)?.scrollIntoView({ block: "center" })} />
        <Lanes />
        <Tray />
        <Cut />
        <Calendar />
      </div>
    </StepOver>
  );
}

/** What to do first, the keys, and what a silence hides. */
function Intro(): ReactElement {
  const { session } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const { steps, lanes } = useStore(timelineOf(session));
  const first = lanes[0]?.key;
  return (
    <>
      <SilenceBanner />
      {steps.size === 0 && (
        <div className="timeline-first">
          <p>
            Rien n’est encore écrit. Commencez par la fin&nbsp;: nous avons réussi. Qu’est-ce qui a réussi, et juste
            avant, qu’a-t-il fallu&nbsp;?
          </p>
          {editable && first !== undefined && (
            <button type="button" className="button primary" onClick={() => hands.addSuccess(first)}>
              Écrire une première réussite
            </button>
          )}
        </div>
      )}
      {editable && steps.size > 0 && (
        <p className="hint keys-hint">
          Dans le texte d’une étape, <kbd>Entrée</kbd> ajoute ce qu’il a fallu juste avant, <kbd>Alt</kbd> <kbd>→</kbd>{" "}
          ce qu’elle rend possible, <kbd>Ctrl</kbd> <kbd>K</kbd> la relie à une autre.
        </p>
      )}
    </>
  );
}

function Lanes(): ReactElement {
  const { session } = useScreen();
  const { hands, viewer } = useOver();
  const editable = useEditable();
  const lanes = useSelected(timelineOf(session), (now) => now.lanes);
  const add = () => {
    const key = hands.addLane("");
    if (key === null) return;
    viewer.fresh.set(key, [key]);
    viewer.edit(key);
  };
  return (
    <>
      {lanes.map((lane, at) => (
        <LaneSection key={lane.key} lane={lane} at={at} count={lanes.length} />
      ))}
      {editable && (
        <button type="button" className="add add-lane" onClick={add}>
          <span aria-hidden="true">+ </span>Ajouter un fil
        </button>
      )}
    </>
  );
}

/** The steps of a lane in the order in which they are read; the same array as long as it holds the same. */
function useListOrder(lane: string): readonly string[] {
  const { session } = useScreen();
  const last = useRef<readonly string[]>([]);
  return useSelected(timelineOf(session), (now) => {
    const next = listOrder(now, lane);
    if (!sameItems(last.current, next)) last.current = next;
    return last.current;
  });
}

interface LaneSectionProps {
  lane: Lane;
  /** Its place among the lanes. */
  at: number;
  count: number;
}

const LaneSection = memo(function LaneSection({ lane, at, count }: LaneSectionProps): ReactElement {
  const { data } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const { key } = lane;
  const ids = useListOrder(key);
  const titleId = useId();
  const title = laneTitle(lane);
  const question = data.template.zones.find((zone) => zone.key === key)?.questions[0];
  return (
    <section className="list-section lane" aria-labelledby={titleId} data-lane={key}>
      <LaneHead lane={lane} at={at} count={count} steps={ids.length} titleId={titleId} />
      {question !== undefined && <p className="hint">{question}</p>}
      <Rows ids={ids} />
      {editable && (
        <div className="add-acts">
          <button
            type="button"
            className="add"
            aria-label={`Ajouter une réussite dans ${title}`}
            onClick={() => hands.addSuccess(key)}
          >
            <span aria-hidden="true">+ </span>Ajouter une réussite
          </button>
          <button
            type="button"
            className="add"
            aria-label={`Ajouter une étape dans ${title}`}
            onClick={() => hands.add(key)}
          >
            <span aria-hidden="true">+ </span>Ajouter une étape
          </button>
        </div>
      )}
    </section>
  );
});

function Rows({ ids }: { ids: readonly string[] }): ReactElement {
  return (
    <KeepFocus order={ids} className="list-rows" heirs>
      {ids.map((id) => (
        <StepRow key={id} id={id} />
      ))}
    </KeepFocus>
  );
}

/** What is written and in no lane yet. */
function Tray(): ReactElement {
  const { hands } = useOver();
  const editable = useEditable();
  const ids = useListOrder(TRAY);
  const titleId = useId();
  return (
    <section className="list-section tray" aria-labelledby={titleId} data-lane={TRAY}>
      <h2 id={titleId}>
        À placer <span className="number">{ids.length}</span>
      </h2>
      <p className="hint">Une idée par post-it, en vrac&nbsp;; puis chacune dans son fil.</p>
      <Rows ids={ids} />
      {editable && (
        <button type="button" className="add" aria-label="Ajouter une étape à placer" onClick={() => hands.add(TRAY)}>
          <span aria-hidden="true">+ </span>Ajouter une étape
        </button>
      )}
    </section>
  );
}

function Cut(): ReactElement | null {
  const { session } = useScreen();
  const links = useSelected(timelineOf(session), (now) => now.links);
  const titleId = useId();
  const cut = useMemo(() => links.filter((link) => link.cut), [links]);
  if (cut.length === 0) return null;
  return (
    <section className="list-section cut-links" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <span aria-hidden="true">▲</span> Liens mis de côté <span className="number">{cut.length}</span>
      </h2>
      <CutLinks links={cut} />
    </section>
  );
}

function Calendar(): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const windows = useSelected(timelineOf(session), (now) => now.windows);
  const [open, setOpen] = useState(false);
  const titleId = useId();
  return (
    <section className="list-section" aria-labelledby={titleId}>
      <h2 id={titleId}>
        Calendrier public <span className="number">{windows.length}</span>
      </h2>
      <p className="hint">{windows.map(({ title }) => title).join(" · ")}</p>
      <button type="button" className="add" onClick={() => setOpen(true)}>
        {editable ? "Régler le calendrier…" : "Voir le calendrier…"}
      </button>
      {open && <CalendarDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
