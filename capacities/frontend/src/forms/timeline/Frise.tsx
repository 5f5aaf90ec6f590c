/** The frise: lanes of post-its on the wall, from the réussites at the right back to today. */

import type { ClipboardEvent, FocusEvent, ReactElement, RefObject } from "react";
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { clipboardText, TRAY, value } from "../../core";
import { focusedBeside, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepNode } from "../board/KeepNode";
import { inControl } from "../board/press";
import type { FriseContext } from "./context";
import { FriseShared, useFrise } from "./context";
import { Empty } from "./Empty";
import { FriseFoot, InHand } from "./FriseTools";
import { installDrag } from "./frise-drag";
import { FriseScene } from "./frise-scene";
import { LaneTitles, Successes } from "./Lanes";
import { Leaders } from "./Leaders";
import { LinkLine } from "./LinkLine";
import { timelineOf } from "./model";
import { useOver } from "./over";
import { SilenceBanner } from "./Silence";
import { StepCard } from "./StepCard";
import { StepOver } from "./StepOver";
import { StepPanel } from "./StepPanel";
import { Ground, TimeHeader } from "./TimeHeader";
import { useFriseKeys } from "./use-frise-keys";
import { stepAt, usePressing } from "./use-pressing";
import { viewerOf } from "./viewer";

export const Frise = memo(function Frise(): ReactElement {
  const go = useRef<(id: string) => void>(() => undefined);
  return (
    <StepOver onGo={(id) => go.current(id)}>
      <Wall go={go} />
    </StepOver>
  );
});

/** `go`: takes one to a step. */
function Wall({ go }: { go: RefObject<(id: string) => void> }): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const plane = useRef<HTMLDivElement>(null);
  const { data } = useScreen();
  const editable = useEditable();
  const frise = useFriseContext(root);
  const { viewer, scene, hands, timeline } = frise;
  go.current = frise.focus;
  const empty = useSelected(timeline, (now) => now.steps.size === 0);
  const { steps, successes } = useShown(frise);
  const onKeyDown = useFriseKeys(frise);
  const pressing = usePressing(frise);
  const narrow = useSelected(scene.seen, (seen) => seen.narrow);

  useLayoutEffect(
    () => (frame.current === null || plane.current === null ? undefined : scene.attach(frame.current, plane.current)),
    [scene],
  );
  useEffect(
    () =>
      root.current === null || frame.current === null ? undefined : installDrag(frise, root.current, frame.current),
    [frise],
  );
  useFirst(frise);
  useFollow(frise, root);

  const inHand = useCallback(() => viewer.get().selected.at(-1), [viewer]);
  const onFocus = ({ target }: FocusEvent) => {
    const id = target instanceof HTMLElement && target.matches(":focus-visible") ? stepAt(target) : undefined;
    if (id === undefined || target !== scene.elementOf(id)) return;
    if (viewer.get().editing === null && !viewer.get().selected.includes(id)) viewer.select([id]);
    scene.reveal(id);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.defaultPrevented || inControl(event.target) || viewer.get().editing !== null || !editable) return;
    event.preventDefault();
    const lane = timeline.get().steps.get(viewer.get().selected.at(-1) ?? "")?.lane ?? TRAY;
    hands.paste(lane, clipboardText(event.clipboardData));
  };
  return (
    <FriseShared value={frise}>
      <SilenceBanner />
      <div className="map-and-details">
        <div
          ref={root}
          className={narrow ? "frise-sheet narrow" : "frise-sheet"}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          {...pressing}
        >
          <div className="frise-over">
            <div ref={frame} className="frise" tabIndex={-1} onFocus={onFocus}>
              <div ref={plane} className="frise-plane" role="group" aria-label={data.template.title}>
                <TimeHeader editable={editable} />
                <div className="frise-body">
                  <LaneTitles editable={editable} />
                  <KeepNode order={steps} inHand={inHand}>
                    <div className="frise-time">
                      <Ground />
                      <svg className="frise-links" aria-hidden="true" focusable="false">
                        <Leaders />
                        <Links />
                        <path className="rubber" />
                      </svg>
                      <div className="frise-guide" hidden />
                      <Steps ids={steps} editable={editable} />
                    </div>
                  </KeepNode>
                  <Successes ids={successes} editable={editable} />
                  <Placed />
                </div>
              </div>
            </div>
            {empty && <Empty editable={editable} />}
          </div>
          <div className="frise-under">
            {editable && <InHand />}
            <FriseFoot />
          </div>
        </div>
        <Details />
      </div>
    </FriseShared>
  );
}

/** After all the rest, that is drawn by then: puts it where it goes. */
const Placed = memo(function Placed(): null {
  const { scene, timeline } = useFrise();
  const now = useStore(timeline);
  useLayoutEffect(() => scene.show(), [scene, now]);
  return null;
});

const Links = memo(function Links(): ReactElement {
  const { timeline } = useFrise();
  const links = useSelected(timeline, (now) => now.links);
  return (
    <>
      {links.map((link) => (
        <LinkLine key={link.id} link={link} />
      ))}
    </>
  );
});

