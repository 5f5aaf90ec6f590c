/** « Camille vous amène à « Gouvernance » »: announced, refused by a key or a finger. */

import type { ReactElement } from "react";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { Call, DossierNews, Store } from "../core";
import type { Called } from "./calls";
import { Calls, GOES_AFTER_MS } from "./calls";
import { useStore } from "./hooks";
import { watchWriting } from "./writing";

export interface CallsProps {
  news: Store<DossierNews>;
  go: (call: Call) => void;
  /** The page is there already: what is to be seen is shown at once to whoever is not at work. */
  here?: (call: Call) => boolean;
  /** Something of the page would be lost. */
  busy?: () => boolean;
  /** The page is projected: it follows what its own browser calls to. */
  projected?: () => boolean;
}

export interface HeardCall {
  called: Called | null;
  here: boolean;
  go: () => void;
  stay: () => void;
}

/** The call to draw. Escape refuses it, whatever else it closes. */
export function useCalls(props: CallsProps): HeardCall {
  const latest = useRef(props);
  latest.current = props;
  const { news } = props;
  const calls = useMemo(() => {
    return new Calls({
      news,
      go: (call) => latest.current.go(call),
      busy: () => latest.current.busy?.() === true,
      follows: () => latest.current.projected?.() === true,
      isHere: (call) => latest.current.here?.(call) === true,
    });
  }, [news]);
  useEffect(() => watchWriting(), []);
  useEffect(() => calls.start(), [calls]);
  const called = useStore(calls.store);
  const shown = called !== null;
  useEffect(() => {
    if (!shown) return undefined;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === "Escape") calls.stay();
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => document.removeEventListener("keydown", onKeyDown, true);
  }, [calls, shown]);
  const here = shown && props.here?.(called.call) === true;
  return { called, here, go: () => calls.go(), stay: () => calls.stay() };
}

/** For a page that has no windows of its own. */
export function CallNotice(props: CallsProps): ReactElement {
  return <CallBox {...useCalls(props)} />;
}

/** The region is there before its words: those that come with theirs are often not read out. */
export function CallBox({ called, here, go, stay }: HeardCall): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const id = called?.call.id;
  useLayoutEffect(() => {
    /* Above what is open already: a menu, a list. */
    if (id !== undefined) box.current?.showPopover();
  }, [id]);
  return (
    <div aria-live="assertive">
      {called !== null && (
        <div key={id} ref={box} popover="manual" className="call" data-going={called.going ? "" : undefined}>
          <p>
            <b>{sentence(called.call, here)}</b>{" "}
            {called.going
              ? "Vous y allez dans quelques secondes."
              : "Vous travaillez ici\u00a0: rien ne bouge sans vous."}
            <span className="call-key"> Échap pour rester.</span>
          </p>
          <div className="call-answers">
            <button type="button" className="button primary" onClick={go}>
              Y aller
            </button>
            <button type="button" className="button" onClick={stay}>
              Rester ici
            </button>
          </div>
          {called.going && <span className="call-time" style={{ animationDuration: `${GOES_AFTER_MS}ms` }} />}
        </div>
      )}
    </div>
  );
}

function sentence({ by, title, branch }: Call, here: boolean): string {
  const who = by === "" ? "La personne qui anime" : by;
  if (!here) return `${who} vous amène à «\u00a0${title}\u00a0».`;
  return branch === null ? `${who} amène tout le monde ici.` : `${who} veut vous montrer quelque chose ici.`;
}
