/** One box of the canvas: its title, its questions, its post-its, and the way to add one. */

import type { ClipboardEvent, CSSProperties, KeyboardEvent, MouseEvent, ReactElement } from "react";
import { memo, useId, useRef, useState } from "react";
import { clipboardText } from "../../core";
import { useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { Beyond } from "../shared/Beyond";
import { HelpButton } from "../shared/Help";
import { KeepFocus } from "../shared/KeepFocus";
import type { Fact } from "../shared/template";
import { structureOf, useBoard } from "./board";
import { Card } from "./Card";
import type { BoxSpec } from "./layout";
import { boxName } from "./layout";
import { useLowBox } from "./low";
import { factsOf } from "./template";
import { postIts, sumWords } from "./words";

interface BoxProps {
  box: BoxSpec;
  /** Level of its heading. */
  level: 2 | 3 | 4;
  /** A box of the template no longer has this zone: nothing is added here. */
  stray?: boolean;
}

export const Box = memo(function Box({ box, level, stray = false }: BoxProps): ReactElement {
  const { session, view } = useScreen();
  const editable = useEditable() && !stray;
  const ids = useStore(session.zoneOrder(box.id));
  const { addCard } = useBoard();
  const titleId = useId();
  const section = useLowBox(ids.length);
  const Title = `h${level}` as const;
  const style: CSSProperties = box.area === "" ? {} : { gridArea: box.area };
  const name = boxName(box);
  return (
    <section
      ref={section}
      className={box.accent ? "box accent" : "box"}
      data-box={stray ? undefined : box.id}
      style={style}
      aria-labelledby={titleId}
    >
      <div className="box-head">
        <Title id={titleId} className="box-title">
          {box.within !== "" && <span className="unseen">{`${box.within} — `}</span>}
          {box.title}
        </Title>
        <HelpButton name={name} questions={box.questions} example={box.example} />
        <BoxFigures box={box} count={ids.length} />
      </div>
      <BoxBody box={box} name={name} count={ids.length} editable={editable}>
        {view === "liste" && <Questions box={box} />}
        {ids.length > 0 && (
          <KeepFocus order={ids} className="cards">
            {ids.map((id) => (
              <Card key={id} id={id} box={box.id} />
            ))}
          </KeepFocus>
        )}
        {ids.length === 0 && view !== "liste" && <EmptyHint box={box} editable={editable} />}
      </BoxBody>
      {editable && (
        <button
          type="button"
          className="add"
          aria-label={`Ajouter une idée dans «\u00a0${name}\u00a0»`}
          onClick={() => addCard(box.id)}
        >
          <span aria-hidden="true">+ </span>
          <span>
            Ajouter<span className="add-more"> une idée</span>
          </span>
        </button>
      )}
    </section>
  );
});

function EmptyHint({ box, editable }: { box: BoxSpec; editable: boolean }): ReactElement {
  const question = box.questions[0];
  if (question === undefined)
    return <p className="hint">{editable ? "Cliquez pour écrire." : "Rien pour l’instant."}</p>;
  return <p className="hint">{question}</p>;
}

function Questions({ box }: { box: BoxSpec }): ReactElement | null {
  if (box.questions.length === 0) return null;
  return (
    <ul className="questions">
      {box.questions.map((question) => (
        <li key={question}>{question}</li>
      ))}
    </ul>
  );
}

/** The sums of the box, or how many post-its it holds. */
function BoxFigures({ box, count }: { box: BoxSpec; count: number }): ReactElement {
  return (
    <span className="figures">
      <Sums box={box.id} className="sum" />
      <span className="number" title={postIts(count)}>
        <span aria-hidden="true">{count}</span>
        <span className="unseen">{postIts(count)}</span>
      </span>
    </span>
  );
}

/** One for each amount that the post-its of a box carry. */
export function Sums({ box, className }: { box: string; className: string }): ReactElement[] {
  const { data } = useScreen();
  const summed = factsOf(data.template, box).filter((fact) => fact.field.total);
  return summed.map((fact) => <Sum key={fact.field.key} box={box} className={className} fact={fact} />);
}

function Sum({ box, className, fact }: { box: string; className: string; fact: Fact }): ReactElement | null {
  const { session } = useScreen();
  const words = sumWords(fact, useStore(session.totals(box, fact.field.key, fact.by?.key ?? null)));
  return words === "" ? null : <span className={className}>{words}</span>;
}

interface BodyProps {
  box: BoxSpec;
  name: string;
  count: number;
  editable: boolean;
  children: React.ReactNode;
}

/** The place of the post-its: a click in its empty part, or typing there, starts one. */
function BoxBody({ box, name, count, editable, children }: BodyProps): ReactElement {
  const { session } = useScreen();
  const board = useBoard();
  const body = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<EventTarget | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const { order } = structureOf(session);
      const next = order[order.indexOf(box.id) + (key === "ArrowLeft" ? -1 : 1)];
      if (next !== undefined) {
        event.preventDefault();
        board.focusBox(next);
      }
    } else if (key === "Enter" && editable) {
      event.preventDefault();
      board.addCard(box.id);
    } else if (editable && (key === "Dead" || (key.length === 1 && key !== " "))) {
      /* The new text field has the focus before the browser inserts this very character. */
      board.addCard(box.id);
    }
  };
  const empty = (event: MouseEvent<HTMLElement>) =>
    event.target instanceof Element && event.target.closest("[data-card], button") === null;
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (editable && empty(event) && pressed === event.target) board.addCard(box.id);
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || !editable) return;
    event.preventDefault();
    board.pasteLines(box.id, clipboardText(event.clipboardData));
  };
  return (
    <>
      <div
        ref={body}
        className="box-body"
        data-body={box.id}
        tabIndex={0}
        role="group"
        aria-label={`${name}, ${postIts(count)}`}
        onMouseDown={(event) => setPressed(event.target)}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      >
        {children}
      </div>
      <Beyond of={body} items="[data-card]" count={count} />
    </>
  );
}