const Steps = memo(function Steps({ ids, editable }: { ids: readonly string[]; editable: boolean }): ReactElement {
  return (
    <>
      {ids.map((id) => (
        <StepCard key={id} id={id} editable={editable} />
      ))}
    </>
  );
});

function useFriseContext(root: RefObject<HTMLElement | null>): FriseContext {
  const { session } = useScreen();
  const over = useOver();
  return useMemo<FriseContext>(() => {
    const timeline = timelineOf(session);
    const { viewer } = over;
    const scale = { get: () => viewer.get().scale, set: viewer.zoom };
    const scene = new FriseScene(timeline, scale, () => viewer.get().editing ?? viewer.get().selected.at(-1));
    return {
      ...over,
      session,
      timeline,
      scene,
      hovered: value<string | null>(null),
      first: value<string | null>(null),
      focus: (id) => {
        root.current?.querySelector<HTMLElement>(`.step[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
        scene.reveal(id);
      },
    };
  }, [root, session, over]);
}

/** Which steps are drawn, as they are read: lane after lane, by time in each. One same list as long as it is the same. */
function useShown({ timeline }: FriseContext): { steps: readonly string[]; successes: readonly string[] } {
  const known = useRef({ steps: [] as readonly string[], successes: [] as readonly string[] });
  const lanes = useSelected(timeline, (now) => now.lanes);
  const order = useSelected(timeline, (now) => now.order);
  const steps = useSelected(timeline, (now) => now.steps);
  return useMemo(() => {
    const ids = lanes.flatMap(({ key }) => {
      const lane = [...(order.get(key) ?? [])];
      return lane.sort((a, b) => steps.get(a)!.dates.latestFinish - steps.get(b)!.dates.latestFinish);
    });
    const isSuccess = (id: string) => steps.get(id)!.nature === "reussite";
    const next = { steps: ids.filter((id) => !isSuccess(id)), successes: ids.filter(isSuccess) };
    const same = (a: readonly string[], b: readonly string[]) =>
      a.length === b.length && a.every((id, i) => id === b[i]);
    const { current } = known;
    known.current = {
      steps: same(current.steps, next.steps) ? current.steps : next.steps,
      successes: same(current.successes, next.successes) ? current.successes : next.successes,
    };
    return known.current;
  }, [lanes, order, steps]);
}

/** Tab comes to the step in hand, else to the first one. */
function useFirst({ timeline, viewer, first }: FriseContext): void {
  useEffect(() => {
    const find = () => {
      const { steps, order } = timeline.get();
      const at = viewer.get().selected.at(-1);
      if (at !== undefined && steps.has(at)) return first.set(at);
      const last = first.get();
      if (last === null || !steps.has(last)) first.set([...order.values()].flat()[0] ?? null);
    };
    find();
    const offs = [timeline.subscribe(find), viewer.subscribe(find)];
    return () => offs.forEach((off) => off());
  }, [timeline, viewer, first]);
}

/** The focus follows what is in hand when it is on the frise; others are told what that is. */
function useFollow(
  { session, viewer, scene, focus, timeline }: FriseContext,
  root: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    let { selected, editing } = viewer.get();
    /* Taken in hand before there was a frise to follow it on, by who arrives from another page. */
    const began = selected.at(-1);
    if (editing === null && began !== undefined && root.current !== null && focusedBeside(root.current) === null)
      focus(began);
    const tellHand = () => {
      const now = viewer.get();
      if (now.editing === null) session.setPresence(now.selected.at(-1) ?? null, false);
    };
    return viewer.subscribe(() => {
      const now = viewer.get();
      const last = now.selected.at(-1);
      const moved = last !== selected.at(-1);
      const settled = editing !== null && now.editing === null;
      ({ selected, editing } = now);
      /* After the field one leaves has said so. */
      if (moved || settled) window.setTimeout(tellHand, 0);
      if (!moved || editing !== null || last === undefined || !timeline.get().steps.has(last)) return;
      /* After React has drawn it. */
      queueMicrotask(() => {
        const { selected: then, editing: writing } = viewer.get();
        if (writing !== null || then.at(-1) !== last) return;
        const focused = root.current === null ? null : focusedBeside(root.current);
        const elsewhere = focused?.closest("dialog, .popover, .details, .find") ?? null;
        if (elsewhere === null && (focused === null || root.current?.contains(focused) === true)) focus(last);
        else scene.reveal(last);
      });
    });
  }, [focus, root, scene, session, timeline, viewer]);
}

function Details(): ReactElement | null {
  const { session } = useScreen();
  const viewer = viewerOf(session);
  const id = useSelected(viewer, (now) => (now.details ? (now.selected.at(-1) ?? null) : null));
  const there = useSelected(timelineOf(session), ({ steps }) => id !== null && steps.has(id));
  return there && id !== null ? <StepPanel id={id} /> : null;
}
