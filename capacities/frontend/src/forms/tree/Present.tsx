/** The projector: the whole map fitted to the screen, then one main branch after another. */

import type { ReactElement } from "react";
import { Dots, Results, useResultsShown } from "../../ballot";
import { useStore, useStores } from "../../ui/hooks";
import { Slides } from "../../ui/Slides";
import { useScreen } from "../../ui/screen";
import { factLine } from "../shared/words";
import { Drawing } from "./Drawing";
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

function WholeSlide(): ReactElement {
  return (
    <div className="slide-map" tabIndex={0} role="group" aria-label="La carte entière">
      <Drawing />
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
  const count = below(tree, branch).length;
  const size = count <= 5 ? "few" : count <= 12 ? "some" : "many";
  return (
    <div className={`slide branch-slide ${size}`} tabIndex={0} role="group" aria-label={title}>
      {count === 0 ? (
        <p className="hint">Rien dans cette branche pour l’instant.</p>
      ) : (
        <Ideas tree={tree} parent={branch} />
      )}
    </div>
  );
}

function Ideas({ tree, parent }: { tree: TreeView; parent: string }): ReactElement | null {
  const ids = childrenOf(tree, parent);
  if (ids.length === 0) return null;
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <Idea id={id} />
          <Ideas tree={tree} parent={id} />
        </li>
      ))}
    </ul>
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
      <span className="words">
        {words.trim() === "" ? "…" : words}
        {facts !== "" && <small>{facts}</small>}
      </span>
      <Dots id={id} />
    </p>
  );
}
