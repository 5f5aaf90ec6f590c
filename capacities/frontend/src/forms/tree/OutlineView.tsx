/** The list view: the whole tree as headings, nested lists and fields, live; the natural way on a
 * phone, with a keyboard or with a screen reader. */

import type { CSSProperties, ReactElement, RefObject } from "react";
import { memo, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { clipboardText } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { caretPlaces, FocusKeeper, fieldOf, putCaret } from "../shared/focus";
import { HelpButton } from "../shared/Help";
import { LeftOut } from "../shared/LeftOut";
import { ideas } from "../shared/words";
import { DetailsPanel } from "./Details";
import { FindIdea } from "./Find";
import { guideUnder } from "./guide";
import { useHands } from "./hands";
import { huesOf } from "./hues";
import { MoveUnderDialog } from "./MoveUnder";
import { NodeText } from "./NodeText";
import { OutlineMenu } from "./OutlineMenu";
import { NodeList, Row, useChildren } from "./OutlineRow";
import type { OpenMenu, Plan } from "./plan";
import { PlanContext, usePlan } from "./plan";
import { CENTRE, childrenOf, treeOf } from "./tree";
import { useViewerOf } from "./viewer";

/** Beyond this many ideas, what is deeper than the second level is folded at first. */
const MANY = 250;

function usePlanState(root: RefObject<HTMLDivElement | null>) {
  const { session } = useScreen();
  const viewer = useViewerOf();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [leftOut, setLeftOut] = useState("");
  const hands = useHands(setLeftOut);
  const tree = treeOf(session);
  const hues = useRef<ReadonlyMap<string, string>>(new Map());
  hues.current = huesOf(useStore(tree), session.data.template);
  const plan = useMemo<Plan>(() => {
    const keeper = new FocusKeeper();
    const focusNode: Plan["focusNode"] = (id, caret) => {
      flushSync(() => viewer.reveal(id));
      const size = session.text(id).get().length;
      const at = caret ?? { start: size, end: size };
      const field = root.current === null ? null : fieldOf(root.current, id);
      if (field === null) return keeper.keep(id, at);
      putCaret(field, at);
      field.scrollIntoView({ block: "nearest" });
    };
    return {
      hands,
      openMenu: setMenu,
      askMove: setMoving,
      hueOf: (branch) => hues.current.get(branch) ?? "",
      /* Somebody deleted it, or it went into a folded branch. */
      ...caretPlaces(keeper, root, () => {
        const heir = viewer.get().selected.at(-1) ?? CENTRE;
        if (root.current !== null) fieldOf(root.current, heir)?.focus();
      }),
      focusNode,
      beside: (id, step) => {
        const { ids } = viewer.shown.get();
        const at = ids.indexOf(id);
        return at < 0 ? null : (ids[at + step] ?? null);
      },
      paste: (parent, text, instead) => {
        const last = hands.paste(parent, text, instead).at(-1);
        if (last !== undefined) focusNode(last);
      },
    };
  }, [hands, root, session, viewer]);
  return { plan, menu, setMenu, moving, setMoving, leftOut, setLeftOut };
}

/** A large tree opens with its first two levels. */
function useFoldedAtFirst(): void {
  const { session } = useScreen();
  const viewer = useViewerOf();
  useEffect(() => {
    const tree = treeOf(session).get();
    if (tree.order.length <= MANY || viewer.get().folded.size > 0) return;
    const deep = tree.order.filter((id) => (tree.depth.get(id) ?? 0) >= 2 && childrenOf(tree, id).length > 0);
    viewer.fold(deep, true);
  }, [session, viewer]);
}

export function Outline(): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const { session } = useScreen();
  const viewer = useViewerOf();
  const { plan, menu, setMenu, moving, setMoving, leftOut, setLeftOut } = usePlanState(root);
  const details = useSelected(viewer, (now) => (now.details ? (now.selected.at(-1) ?? null) : null));
  useFoldedAtFirst();
  const onMoved = (id: string) => (parent: string | null) => {
    flushSync(() => setMoving(null));
    if (parent !== null) flushSync(() => plan.hands.move([id], parent, null));
    plan.focusNode(id);
  };
  const go = useCallback((id: string) => {
    const row = root.current?.querySelector(`[data-card="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <PlanContext value={plan}>
      <div ref={root} className={details === null ? "outline" : "outline with-details"}>
        <div className="outline-page">
          <FindIdea onGo={go} />
          <Focused />
          <Branches />
        </div>
        {details !== null && details !== CENTRE && (
          <DetailsPanel
            key={details}
            id={details}
            onClose={() => {
              viewer.showDetails(false);
              plan.focusNode(details);
            }}
          />
        )}
        {menu !== null && <OutlineMenu menu={menu} onClose={() => setMenu(null)} />}
        {moving !== null && session.card(moving).get() !== null && (
          <MoveUnderDialog ids={[moving]} onDone={onMoved(moving)} />
        )}
        <LeftOut text={leftOut} onClose={() => setLeftOut("")} />
      </div>
    </PlanContext>
  );
}

/** Only one branch is looked at: say so, and the way back. */
function Focused(): ReactElement | null {
  const viewer = useViewerOf();
  const { hands } = usePlan();
  const focus = useSelected(viewer, (now) => now.focus);
  if (focus === null) return null;
  return (
    <p className="focused">
      Une seule branche est montrée.{" "}
      <button type="button" className="button" onClick={() => hands.focusBranch(null)}>
        Voir tout le plan
      </button>
    </p>
  );
}

function Branches(): ReactElement {
  const viewer = useViewerOf();
  const root = useSelected(viewer.shown, (now) => now.root);
  const { printing } = useScreen();
  return root === CENTRE || printing ? <Whole /> : <Branch id={root} />;
}

function Whole(): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const viewer = useViewerOf();
  const { hands } = usePlan();
  const ids = useChildren(CENTRE);
  const searched = useSelected(viewer.matching, (now) => now !== null);
  const levels = session.data.template.tree?.levels ?? [];
  const question = levels[0]?.question ?? "";
  return (
    <>
      <Centre />
      {question !== "" && <p className="level-question">{question}</p>}
      {ids.map((id) => (
        <Branch key={id} id={id} />
      ))}
      {ids.length === 0 && (
        <p className="hint">{searched ? "Rien ne correspond à cette recherche." : "Rien n’est encore écrit."}</p>
      )}
      {editable && (
        <button type="button" className="add new-branch" onClick={() => hands.child(CENTRE)}>
          <span aria-hidden="true">+ </span>
          {levels.length > 0 ? "Ajouter une réponse" : "Ajouter une branche"}
        </button>
      )}
    </>
  );
}

function Centre(): ReactElement | null {
  const { session, data } = useScreen();
  const card = useStore(session.card(CENTRE));
  const fallback = data.template.tree?.centre ?? data.template.title;
  return (
    <div className="centre" data-card={CENTRE}>
      <h2>{card === null ? fallback : <NodeText card={card} label="Idée centrale" placeholder={fallback} />}</h2>
    </div>
  );
}

const Branch = memo(function Branch({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const { hueOf } = usePlan();
  const card = useStore(session.card(id));
  const hue = useSelected(treeOf(session), () => hueOf(id));
  const titleId = useId();
  if (card === null) return null;
  const style = hue === "" ? undefined : ({ "--branch": hue } as CSSProperties);
  return (
    <div role="group" className="branch" style={style} aria-labelledby={titleId}>
      <Row card={card} heading={titleId} label="Branche principale" placeholder="Nommez cette branche">
        <BranchTools id={id} />
      </Row>
      <BranchBody id={id} />
    </div>
  );
});

function BranchTools({ id }: { id: string }): ReactElement {
  const { session } = useScreen();
  const { shown } = useViewerOf();
  const below = useSelected(shown, (now) => now.nodes.get(id)?.below ?? 0);
  const name = useStore(session.text(id)).trim() || "branche sans nom";
  const guide = guideUnder(session, useStore(treeOf(session)), id);
  return (
    <span className="branch-tools">
      <HelpButton name={name} questions={guide.questions} example={guide.example} />
      <span className="number" title={ideas(below)}>
        <span aria-hidden="true">{below}</span>
        <span className="unseen">{ideas(below)}</span>
      </span>
    </span>
  );
}

function BranchBody({ id }: { id: string }): ReactElement | null {
  const { session, printing } = useScreen();
  const editable = useEditable();
  const viewer = useViewerOf();
  const { hands, paste } = usePlan();
  const folded = useSelected(viewer.shown, (now) => now.nodes.get(id)?.folded ?? false);
  const empty = useSelected(treeOf(session), (now) => childrenOf(now, id).length === 0);
  const name = useStore(session.text(id)).trim();
  const guide = guideUnder(session, useStore(treeOf(session)), id);
  if (folded && !printing) return null;
  const chained = (session.data.template.tree?.levels ?? []).length > 0;
  const question = guide.questions[0] ?? "";
  return (
    <div className="branch-body">
      {!chained && question !== "" && empty && <p className="hint">{question}</p>}
      <NodeList parent={id} />
      {editable && (
        <button
          type="button"
          className="add"
          onClick={() => hands.child(id)}
          onPaste={(event) => {
            event.preventDefault();
            paste(id, clipboardText(event.clipboardData), null);
          }}
        >
          <span aria-hidden="true">+ </span>
          {!chained ? "Ajouter une idée" : empty && question !== "" ? question : "Ajouter une réponse"}
          <span className="unseen">{` sous «\u00a0${name || "cette branche"}\u00a0»`}</span>
        </button>
      )}
    </div>
  );
}
