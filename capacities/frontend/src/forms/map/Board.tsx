/** The map as a board: elements and stamps placed by the scene, links under them, tools around. */

import type { ClipboardEvent, FocusEvent, ReactElement, RefObject } from "react";
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import { focusedBeside, useMedia, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepNode } from "../board/KeepNode";
import { inControl } from "../board/press";
import { LeftOut } from "../shared/LeftOut";
import { ChooseDialog } from "./Choose";
import type { MapContext } from "./context";
import { MapShared } from "./context";
import { DetailsPanel } from "./Details";
import { MapElement } from "./Element";
import { Empty } from "./Empty";
import type { Graph } from "./graph";
import { graphOf } from "./graph";
import { installGrips, recordAt, recordElement } from "./gripping";
import { LinkLabel, LinkLine } from "./Link";
import { useMapKeys } from "./map-keys";
import { Palette } from "./Palette";
import type { Plan } from "./plan";
import { usePressing } from "./pressing";
import { RecordMenu } from "./RecordMenu";
import { MapStamp } from "./Stamp";
import { Layers, MapTools } from "./Tools";
import { useMapContext } from "./use-map";
import { viewerOf } from "./viewer";

/** Beyond so many, the dots of links stay still: a page that always moves is slow. */
const MOST_MOVING = 60;

/** What is drawn: not what a hidden layer holds, nor the stamps on it. */
export function shownIds(
  graph: Graph,
  plan: Plan,
  hidden: ReadonlySet<string>,
  colorOf: (id: string) => string,
): string[] {
  const shows = (id: string) => {
    const { zone } = graph.places.get(id)!;
    return !hidden.has(plan.layerOf({ zone, color: hidden.size === 0 ? "" : colorOf(id) }));
  };
  const elements = graph.elements.filter(shows);
  if (hidden.size === 0) return [...elements, ...graph.stamps];
  const drawn = new Set(elements);
  const stamps = graph.stamps.filter((id) => {
    const { on } = graph.places.get(id)!;
    const carrier = on === null ? undefined : graph.places.get(on);
    return shows(id) && (on === null || carrier === undefined || carrier.deleted || drawn.has(on));
  });
  return [...elements, ...stamps];
}

export const MapBoard = memo(function MapBoard(): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const plane = useRef<HTMLDivElement>(null);
  const { session, data } = useScreen();
  const editable = useEditable();
  const { map, menu, setMenu, asked, setAsked, leftOut, setLeftOut } = useMapContext((id) =>
    frame.current === null ? null : recordElement(frame.current, id),
  );
  const { viewer, scene, plan, hands } = map;
  const graph = useStore(graphOf(session));
  const edges = useStore(session.edges);
  const hidden = useSelected(viewer, (now) => now.hidden);
  const tool = useSelected(viewer, (now) => now.tool);
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const ids = useSame(
    useMemo(
      () => shownIds(graph, plan, hidden, (id) => session.card(id).get()?.color ?? ""),
      [graph, plan, hidden, session],
    ),
  );
  const stamps = useSame(useMemo(() => graph.stamps, [graph]));
  const links = useMemo(
    () => edges.filter((id) => hidden.size === 0 || !hidden.has(plan.kindOf(session.edge(id).get()?.kind ?? "").layer)),
    [edges, hidden, plan, session],
  );
  const onKeyDown = useMapKeys(map);
  const pressing = usePressing(map);

  useLayoutEffect(() => {
    if (frame.current === null || plane.current === null) return undefined;
    return scene.attach({ frame: frame.current, plane: plane.current });
  }, [scene]);
  useLayoutEffect(() => scene.show(graph, ids), [scene, graph, ids]);
  useEffect(() => (frame.current === null ? undefined : installGrips(map, frame.current)), [map]);
  useFollow(map, frame);

  const inHand = useCallback(() => viewer.get().selected.at(-1), [viewer]);
  const closeMenu = useCallback(() => setMenu(null), [setMenu]);
  const onFocus = (event: FocusEvent) => {
    const { target } = event;
    const id = target instanceof HTMLElement && target.matches(":focus-visible") ? recordAt(target) : undefined;
    if (id !== undefined && viewer.get().editing === null && !viewer.get().selected.includes(id)) viewer.select([id]);
    if (id !== undefined) scene.reveal(id);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.defaultPrevented || inControl(event.target) || viewer.get().editing !== null || !editable) return;
    event.preventDefault();
    const zone = session.card(viewer.get().selected.at(-1) ?? "").get()?.zone;
    const type = zone === undefined || plan.typeOf(zone).stamp ? plan.note.key : zone;
    hands.paste(type, event.clipboardData.getData("text/plain"), null);
  };
  return (
    <MapShared value={map}>
      <div className="map-and-details">
        <div className="map-sheet">
          {editable && <Palette />}
          <div
            ref={frame}
            tabIndex={-1}
            className={tool === null ? "map" : "map armed"}
            {...pressing}
            onKeyDown={onKeyDown}
            onFocus={onFocus}
            onPaste={onPaste}
          >
            <div ref={plane} className="map-plane">
              <svg className="map-links" aria-hidden="true" focusable="false">
                <LinkLines ids={links} still={calm || links.length > MOST_MOVING} />
              </svg>
              <KeepNode order={ids} inHand={inHand}>
                <div className="map-nodes" role="group" aria-label={data.template.title}>
                  <Things ids={ids} stamps={stamps} editable={editable} />
                  <LinkLabels ids={links} />
                </div>
              </KeepNode>
            </div>
            <div className="map-over top">
              <Layers />
            </div>
            {ids.length === 0 && <Empty editable={editable} />}
            <MapTools />
          </div>
        </div>
        <Details />
      </div>
      {menu !== null && <RecordMenu menu={menu} onClose={closeMenu} />}
      {asked !== null && (
        <ChooseDialog
          asked={asked}
          onDone={(id) => {
            flushSync(() => setAsked(null));
            if (id === null) return;
            if (asked.kind === "join") hands.join(asked.from, id);
            else if (asked.kind === "stamp") hands.stamp(asked.type, id);
          }}
        />
      )}
      <LeftOut text={leftOut} place="la carte" onClose={() => setLeftOut("")} />
    </MapShared>
  );
});

