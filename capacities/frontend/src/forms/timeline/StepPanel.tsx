/** Everything one step carries, beside the frise: its fields, its days, what comes before and after. */

import type { ReactElement, ReactNode } from "react";
import { useId, useMemo } from "react";
import type { CardView } from "../../core";
import { capital } from "../../core";
import { TRAY } from "../../core/generated";
import { useSelected, useStore, useStores } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { Facts, Origin, Panel, Remove, Words } from "../panel/Details";
import { CameFrom } from "../shared/CameFrom";
import type { Field } from "../shared/template";
import { quoted } from "../shared/words";
import { timelineOf } from "./model";
import { useOver } from "./over";
import { askedOf, dateSentences, lateWords, lostLane, namedIn } from "./telling";
import type { Link, Step, Window } from "./types";
import { laneTitle, NATURES, stepName } from "./words";

const NONE: readonly string[] = [];

/** The step as it is read now; null when it is gone, or hidden. */
export function usePlanned(id: string): Step | null {
  const { session } = useScreen();
  return useSelected(timelineOf(session), ({ steps }) => steps.get(id) ?? null);
}

/** The names of steps, said anew when they change. */
export function useStepNames(ids: readonly string[]): readonly string[] {
  const { session } = useScreen();
  useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  return ids.map((id) => stepName(session, id));
}

