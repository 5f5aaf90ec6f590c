/** The mind map: nodes in one flat list placed by the scene, their lines, and what floats above. */

import type { MouseEvent, ReactElement } from "react";
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { value } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { elementOf } from "../board/box";
import { KeepNode } from "../board/KeepNode";
import { LeftOut } from "../shared/LeftOut";
import { clipboard } from "./clipboard";
import { DetailsPanel } from "./Details";
import { EmptyTree } from "./Empty";
import { makeHands } from "./hands";
import { huesOf } from "./hues";
import { Levels } from "./Levels";
import { MapNode } from "./MapNode";
import { MoveUnderDialog } from "./MoveUnder";
import type { MapContext, OpenMenu } from "./map-context";
import { MapShared, useMap } from "./map-context";
import { useFollowSelection, useHandsOfMap } from "./map-hands";
import { useMapKeys } from "./map-keys";
import { NodeMenu } from "./NodeMenu";
import { pressing } from "./pressing";
import { Scene } from "./scene";
import { Toolbar } from "./Toolbar";
import { CENTRE, treeOf } from "./tree";
import { viewerOf } from "./viewer";
import { makeWork } from "./work";

const HUE_OF_CENTRE = "#0b5d66";

/** The order of the page: that of the tree, for who listens to it; but while one writes, nothing
 * is moved in the page, since a field that is moved loses the caret. */
function useDrawnOrder(ids: readonly string[], writing: boolean): readonly string[] {
  const last = useRef<readonly string[]>(ids);
  if (writing) {
    const here = new Set(ids);
    const known = new Set(last.current);
    last.current = [...last.current.filter((id) => here.has(id)), ...ids.filter((id) => !known.has(id))];
  } else {
    last.current = ids;
  }
  return last.current;
}

export const TreeMap = memo(function TreeMap(): ReactElement {
  const { session, data, tell, whisper } = useScreen();
  const editable = useEditable();
  const viewer = viewerOf(session);
  const tree = useStore(treeOf(session));
  const shown = useStore(viewer.shown);
  const writing = useSelected(viewer, (now) => now.editing !== null);
  const frame = useRef<HTMLDivElement>(null);
  const plane = useRef<HTMLDivElement>(null);
  const links = useRef<SVGSVGElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [moving, setMoving] = useState<readonly string[] | null>(null);
  const [leftOut, setLeftOut] = useState("");
  const hues = useMemo(() => huesOf(tree, data.template), [tree, data.template]);
  const huesNow = useRef(hues);
  huesNow.current = hues;

  const [work] = useState(makeWork);
  const [scene] = useState(
    () =>
      new Scene({
        held: () => {
          const { editing: written, selected } = viewer.get();
          if (written !== null) return { id: written, fixed: true };
          const id = selected.at(-1);
          return id === undefined ? null : { id, fixed: false };
        },
        selected: () => viewer.get().selected,
        atWork: () => work.atWork(),
        whole: () => (viewer.matching.get() === null ? viewer.unfolded() : null),
        foldForRoom: (ids) => {
          const { folded } = viewer.get();
          viewer.foldForRoom(ids);
          return viewer.get().folded !== folded;
        },
        opened: viewer.isOpened,
        visited: () =>
          session.people.get().flatMap((person) => (person.self || person.card === null ? [] : [person.card])),
        hueOf: (branch) => huesNow.current.get(branch) ?? HUE_OF_CENTRE,
        chained: (data.template.tree?.levels.length ?? 0) > 0,
        late: data.template.dots !== null,
      }),
  );
  const map = useMemo<MapContext>(
    () => ({
      session,
      viewer,
      scene,
      hands: makeHands(session, { tell, whisper, leftOut: setLeftOut }),
      hovered: value<string | null>(null),
      press: { touch: false, only: null, x: -1, y: -1 },
      work,
      openMenu: setMenu,
      focusNode: (id) => {
        elementOf(frame.current, id)?.focus({ preventScroll: true });
        scene.reveal(id);
      },
    }),
    [session, viewer, scene, work, tell, whisper],
  );
  work.menu = menu !== null || moving !== null;
  const order = useDrawnOrder(shown.ids, writing);
  const onKeyDown = useMapKeys(map);

  useLayoutEffect(() => {
    if (frame.current === null || plane.current === null || links.current === null) return undefined;
    const detach = scene.attach({ frame: frame.current, plane: plane.current, links: links.current });
    return () => {
      detach();
      /* The other views have all the room. */
      viewer.foldForRoom(new Set());
    };
  }, [scene, viewer]);
  useLayoutEffect(() => scene.show(shown), [scene, shown, hues]);
  useHandsOfMap(map, frame);
  /* What waited for the menu to close. */
  useEffect(() => {
    if (menu === null && moving === null) scene.resume();
  }, [menu, moving, scene]);
  useFollowSelection(map, frame);

  /* A click on the paper leaves the keyboard in the map. */
  const onPaper = (event: MouseEvent<HTMLElement>) => {
    /* The path of the click, not its target: the words clicked may have become a field. */
    const path = event.nativeEvent.composedPath();
    if (path.some((each) => each instanceof Element && each.matches("[data-node], .map-over"))) return;
    const id = viewer.get().selected.at(-1) ?? shown.root;
    elementOf(frame.current, id)?.focus({ preventScroll: true });
  };
  const inHand = useCallback(() => viewer.get().selected.at(-1), [viewer]);
  const closeMenu = useCallback(() => setMenu(null), []);
  const title = data.template.title;
  return (
    <MapShared value={map}>
      <div className="map-and-details">
        <div ref={frame} className="map" data-root={shown.root === CENTRE ? undefined : ""} onClick={onPaper}>
          <div ref={plane} className="map-plane">
            <svg ref={links} className="map-links" aria-hidden="true" focusable="false" />
            <Levels shown={shown} />
            <KeepNode order={order} inHand={inHand}>
              <div
                className="map-nodes"
                role="tree"
                aria-label={title}
                aria-multiselectable="true"
                onKeyDown={onKeyDown}
                {...clipboard(map, whisper)}
                {...pressing(map)}
              >
                {order.map((id) => {
                  const node = shown.nodes.get(id)!;
                  return (
                    <MapNode key={id} node={node} hue={hues.get(node.branch) ?? HUE_OF_CENTRE} editable={editable} />
                  );
                })}
              </div>
            </KeepNode>
          </div>
          {order.length === 1 && shown.root === CENTRE && <EmptyTree />}
          <Toolbar />
        </div>
        <Details />
      </div>
      {menu !== null && <NodeMenu menu={menu} onClose={closeMenu} onMove={setMoving} />}
      {moving !== null && (
        <MoveUnderDialog
          ids={moving}
          onDone={(parent) => {
            flushSync(() => setMoving(null));
            if (parent !== null) flushSync(() => map.hands.move(moving, parent, null));
            map.focusNode(viewer.get().selected.at(-1) ?? CENTRE);
          }}
        />
      )}
      <LeftOut text={leftOut} place="la carte" onClose={() => setLeftOut("")} />
    </MapShared>
  );
});

/** The details of the node in hand, beside the map. */
function Details(): ReactElement | null {
  const { viewer, focusNode } = useMap();
  const id = useSelected(viewer, (now) => (now.details ? (now.selected.at(-1) ?? CENTRE) : null));
  if (id === null) return null;
  return (
    <DetailsPanel
      id={id}
      onClose={() => {
        viewer.showDetails(false);
        focusNode(id);
      }}
    />
  );
}