/** The former list as long as it holds the same. */
function useSame(now: readonly string[]): readonly string[] {
  const last = useRef(now);
  if (last.current.length !== now.length || last.current.some((id, i) => id !== now[i])) last.current = now;
  return last.current;
}

interface ThingsProps {
  ids: readonly string[];
  stamps: readonly string[];
  editable: boolean;
}

/* What is moved is no other list: nothing here is drawn again. */
const Things = memo(function Things({ ids, stamps, editable }: ThingsProps): ReactElement {
  const stamping = new Set(stamps);
  return (
    <>
      {ids.map((id) =>
        stamping.has(id) ? <MapStamp key={id} id={id} /> : <MapElement key={id} id={id} editable={editable} />,
      )}
    </>
  );
});

const LinkLines = memo(function LinkLines({ ids, still }: { ids: readonly string[]; still: boolean }): ReactElement {
  return (
    <>
      {ids.map((id) => (
        <LinkLine key={id} id={id} still={still} />
      ))}
    </>
  );
});

const LinkLabels = memo(function LinkLabels({ ids }: { ids: readonly string[] }): ReactElement {
  return (
    <>
      {ids.map((id) => (
        <LinkLabel key={id} id={id} />
      ))}
    </>
  );
});

/** The focus follows the selection when it is on the map; others are told what one has in hand. */
function useFollow({ session, viewer, scene, ...map }: MapContext, frame: RefObject<HTMLElement | null>): void {
  const { focus } = map;
  useEffect(() => {
    let { selected, editing } = viewer.get();
    return viewer.subscribe(() => {
      const now = viewer.get();
      const last = now.selected.at(-1);
      const moved = last !== selected.at(-1);
      ({ selected, editing } = now);
      if (!moved || editing !== null) return;
      session.setPresence(last ?? null, false);
      if (last === undefined) return;
      /* After React has drawn it. */
      queueMicrotask(() => {
        const focused = frame.current === null ? null : focusedBeside(frame.current);
        const elsewhere = focused?.closest("dialog, .popover, .details, .palette") ?? null;
        if (elsewhere === null && (focused === null || frame.current?.contains(focused) === true)) focus(last);
        else scene.reveal(last);
      });
    });
  }, [focus, frame, scene, session, viewer]);
}

function Details(): ReactElement | null {
  const { session } = useScreen();
  const viewer = viewerOf(session);
  const id = useSelected(viewer, (now) => (now.details ? (now.selected.at(-1) ?? null) : null));
  if (id === null) return null;
  return <DetailsPanel id={id} />;
}
