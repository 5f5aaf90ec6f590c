/** The map as a board: elements and stamps placed by the scene, links under them, tools around. */

import type { ClipboardEvent, FocusEvent, ReactElement, RefObject } from "react";
import { memo, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { clipboardText } from "../../core";
import { focusedBeside, useMedia, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepNode } from "../board/KeepNode";
import { inControl } from "../board/press";
import { LeftOut } from "../shared/LeftOut";
import { MapBackground } from "./Background";
import { ChooseDialog } from "./Choose";
import { Cursors } from "./Cursors";
import type { MapContext } from "./context";
import { MapShared } from "./context";
import { DetailsPanel } from "./Details";
import { MapElement } from "./Element";
import { Empty } from "./Empty";
import { graphOf } from "./graph";
import { installGrips, recordAt, recordElement } from "./gripping";
import { LinkLabel, LinkLine } from "./Link";
import { useMapKeys } from "./map-keys";
import { Palette } from "./Palette";
import { usePressing } from "./pressing";
import { RecordMenu } from "./RecordMenu";
import { MapStamp } from "./Stamp";
import { SumsLine } from "./SumsLine";
import { useSame, useShown } from "./showing";
import { MapFoot } from "./Tools";
import { useMapContext } from "./use-map";
import { ERASER, PEN, viewerOf } from "./viewer";

/** Beyond so many, the dots of links stay still: a page that always moves is slow. */
const MOST_MOVING = 60;

export const MapBoard = memo(function MapBoard(): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const plane = useRef<HTMLDivElement>(null);
  const inkRef = useRef<SVGSVGElement>(null);
  const { session, data, tell } = useScreen();
  const editable = useEditable();
  const { map, menu, setMenu, asked, setAsked, leftOut, setLeftOut } = useMapContext((id) =>
    frame.current === null || session.stroke(id).get() !== null ? frame.current : recordElement(frame.current, id),
  );
  const { viewer, scene, ink, plan, hands } = map;
  const inked = useSelected(session.ink, (strokes) => strokes.length > 0);
  const graph = useStore(graphOf(session));
  const hidden = useSelected(viewer, (now) => now.hidden);
  const tool = useSelected(viewer, (now) => now.tool);
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const { ids, links } = useShown(session, plan, hidden);
  const stamps = useSame(graph.stamps);
  const onKeyDown = useMapKeys(map);
  const pressing = usePressing(map);

  useLayoutEffect(() => {
    if (frame.current === null || plane.current === null) return undefined;
    const layers = [...plane.current.querySelectorAll<HTMLElement | SVGElement>(".map-links, .map-nodes")];
    return scene.attach({ frame: frame.current, plane: plane.current, layers });
  }, [scene]);
  useLayoutEffect(() => scene.show(graph, ids), [scene, graph, ids]);
  useLayoutEffect(() => (inkRef.current === null ? undefined : ink.attach(inkRef.current)), [ink]);
  useEffect(() => (frame.current === null ? undefined : installGrips(map, frame.current, tell)), [map, tell]);
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
    hands.paste(type, clipboardText(event.clipboardData), null);
  };
  return (
    <MapShared value={map}>
      <SumsLine />
      <div className="map-and-details">
        <div className="map-sheet">
          {editable && <Palette />}
          <div className="map-column">
            <div
              ref={frame}
              tabIndex={-1}
              className={["map", tool === null ? "" : "armed", tool === PEN || tool === ERASER ? "pen" : ""]
                .join(" ")
                .trim()}
              {...pressing}
              onKeyDown={onKeyDown}
              onFocus={onFocus}
              onPaste={onPaste}
            >
              <div ref={plane} className="map-plane">
                <MapBackground />
                <svg className="map-links" aria-hidden="true" focusable="false">
                  <LinkLines ids={links} still={calm || links.length > MOST_MOVING} />
                </svg>
                <KeepNode order={ids} inHand={inHand}>
                  <div className="map-nodes" role="group" aria-label={data.template.title}>
                    <Things ids={ids} stamps={stamps} editable={editable} />
                    <LinkLabels ids={links} />
                  </div>
                </KeepNode>
                <svg ref={inkRef} className="map-ink" aria-hidden="true" focusable="false" />
                <Cursors />
              </div>
              {ids.length === 0 && !inked && tool === null && <Empty editable={editable} />}
            </div>
            <MapFoot />
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
    const isStroke = (id: string) => session.stroke(id).get() !== null;
    const tellHand = () => {
      const now = viewer.get();
      const last = now.selected.at(-1) ?? null;
      if (now.editing === null) session.setPresence(last === null || isStroke(last) ? null : last, false);
    };
    return viewer.subscribe(() => {
      const now = viewer.get();
      const last = now.selected.at(-1);
      const moved = last !== selected.at(-1);
      const settled = editing !== null && now.editing === null;
      ({ selected, editing } = now);
      /* After the field one leaves has said so. */
      if (moved || settled) window.setTimeout(tellHand, 0);
      if (!moved || editing !== null || last === undefined || isStroke(last)) return;
      /* After React has drawn it. */
      queueMicrotask(() => {
        const focused = frame.current === null ? null : focusedBeside(frame.current);
        const elsewhere = focused?.closest("dialog, .popover, .details, .palette, .find") ?? null;
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
  if (id === null || session.stroke(id).get() !== null) return null;
  return <DetailsPanel id={id} />;
}
