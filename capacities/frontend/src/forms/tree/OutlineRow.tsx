/** One idea of the outline and, nested under it, those it holds. Redrawn alone. */

import type { CSSProperties, ReactElement } from "react";
import { memo } from "react";
import { Dots } from "../../ballot";
import type { CardView } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepFocus } from "../shared/KeepFocus";
import { safeLink } from "../shared/links";
import { useOthersIn } from "../shared/presence";
import { filledFacts, ideas, namedFact, short } from "../shared/words";
import { guideUnder } from "./guide";
import { NodeText } from "./NodeText";
import { usePlan } from "./plan";
import { CENTRE, childrenOf, treeOf } from "./tree";
import { hasTypes, TypeSign, typeOf } from "./types";
import { useViewerOf } from "./viewer";

const NONE: readonly string[] = [];

/** The nodes drawn under one: on paper all of them, else what is neither folded nor filtered. */
export function useChildren(id: string): readonly string[] {
  const { session, printing } = useScreen();
  const { shown } = useViewerOf();
  const drawn = useSelected(shown, (now) => now.children.get(id) ?? NONE);
  const all = useSelected(treeOf(session), (now) => childrenOf(now, id));
  return printing ? all : drawn;
}

/** What the children of a node answer, when questions are chained by level; else "". */
export function useQuestion(parent: string): string {
  const { session } = useScreen();
  return useSelected(treeOf(session), (now) => {
    if ((session.data.template.tree?.levels ?? []).length === 0) return "";
    return guideUnder(session, now, parent).questions[0] ?? "";
  });
}

/** The ideas under a node, in order. The focus is kept in one that somebody moves. */
export const NodeList = memo(function NodeList({ parent }: { parent: string }): ReactElement | null {
  const ids = useChildren(parent);
  const question = useQuestion(parent);
  if (ids.length === 0) return null;
  return (
    <>
      {question !== "" && <p className="level-question">{question}</p>}
      <KeepFocus order={ids} className="nodes">
        {ids.map((id) => (
          <OutlineNode key={id} id={id} />
        ))}
      </KeepFocus>
    </>
  );
});

