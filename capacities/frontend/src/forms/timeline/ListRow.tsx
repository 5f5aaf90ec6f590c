/** One step in the lists: its text in place, its days and its links on a line, all of it when open. */

import type { KeyboardEvent, ReactElement } from "react";
import { memo, useId } from "react";
import type { CardView } from "../../core";
import { capital, letterOf } from "../../core";
import { TRAY } from "../../core/generated";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { ListRow, RowText, useOpenRow } from "../panel/ListRow";
import { groupFacts } from "../shared/template";
import { factWords, quoted } from "../shared/words";
import { useFound } from "./FindStep";
import { timelineOf } from "./model";
import { useOver } from "./over";
import { StepBody, usePlanned, useStepNames, useWindow } from "./StepPanel";
import { lastingWords } from "./step-words";
import { dateFacts, lateWords, lostLane, shiftInTray } from "./telling";
import type { Step } from "./types";
import { NATURES, stepName } from "./words";

/** Names told on a line. */
const TOLD = 3;

export const StepRow = memo(function StepRow({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const card = useStore(session.card(id));
  const step = usePlanned(id);
  return card === null || step === null ? null : <Row card={card} step={step} />;
});

function Row({ card, step }: { card: CardView; step: Step }): ReactElement {
  const { session } = useScreen();
  const { hands, viewer, openMenu } = useOver();
  const editable = useEditable();
  const { id } = step;
  const words = useStore(session.text(id));
  const opened = useOpenRow(viewer, id);
  const name = words.trim() === "" ? stepName(session, id) : quoted(stepName(session, id));
  const factsId = useId();
  const found = useFound(id);
  return (
    <ListRow
      id={id}
      name={name}
      facts={useRowFacts(card, step)}
      factsId={factsId}
      wrong={lateWords(step)}
      classes={[step.nature, ...found]}
      {...opened}
      onMenu={(anchor) => openMenu({ id, anchor })}
      acts={
        editable && (
          <button
            type="button"
            className="button quiet row-before"
            aria-label={`Juste avant ${name}, qu’a-t-il fallu\u00a0?`}
            title="Juste avant cela, qu’a-t-il fallu ? (Entrée)"
            onClick={() => hands.addBefore(id)}
          >
            <Icon name="left" /> Juste avant
          </button>
        )
      }
      body={() => <StepBody key={id} card={card} step={step} />}
    >
      <StepText card={card} step={step} words={words} describedBy={factsId} onOpen={opened.onToggle} />
    </ListRow>
  );
}

/** What is said of a step on the line under its text. */
function useRowFacts(card: CardView, step: Step): readonly string[] {
  const { data } = useScreen();
  const after = useStepNames(step.after);
  const window = useWindow(card);
  const told = (key: string) => {
    const fact = groupFacts(data.template.fields).find(({ field }) => field.key === key);
    return fact === undefined ? "" : factWords(fact, card.fields);
  };
  const [who, state] = [told("qui"), told("etat")];
  const more = after.length > TOLD ? ` et ${after.length - TOLD} de plus` : "";
  return [
    step.nature === "action" ? "" : NATURES[step.nature],
    lostLane(card, step) ? "son fil a été retiré" : "",
    lastingWords(step, card.fields["duree"]),
    ...dateFacts(step),
    window === undefined ? "" : `avant\u00a0: ${window.title}`,
    who === "" ? "" : `pilote\u00a0: ${who}`,
    card.fields["etat"] === "fait" ? "" : state,
    after.length === 0 ? "" : `rend possible\u00a0: ${after.slice(0, TOLD).join(", ")}${more}`,
  ];
}

type Command = "before" | "after" | "up" | "down" | "join" | "open" | "copy";

const WITH_ALT: Readonly<Record<string, Command>> = {
  ArrowLeft: "before",
  ArrowRight: "after",
  ArrowUp: "up",
  ArrowDown: "down",
};
const WITH_CONTROL: Readonly<Record<string, Command>> = { k: "join", i: "open", d: "copy" };

/** What a key asks for besides writing, as on the frise. */
function commandOf(event: KeyboardEvent): Command | undefined {
  const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
  const control = ctrlKey || metaKey;
  if (shiftKey || altKey === control) return undefined;
  return altKey ? WITH_ALT[key] : WITH_CONTROL[letterOf(event)];
}

interface StepTextProps {
  card: CardView;
  step: Step;
  words: string;
  describedBy: string;
  onOpen: () => void;
}

function StepText({ card, step, words, describedBy, onOpen }: StepTextProps): ReactElement {
  const { session } = useScreen();
  const { hands, viewer, ask } = useOver();
  const { id, lane } = step;
  const asked = useSelected(viewer, (now) => now.editing === id);
  const acts: Readonly<Record<Command, () => void>> = {
    before: () => hands.addBefore(id),
    after: () => hands.addAfter(id),
    up: () => lane === TRAY && shiftInTray(hands, timelineOf(session).get(), id, -1),
    down: () => lane === TRAY && shiftInTray(hands, timelineOf(session).get(), id, 1),
    join: () => ask({ from: id, before: false }),
    open: onOpen,
    copy: () => hands.duplicate(id),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    acts[command]();
  };
  /* In the tray one idea follows another; in a lane one goes back in time. */
  const onEnter = () => {
    if (words.trim() === "") return;
    if (lane === TRAY) hands.add(TRAY);
    else hands.addBefore(id);
  };
  return (
    <RowText
      record={card}
      words={words}
      label={capital(NATURES[step.nature])}
      describedBy={describedBy}
      placeholder={step.nature === "reussite" ? "Qu’est-ce qui a réussi\u00a0?" : "Une idée"}
      asked={asked}
      onKeyDown={onKeyDown}
      onEnter={onEnter}
      onBackspace={() => {
        if (!viewer.fresh.has(id)) return false;
        hands.settle(id);
        return true;
      }}
      onLines={(pasted) => {
        hands.paste(lane, pasted);
        hands.settle(id);
        return true;
      }}
      onLeft={() => hands.settle(id)}
    />
  );
}