export function StepPanel({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const { viewer, go } = useOver();
  const card = useStore(session.card(id));
  const step = usePlanned(id);
  if (card === null || step === null) return null;
  const onClose = () => {
    viewer.showDetails(false);
    go(id);
  };
  return (
    <Panel title={capital(NATURES[step.nature])} onClose={onClose}>
      <Words key={`${id} texte`} card={card} />
      <StepBody key={id} card={card} step={step} late={lateWords(step)} />
    </Panel>
  );
}

interface StepBodyProps {
  card: CardView;
  step: Step;
  /** That it is too late, when nothing beside says it. */
  late?: string;
}

/** All but the text of a step. Draw another for another step: what was typed for one is never written in the
 * next. */
export function StepBody({ card, step, late = "" }: StepBodyProps): ReactElement {
  const { session } = useScreen();
  const { hands, viewer } = useOver();
  const editable = useEditable();
  const { id } = step;
  const name = quoted(useStepNames(useMemo(() => [id], [id]))[0] ?? "");
  return (
    <>
      <Moments card={card} step={step} late={late} />
      <StepFacts card={card} />
      <LaneChoice card={card} step={step} />
      <Around step={step} />
      <CameFrom card={card} />
      <Origin card={card} added="Ajoutée" />
      {editable && (
        <>
          <button type="button" className="button step-copy" onClick={() => hands.duplicate(id)}>
            <Icon name="copy" /> Dupliquer
          </button>
          <Remove
            name={name}
            onRemove={() => {
              viewer.showDetails(false);
              session.setPresence(null, false);
              hands.remove([id]);
            }}
          />
        </>
      )}
    </>
  );
}

/** The window before which a step must be finished, as the calendar has it now. */
export function useWindow(card: CardView): Window | undefined {
  const { session } = useScreen();
  const key = card.fields["avant"];
  return useSelected(timelineOf(session), ({ windows }) => windows.find((window) => window.key === key));
}

/** When, in sentences. */
function Moments({ card, step, late }: Required<StepBodyProps>): ReactElement {
  const window = useWindow(card);
  return (
    <div className="step-dates">
      {late !== "" && <p className="refusal">{late}</p>}
      {dateSentences(step, window).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** The fields, where the window is a choice among those of the calendar. */
function StepFacts({ card }: { card: CardView }): ReactElement {
  const { session, data } = useScreen();
  const windows = useSelected(timelineOf(session), (now) => now.windows);
  const stored = card.fields["avant"];
  const success = card.fields["nature"] === "reussite";
  const fields = useMemo(() => {
    const choices = windows.map(({ key, title }) => ({ key, title }));
    if (typeof stored === "string" && !choices.some(({ key }) => key === stored)) {
      choices.push({ key: stored, title: `${stored} (n’est plus dans le calendrier)` });
    }
    return askedOf(data.template.fields, success).map((field): Field => {
      return field.key === "avant" ? { ...field, kind: "choix", choices } : field;
    });
  }, [data.template.fields, stored, success, windows]);
  /* Once for a panel: who is named meanwhile will be offered in the next one. */
  const suggestions = useMemo(() => {
    const { steps } = timelineOf(session).get();
    return { qui: namedIn(session, steps, "qui"), partenaires: namedIn(session, steps, "partenaires") };
  }, [session]);
  return <Facts card={card} fields={fields} marks="" suggestions={suggestions} always="nature" />;
}

function LaneChoice({ card, step }: { card: CardView; step: Step }): ReactElement {
  const { session } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const id = useId();
  const lanes = useSelected(timelineOf(session), (now) => now.lanes);
  const here = lanes.find(({ key }) => key === step.lane);
  const lost = lostLane(card, step);
  if (!editable) {
    return <p className="details-path">{here === undefined ? "À placer" : `Fil\u00a0: ${laneTitle(here)}`}</p>;
  }
  return (
    <div className="field">
      <label htmlFor={id}>Fil</label>
      <select
        id={id}
        value={lost ? card.zone : step.lane}
        onChange={(event) => hands.place(step.id, { lane: event.target.value })}
      >
        {lost && <option value={card.zone}>Un fil qui a été retiré</option>}
        {lanes.map((lane) => (
          <option key={lane.key} value={lane.key}>
            {laneTitle(lane)}
          </option>
        ))}
        <option value={TRAY}>À placer</option>
      </select>
    </div>
  );
}

/** What a step waits for and what it makes possible: to go to, to unlink, to add. */
function Around({ step }: { step: Step }): ReactElement {
  const { session } = useScreen();
  const { hands, ask } = useOver();
  const editable = useEditable();
  const links = useSelected(timelineOf(session), (now) => now.links);
  const { id } = step;
  const cut = links.filter((link) => link.cut && (link.from === id || link.to === id));
  return (
    <>
      <Side title="Ce qu’il faut avant" step={step} way="before">
        {editable && (
          <>
            <button type="button" className="button around-before" onClick={() => hands.addBefore(id)}>
              <Icon name="left" /> Juste avant cela, qu’a-t-il fallu&nbsp;?
            </button>
            <button type="button" className="button" onClick={() => ask({ from: id, before: true })}>
              Une étape déjà écrite…
            </button>
          </>
        )}
      </Side>
      <Side title="Ce que cela rend possible" step={step} way="after">
        {editable && (
          <>
            <button type="button" className="button" onClick={() => hands.addAfter(id)}>
              Juste après <Icon name="right" />
            </button>
            <button type="button" className="button" onClick={() => ask({ from: id, before: false })}>
              Relier à…
            </button>
          </>
        )}
      </Side>
      {cut.length > 0 && (
        <div className="field around">
          <b>Liens mis de côté</b>
          <CutLinks links={cut} />
        </div>
      )}
    </>
  );
}

interface SideProps {
  title: string;
  step: Step;
  way: "before" | "after";
  children: ReactNode;
}

function Side({ title, step, way, children }: SideProps): ReactElement {
  const { session } = useScreen();
  const { hands, go } = useOver();
  const editable = useEditable();
  const ids = step[way] ?? NONE;
  const names = useStepNames(ids);
  const unlink = (other: string) => {
    const [from, to] = way === "before" ? [other, step.id] : [step.id, other];
    const { links } = timelineOf(session).get();
    for (const link of links) if (link.from === from && link.to === to) hands.unlink(link.id);
  };
  return (
    <div className="field around">
      <b>{title}</b>
      {ids.length === 0 && !editable && <span>Rien n’est dit.</span>}
      <ul>
        {ids.map((other, at) => (
          <li key={other} className="around-line">
            <button type="button" className="link-button" onClick={() => go(other)}>
              {names[at]}
            </button>
            {editable && (
              <IconButton
                icon="close"
                className="icon-button small"
                label={`Délier de ${quoted(names[at] ?? "")}`}
                title="Délier"
                onClick={(event) => leaveTo(event.currentTarget, () => unlink(other))}
              />
            )}
          </li>
        ))}
      </ul>
      {editable && <div className="around-acts">{children}</div>}
    </div>
  );
}

/** Take away the line of a button; the focus goes to what is beside it. */
function leaveTo(button: HTMLElement, act: () => void): void {
  const line = button.closest("li");
  const beside = line?.nextElementSibling ?? line?.previousElementSibling ?? line?.closest(".around, .list-section");
  act();
  window.setTimeout(() => beside?.querySelector<HTMLElement>("button")?.focus(), 0);
}

/** Links that close a loop (two people drew them at once): dates go around them until one is taken away. */
export function CutLinks({ links }: { links: readonly Link[] }): ReactElement {
  const { hands, go } = useOver();
  const editable = useEditable();
  const ends = useMemo(() => links.flatMap(({ from, to }) => [from, to]), [links]);
  const names = useStepNames(ends);
  return (
    <ul>
      {links.map(({ id, from }, at) => {
        const name = `${names[2 * at]} → ${names[2 * at + 1]}`;
        return (
          <li key={id} className="around-line">
            <button type="button" className="link-button" onClick={() => go(from)}>
              {name}
            </button>
            <small>ce lien ferait une boucle&nbsp;: les dates n’en tiennent pas compte.</small>
            {editable && (
              <button
                type="button"
                className="button quiet"
                aria-label={`Retirer le lien ${name}`}
                onClick={(event) => leaveTo(event.currentTarget, () => hands.unlink(id))}
              >
                Retirer
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
