/** One node of the map. Redrawn alone: by its own text and keys, by who is in it, by the hand. */

import type { CSSProperties, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import { Dots } from "../../ballot";
import type { CanvasSession, CardView } from "../../core";
import { safeLink } from "../shared/links";
import { splitOthers } from "../shared/presence";
import type { Template } from "../shared/template";
import { filledFacts, ideas } from "../shared/words";
import { guideOf } from "./guide";
import { useMap } from "./map-context";
import { NodeField } from "./NodeField";
import { HelpOfBranch, NodeTools, Who } from "./NodeTools";
import { useNodeNow } from "./node-now";
import { subIdeas } from "./say";
import type { ShownNode } from "./shown";
import { CENTRE, NODE, treeOf } from "./tree";
import { hasTypes } from "./types";

interface MapNodeProps {
  node: ShownNode;
  hue: string;
  editable: boolean;
}

export const MapNode = memo(function MapNode({ node, hue, editable }: MapNodeProps): ReactElement {
  const map = useMap();
  const { session, scene } = map;
  const { id, level } = node;
  const ref = useRef<HTMLDivElement>(null);
  const { card, words, ...now } = useNodeNow(map, id);
  const others = splitOthers(now.others);
  useLayoutEffect(() => (ref.current === null ? undefined : scene.register(id, ref.current)), [scene, id]);
  const { template } = session.data;
  /* With one type only, it says nothing. */
  const typed = id !== CENTRE && hasTypes(template);
  const type = typed ? template.colors.find((color) => color.key === card?.color) : undefined;
  const marks = card === null ? [] : marksOf(template, card);
  const facts = marks.map((mark) => mark.words);
  const editing = now.editing && editable;
  const hot = !editing && (now.over || now.alone);
  /* A main branch tells how much it holds, even nothing: there is something to fill. */
  const counted = level === 1 && (node.below > 0 || node.parent === CENTRE);
  const written = facts.join("·");
  useLayoutEffect(() => scene.touch(id, !editing), [scene, id, editing, words, written, level]);
  const className = [
    "node",
    LEVELS[level] ?? "",
    others === null ? "" : "shared",
    now.selected ? "chosen" : "",
    editing ? "writing" : "",
    now.found ? "found" : "",
  ];
  /* Most nodes have no style of their own: the browser computes one for all of them. */
  const own = level === 0 ? { "--hue": hue } : others === null ? undefined : { "--who": others.color };
  return (
    <div
      ref={ref}
      className={className.filter((each) => each !== "").join(" ")}
      style={own as CSSProperties | undefined}
      data-node={id}
      data-hue={type?.hue}
      role="treeitem"
      tabIndex={now.current && !editing ? 0 : -1}
      aria-level={level + 1}
      aria-setsize={node.brothers}
      aria-posinset={node.position}
      aria-selected={now.selected}
      {...(node.below > 0 ? { "aria-expanded": node.open } : {})}
    >
      <div className="node-body">
        {editing && card !== null ? (
          <NodeField card={card} words={words} level={level} placeholder={placeholderOf(session, node)} />
        ) : (
          wordsOf(words, level, fallbackOf(template, node))
        )}
        {(counted || facts.length > 0) && factsOf(node, marks, counted)}
        {/* The name of a node is what it holds: what is not drawn is said here. */}
        {level !== 1 && node.below > 0 && <span className="unseen">{subIdeas(node.below)}</span>}
        {template.dots !== null && id !== CENTRE && <Dots id={id} tabbable={false} />}
      </div>
      {/* Drawn before the words, said after them. */}
      {type !== undefined && (
        <span
          className="node-sign"
          role="img"
          aria-label={type.title}
          title={
            editable
              ? `${type.title}\u00a0: cliquer pour changer (touches 1 à ${Math.min(9, template.colors.length)})`
              : type.title
          }
        >
          {type.sign}
        </span>
      )}
      {card !== null && card.zone !== NODE && id !== CENTRE && <HelpOfBranch node={node} zone={card.zone} />}
      {(hot || node.folded) && <NodeTools node={node} hue={hue} hot={hot} editable={editable} />}
      {others !== null && <Who words={others.words} />}
    </div>
  );
});

/** A fact as short as a date is not cut at the end of a line. */
const SHORT_FACT = 26;
const LEVELS = ["is-root", "is-main"];

function fallbackOf(template: Template, node: ShownNode): string {
  return node.id === CENTRE ? (template.tree?.centre ?? template.title) : "Sans texte";
}

function placeholderOf(session: CanvasSession, node: ShownNode): string {
  const { template } = session.data;
  if (node.id === CENTRE) return template.tree?.centre ?? "";
  if ((template.tree?.levels.length ?? 0) === 0) return "Écrivez une idée";
  return guideOf(session, treeOf(session).get(), node.id).questions[0] ?? "Écrivez une idée";
}

interface Mark {
  words: string;
  /** A page to open, or "". */
  href: string;
}

/** What a node shows of its fields: who, when, where it stands; a note and a link as marks. */
function marksOf(template: Template, card: CardView): Mark[] {
  return filledFacts(template.fields, card.fields).map(({ fact, words }) => {
    const { kind, title } = fact.field;
    if (kind === "lien") return { words: title.toLowerCase(), href: safeLink(words) ?? "" };
    if (kind === "note") return { words: title.toLowerCase(), href: "" };
    const whole = kind !== "oui-non" && words.length < SHORT_FACT;
    return { words: whole ? words.replaceAll(" ", "\u00a0") : words, href: "" };
  });
}

/** The first line of the root and of a main branch is its title; what follows is smaller. */
function wordsOf(words: string, level: number, fallback: string): ReactElement {
  const text = words.trim();
  if (text === "") return <p className="node-words none">{fallback}</p>;
  const end = level > 1 ? -1 : text.indexOf("\n");
  if (end < 0)
    return (
      <p className="node-words" dir="auto">
        {text}
      </p>
    );
  return (
    <>
      <p className="node-words" dir="auto">
        {text.slice(0, end)}
      </p>
      <p className="node-more" dir="auto">
        {text.slice(end + 1)}
      </p>
    </>
  );
}

function factsOf(node: ShownNode, marks: readonly Mark[], count: boolean): ReactElement {
  /* Nothing under it yet: that is seen, and « aucune idée » is what one says who does not know. */
  const counted = count && node.below > 0;
  return (
    <p className={marks.length === 0 ? "node-facts node-count" : "node-facts"}>
      {counted && <span>{ideas(node.below)}</span>}
      {marks.map(({ words, href }, i) => (
        <span key={words}>
          {(counted || i > 0) && " · "}
          {href === "" ? (
            words
          ) : (
            <a href={href} target="_blank" rel="noopener noreferrer" tabIndex={-1} title={href}>
              {words}&nbsp;↗
            </a>
          )}
        </span>
      ))}
    </p>
  );
}
