/** One step of the frise, as a post-it. Redrawn alone: by its own text, fields and dates, by who is in it, by the
 * hand. Where it is, the scene says. */

import type { CSSProperties, KeyboardEvent, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { isComposed, TRAY } from "../../core";
import { LiveText } from "../shared/LiveText";
import { splitOthers } from "../shared/presence";
import { useFrise } from "./context";
import { factsOf, labelOf, pressOf } from "./frise-words";
import { StepTools } from "./StepTools";
import type { Step } from "./types";
import type { Now } from "./use-step";
import { useStep } from "./use-step";

interface Props {
  id: string;
  editable: boolean;
  /** In the tray, nothing is known of when. */
  tray?: boolean;
}

export const StepCard = memo(function StepCard({ id, editable, tray = false }: Props): ReactElement | null {
  const frise = useFrise();
  const { scene } = frise;
  const now = useStep(frise, id);
  const { card, step, words } = now;
  const ref = useRef<HTMLDivElement>(null);
  const there = card !== null && step !== undefined;
  const nature = step?.nature;
  useLayoutEffect(
    () => (ref.current === null || tray ? undefined : scene.register(id, ref.current)),
    [scene, id, tray, there, nature],
  );
  if (!there) return null;
  const others = splitOthers(now.others);
  /* A réussite is where links end. */
  const pulls = !tray && step.nature !== "reussite";
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  return (
    <div
      ref={ref}
      className={classOf(now, step, tray)}
      style={style}
      data-id={id}
      data-nature={step.nature}
      data-hue={hueOf(card, frise.session.data.template.timeline?.hues ?? [])}
      role="group"
      aria-label={labelOf(card, step, words, now.lane)}
      tabIndex={now.first && !now.editing ? 0 : -1}
    >
      <Words card={card} step={step} words={words} editing={now.editing} tray={tray} />
      {!tray && <Facts card={card} step={step} />}
      {now.alone && !now.editing && !tray && <StepTools id={id} editable={editable} pulls={pulls} />}
      {editable && pulls && !now.alone && now.over && !now.editing && <span className="step-pull" data-pull={id} />}
      {others !== null && <span className="step-who">{others.words}</span>}
    </div>
  );
});

function classOf(now: Now, { nature, done, dates, chain }: Step, tray: boolean): string {
  const classes = [
    "step",
    nature,
    now.hit ? "hit" : "",
    now.hit && now.alone ? "current" : "",
    tray ? "waiting" : "",
    now.selected ? "chosen" : "",
    now.editing ? "writing" : "",
    now.others === "" ? "" : "shared",
    done ? "done" : "",
    dates.late && !tray ? "late" : "",
    chain === "critical" && !tray ? "critical" : "",
  ];
  return classes.filter((each) => each !== "").join(" ");
}

function hueOf(card: CardView, hues: readonly (readonly string[])[]): string | undefined {
  const enjeu = card.fields["enjeu"];
  return hues.find(([key]) => key === enjeu)?.[1];
}

interface WordsProps {
  card: CardView;
  step: Step;
  words: string;
  editing: boolean;
  tray: boolean;
}

function Words({ card, step, words, editing, tray }: WordsProps): ReactElement {
  const sign = step.dates.late && !tray ? "▲" : step.nature === "jalon" ? "◆" : "";
  if (editing) return <Field card={card} words={words} step={step} />;
  return (
    <p
      className={words.trim() === "" ? "step-words none" : "step-words"}
      title={words.length > LONG ? words : undefined}
    >
      {sign !== "" && <span aria-hidden="true">{sign} </span>}
      {words.trim() === "" ? PLACEHOLDERS[step.nature] : words}
    </p>
  );
}

/** Beyond, the post-it may not show all of it. */
const LONG = 60;

const PLACEHOLDERS: Readonly<Record<Step["nature"], string>> = {
  reussite: "Une réussite…",
  action: "Une action…",
  jalon: "Un jalon…",
};

function Facts({ card, step }: { card: CardView; step: Step }): ReactElement {
  const { today } = useFrise().timeline.get();
  return (
    <>
      <Small className="step-facts" words={factsOf(card, step, today)} />
      <Small className="step-press" words={pressOf(card, step, today)} />
    </>
  );
}

/** On one line: what is too much for it is in the label, and in the details. */
function Small({ className, words }: { className: string; words: readonly string[] }): ReactElement | null {
  if (words.length === 0) return null;
  return (
    <p className={className}>
      {words.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </p>
  );
}

function Field({ card, words, step }: { card: CardView; words: string; step: Step }): ReactElement {
  const { scene, hands, focus, timeline, go, viewer } = useFrise();
  const ref = useRef<HTMLTextAreaElement>(null);
  const { id } = card;
  useLayoutEffect(() => {
    const field = ref.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    scene.reveal(id);
    if (field?.closest(".tray") != null) field.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [id, scene]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent)) return;
    const before = event.altKey && event.key === "ArrowLeft";
    if (!before && event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    /* One idea per post-it: the next one is opened as long as one writes. */
    const tray = ref.current?.closest(".tray");
    const another = event.key === "Enter" && step.lane === TRAY && viewer.fresh.has(id);
    hands.settle(id);
    const there = timeline.get().steps.has(id);
    const [next] = step.after;
    if (there) focus(id);
    /* It was left empty, and went: one is again where one came from. */ else if (next !== undefined) go(next);
    else tray?.querySelector<HTMLElement>("button.button")?.focus();
    /* One goes on back in time without leaving the keys. */
    if (before && there) hands.addBefore(id);
    if (another && there) hands.add(TRAY);
  };
  return (
    <LiveText
      card={card}
      words={words}
      className="grow step-field"
      field={ref}
      data-text={id}
      aria-label="Texte de l’étape"
      placeholder={PLACEHOLDERS[step.nature]}
      onLeft={() => hands.settle(id)}
      onKeyDown={onKeyDown}
    />
  );
}
