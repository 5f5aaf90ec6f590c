/** The projector: the whole map fitted to the screen, then one main branch after another. */

import type { ReactElement } from "react";
import { useLayoutEffect, useRef, useState } from "react";
import { Dots, Results, useResultsShown } from "../../ballot";
import { useStore, useStores } from "../../ui/hooks";
import { Slides } from "../../ui/Slides";
import { useScreen } from "../../ui/screen";
import type { Size } from "../board/box";
import { Beyond } from "../shared/Beyond";
import { factLine } from "../shared/words";
import { Drawing } from "./Drawing";
import { guideUnder } from "./guide";
import { nodeName } from "./say";
import type { TreeView } from "./tree";
import { below, CENTRE, childrenOf, treeOf } from "./tree";
import { hasTypes, TypeSign, typeOf } from "./types";

export function Present(): ReactElement {
  const { session, data } = useScreen();
  const tree = useStore(treeOf(session));
  const branches = childrenOf(tree, CENTRE);
  useStores(branches.map((id) => session.text(id)));
  const voted = useResultsShown();
  const titles = [data.template.title, ...branches.map((id) => nodeName(session, id)), ...(voted ? [RESULTS] : [])];
  return (
    <Slides
      titles={titles}
      slideOf={(card) => 1 + branches.findIndex((branch) => branch === card || below(tree, branch).includes(card))}
    >
      {(slide) => {
        if (slide === 0) return <WholeSlide />;
        const branch = branches[slide - 1];
        return branch === undefined ? (
          <ResultsSlide />
        ) : (
          <BranchSlide key={branch} tree={tree} branch={branch} title={titles[slide] ?? ""} />
        );
      }}
    </Slides>
  );
}

const RESULTS = "Les gommettes";

/** The whole map as large as it can be read: what does not fit is told by its number, and comes branch by branch. */
function WholeSlide(): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const host = frame.current;
    if (host === null) return undefined;
    const look = () => setSize({ width: host.clientWidth, height: host.clientHeight });
    const observer = new ResizeObserver(look);
    look();
    observer.observe(host);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className="slide-map" tabIndex={0} role="group" aria-label="La carte entière">
      {size !== null && <Drawing within={size} />}
    </div>
  );
}

function ResultsSlide(): ReactElement {
  return (
    <div className="slide results-slide" tabIndex={0} role="group" aria-label={RESULTS}>
      <Results />
    </div>
  );
}

function BranchSlide({ tree, branch, title }: { tree: TreeView; branch: string; title: string }): ReactElement {
  const { session } = useScreen();
  const frame = useRef<HTMLDivElement>(null);
  const count = below(tree, branch).length;
  const size = count <= 5 ? "few" : count <= 12 ? "some" : "many";
  const chained = (session.data.template.tree?.levels ?? []).length > 0;
  return (
    <>
      <div ref={frame} className={`slide branch-slide ${size}`} tabIndex={0} role="group" aria-label={title}>
        <Own id={branch} />
        {!chained && <Asked tree={tree} under={branch} />}
        {count === 0 ? (
          <p className="hint">Rien dans cette branche pour l’instant.</p>
        ) : (
          <Ideas tree={tree} parent={branch} chained={chained} />
        )}
      </div>
      <Beyond of={frame} items=".idea" count={count} />
    </>
  );
}

/** What a branch carries besides its name. */
function Own({ id }: { id: string }): ReactElement | null {
  const { session, data } = useScreen();
  const card = useStore(session.card(id));
  const facts = factLine(data.template.fields, card?.fields ?? {});
  const type = hasTypes(data.template) ? typeOf(data.template, card?.color ?? "") : null;
  return (
    <div className="slide-own">
      {type !== null && <TypeSign type={type} />}
      {facts !== "" && <small>{facts}</small>}
      <Dots id={id} />
    </div>
  );
}

/** The questions to which what is under a node answers. */
function Asked({ tree, under }: { tree: TreeView; under: string }): ReactElement | null {
  const { session } = useScreen();
  const { questions } = guideUnder(session, tree, under);
  if (questions.length === 0) return null;
  return (
    <ul className="slide-asked">
      {questions.map((question) => (
        <li key={question}>{question}</li>
      ))}
    </ul>
  );
}

function Ideas({ tree, parent, chained }: { tree: TreeView; parent: string; chained: boolean }): ReactElement | null {
  const ids = childrenOf(tree, parent);
  if (ids.length === 0) return null;
  return (
    <>
      {chained && <Asked tree={tree} under={parent} />}
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <Idea id={id} />
            <Ideas tree={tree} parent={id} chained={chained} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Idea({ id }: { id: string }): ReactElement {
  const { session, data } = useScreen();
  const words = useStore(session.text(id));
  const card = useStore(session.card(id));
  const facts = factLine(data.template.fields, card?.fields ?? {});
  return (
    <p className="idea">
      {hasTypes(data.template) && <TypeSign type={typeOf(data.template, card?.color ?? "")} />}
      <span className="words" dir="auto">
        {words.trim() === "" ? "…" : words}
        {facts !== "" && <small>{facts}</small>}
      </span>
      <Dots id={id} />
    </p>
  );
}
