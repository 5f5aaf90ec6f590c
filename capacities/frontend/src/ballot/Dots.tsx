/** The gommettes of one idea: mine, everybody's when they may be seen, and the two buttons. */

import type { KeyboardEvent, ReactElement, SyntheticEvent } from "react";
import { memo, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { short } from "../core/short";
import { useStore } from "../ui/hooks";
import { sameParts } from "../ui/same";
import { useScreen } from "../ui/screen";
import type { Ballot } from "./ballot";
import { useBallot, useDotActs } from "./hooks";
import type { BallotView } from "./types";
import { gommettes, ownWords } from "./words";

/** Beyond this many, a number says it better than a row of discs. */
const DRAWN = 4;
/** Of everybody's, beside their number. */
const SHOWN = 8;

interface CardDots {
  /** Placed from this screen (by oneself, or for the table it votes for). */
  own: number;
  ownWords: string;
  /** null while nobody may see it. */
  total: number | null;
  /** The vote is open to this person. */
  voting: boolean;
  refusal: string | null;
  offline: boolean;
}

function dotsOf(ballot: Ballot, { state, hand, online }: BallotView, id: string): CardDots | null {
  if (state === null || hand === null) return null;
  const own = hand.dots[id] ?? 0;
  return {
    own,
    ownWords: ownWords(own, hand),
    total: state.totals === null ? null : (state.totals[id] ?? 0),
    voting: state.open && state.can_vote,
    refusal: ballot.cannotPlace(id),
    offline: !online,
  };
}

/** The part of the ballot that one card shows: a thousand cards listen, only those that
 * changed are drawn again. */
function useCardDots(ballot: Ballot, id: string): CardDots | null {
  const last = useRef<CardDots | null>(null);
  const subscribe = useCallback((listener: () => void) => ballot.view.subscribe(listener), [ballot]);
  return useSyncExternalStore(subscribe, () => {
    const now = dotsOf(ballot, ballot.view.get(), id);
    if (last.current === null || now === null || !sameParts(last.current, now)) last.current = now;
    return last.current;
  });
}

interface DotsProps {
  id: string;
  /** False where keys do the same (see keys.ts): the buttons are then for mouse and finger, and
   * a thousand cards are not two thousand stops. */
  tabbable?: boolean;
  /** Without the total, where a table already says it. */
  bare?: boolean;
}

/** Nothing when the canvas has no gommettes, or when there is nothing to see or do here. */
export const Dots = memo(function Dots(props: DotsProps): ReactElement | null {
  const ballot = useBallot();
  return ballot === null ? null : <Shown {...props} ballot={ballot} />;
});

function Shown({ id, tabbable = true, bare = false, ballot }: DotsProps & { ballot: Ballot }): ReactElement | null {
  const { view } = useScreen();
  const dots = useCardDots(ballot, id);
  if (dots === null) return null;
  const { own } = dots;
  const total = bare ? null : dots.total;
  // What is projected belongs to the room, not to the person at the projector.
  const projected = view === "presentation";
  const voting = dots.voting && !projected;
  const mine = own > 0 && !projected;
  if (!voting && !mine && (total ?? 0) === 0) return null;
  return (
    <span className="dots" data-dots={id}>
      {voting && <DotButtons id={id} dots={dots} tabbable={tabbable} />}
      {mine && !voting && <Own count={own} words={dots.ownWords} />}
      {total !== null && total > 0 && (
        <span className="dots-total">
          {!mine && <Discs count={total} most={SHOWN} />} {gommettes(total)}
        </span>
      )}
    </span>
  );
}

function Own({ count, words }: { count: number; words: string }): ReactElement {
  return (
    <span className="dots-own" title={words}>
      <Discs count={count} />
      <span className="unseen">{words}</span>
    </span>
  );
}

/** `most`: how many are drawn, beside a number that says how many there are. */
function Discs({ count, most }: { count: number; most?: number }): ReactElement {
  return (
    <span aria-hidden="true" className="discs">
      {most !== undefined ? (
        Array.from({ length: Math.min(count, most) }, (_, i) => <span key={i} className="gommette" />)
      ) : count <= DRAWN ? (
        Array.from({ length: count }, (_, i) => <span key={i} className="gommette" />)
      ) : (
        <>
          <span className="gommette" />×{count}
        </>
      )}
    </span>
  );
}

/** The card under the buttons is neither dragged by them nor opened. */
function keepHere(event: SyntheticEvent): void {
  event.stopPropagation();
}

/** Enter and Space press the button; the card's other keys still work from it. */
function keepPress(event: KeyboardEvent): void {
  if (event.key === "Enter" || event.key === " ") event.stopPropagation();
}

function DotButtons({ id, dots, tabbable }: { id: string; dots: CardDots; tabbable: boolean }): ReactElement | null {
  const { session } = useScreen();
  const acts = useDotActs();
  const text = useStore(session.text(id)).trim();
  const [plus, back] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const none = dots.own === 0;
  useLayoutEffect(() => {
    // Focus on what goes away goes to what stays.
    const root = back.current?.getRootNode() as Document | ShadowRoot | undefined;
    if (none && back.current !== null && root?.activeElement === back.current) plus.current?.focus();
  }, [none]);
  if (acts === null) return null;
  const where = text === "" ? " sur cette idée" : ` sur «\u00a0${short(text)}\u00a0»`;
  const stop = tabbable ? {} : { tabIndex: -1, "aria-hidden": true };
  return (
    <span className="dots-buttons" onPointerDown={keepHere} onKeyDown={keepPress} onDoubleClick={keepHere}>
      <button
        ref={plus}
        type="button"
        className="dot-button place"
        title={dots.refusal ?? "Poser une gommette"}
        aria-disabled={dots.refusal !== null}
        onClick={() => acts.place(id)}
        {...stop}
      >
        <span aria-hidden="true">+</span> <span className="unseen">Poser une </span>gommette
        <span className="unseen">{where}</span>
      </button>
      {/* After it, and hidden rather than absent: « + » is never where a finger finds « − ». */}
      <span className={none ? "dots-mine none" : "dots-mine"}>
        <button
          ref={back}
          type="button"
          className="dot-button back"
          title={dots.offline ? (dots.refusal ?? "") : "Reprendre une gommette"}
          aria-disabled={dots.offline}
          onClick={() => acts.takeBack(id)}
          {...stop}
        >
          <span aria-hidden="true">−</span>
          <span className="unseen">Reprendre une gommette{where}</span>
        </button>
        <span className="dots-room">{dots.own > 0 && <Own count={dots.own} words={dots.ownWords} />}</span>
      </span>
    </span>
  );
}