const OutlineNode = memo(function OutlineNode({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const card = useStore(session.card(id));
  if (card === null) return null;
  return (
    <li>
      <Row card={card} label={rowLabel(card)} placeholder="Écrivez une idée" />
      <NodeList parent={id} />
      <Ask parent={id} />
    </li>
  );
});

function rowLabel({ author }: CardView): string {
  return author === "" ? "Idée" : `Idée de ${author}`;
}

interface RowProps {
  card: CardView;
  label: string;
  placeholder: string;
  /** Id of the heading when the row is a main branch. */
  heading?: string;
  /** Drawn between the text and the menu of a main branch. */
  children?: ReactElement | null;
}

/** The line of one node: fold, type, text, facts, menu, and who is in it. */
export function Row({ card, label, placeholder, heading, children }: RowProps): ReactElement {
  const { session, data } = useScreen();
  const { id } = card;
  const viewer = useViewerOf();
  const others = useOthersIn(session, id);
  const hit = useSelected(viewer.matching, (now) => now?.has(id) === true);
  const chosen = useSelected(viewer, (now) => now.selected.at(-1) === id);
  const here = useSelected(viewer, (now) => now.details) && chosen;
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  const classes = [
    "row",
    ...(others === null ? [] : ["shared"]),
    ...(hit ? [chosen ? "hit current" : "hit"] : []),
    ...(here ? ["here"] : []),
  ];
  const text = <NodeText card={card} label={label} placeholder={placeholder} />;
  return (
    <div className={classes.join(" ")} data-card={id} style={style}>
      <Fold id={id} />
      {hasTypes(data.template) && (heading === undefined || card.color !== "") && <TypeChip card={card} />}
      <div className="row-body">
        {heading === undefined ? (
          text
        ) : (
          <h2 id={heading} className="branch-title">
            {text}
          </h2>
        )}
        <Facts card={card} />
        {card.id !== CENTRE && <Dots id={card.id} />}
      </div>
      {children}
      <More id={id} />
      {others !== null && <span className="who">{others.words}</span>}
    </div>
  );
}

function Fold({ id }: { id: string }): ReactElement {
  const { session } = useScreen();
  const viewer = useViewerOf();
  const { hands } = usePlan();
  const below = useSelected(viewer.shown, (now) => now.nodes.get(id)?.below ?? 0);
  const folded = useSelected(viewer.shown, (now) => now.nodes.get(id)?.folded ?? false);
  const words = useSelected(session.text(id), short);
  if (below === 0) return <span className="fold-none" aria-hidden="true" />;
  const name = words === "" ? "cette idée" : `«\u00a0${words}\u00a0»`;
  return (
    <button
      type="button"
      className="fold"
      aria-expanded={!folded}
      aria-label={folded ? `Déplier ${name}, ${ideas(below)}` : `Replier ${name}`}
      title={folded ? "Déplier" : "Replier"}
      onClick={() => hands.fold([id], !folded)}
    >
      <Icon name={folded ? "right" : "down"} />
      {folded && <span aria-hidden="true">{below}</span>}
    </button>
  );
}

function TypeChip({ card }: { card: CardView }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const { openMenu } = usePlan();
  const opener = useOpener((anchor) => openMenu({ id: card.id, anchor, what: "type" }));
  const type = typeOf(data.template, card.color);
  if (!editable) return <TypeSign type={type} />;
  return (
    <button
      type="button"
      className="type-chip"
      aria-haspopup="menu"
      aria-label={`Type\u00a0: ${type?.title ?? "aucun"}, changer`}
      {...opener}
    >
      <TypeSign type={type} />
    </button>
  );
}

/** Who, when, state…: only what is filled; a click opens the details. */
function Facts({ card }: { card: CardView }): ReactElement | null {
  const { data, printing } = useScreen();
  const viewer = useViewerOf();
  if (card.id === CENTRE) return null;
  const facts = filledFacts(data.template.fields, card.fields);
  if (facts.length === 0) return null;
  const links = facts.filter(({ fact, words }) => fact.field.kind === "lien" && safeLink(words) !== null);
  const read = facts.filter((each) => !links.includes(each));
  const line = read.map(({ fact, words }) => (
    <span key={fact.field.key} className="fact">
      {fact.field.kind === "oui-non" ? words : namedFact(fact, printing ? words : short(words))}
    </span>
  ));
  return (
    <div className="row-facts">
      {line.length > 0 &&
        (printing ? (
          line
        ) : (
          <button
            type="button"
            className="facts-button"
            title="Voir les détails"
            onClick={() => {
              viewer.select([card.id]);
              viewer.showDetails(true);
            }}
          >
            {line}
          </button>
        ))}
      {links.map(({ fact, words }) => (
        <a key={fact.field.key} href={words} target="_blank" rel="noopener noreferrer" title={words}>
          {fact.field.title}
          <span className="unseen">, s’ouvre dans un nouvel onglet</span>
        </a>
      ))}
    </div>
  );
}

function More({ id }: { id: string }): ReactElement | null {
  const editable = useEditable();
  const { openMenu } = usePlan();
  const opener = useOpener((anchor) => openMenu({ id, anchor, what: "all" }));
  if (!editable) return null;
  return (
    <IconButton
      icon="more"
      className="icon-button row-more"
      label={id === CENTRE ? "Actions sur l’idée centrale" : "Actions sur cette idée"}
      aria-haspopup="menu"
      title="Ajouter, déplacer, supprimer…"
      {...opener}
    />
  );
}

/** The question that the next level asks, where nobody has answered it yet. */
function Ask({ parent }: { parent: string }): ReactElement | null {
  const { session } = useScreen();
  const editable = useEditable();
  const { hands } = usePlan();
  const question = useQuestion(parent);
  const answered = useSelected(treeOf(session), (now) => childrenOf(now, parent).length > 0);
  if (question === "" || answered || !editable) return null;
  return (
    <button type="button" className="ask" onClick={() => hands.child(parent)}>
      <span aria-hidden="true">+ </span>
      {question}
    </button>
  );
}
