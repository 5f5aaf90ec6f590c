/** What floats above the map: where one is, the search, the legend that filters, the zoom, help. */

import type { ReactElement } from "react";
import { useState } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import { Tool, ZoomTools } from "../board/ZoomTools";
import { FindIdea } from "./Find";
import { MapKeysDialog } from "./MapKeysDialog";
import { useMap } from "./map-context";
import { nodeName } from "./say";
import { CENTRE, childrenOf, pathOf, treeOf } from "./tree";

export function Toolbar(): ReactElement {
  const map = useMap();
  return (
    <>
      <div className="map-over top">
        <Trail />
        <FindIdea onGo={(id) => map.scene.reveal(id)} types={false} />
      </div>
      <div className="map-over bottom">
        <Legend />
        <MapTools />
      </div>
    </>
  );
}

/** « Toute la carte › Portage politique », when one branch is looked at alone. */
function Trail(): ReactElement | null {
  const { session, viewer, hands } = useMap();
  const tree = useStore(treeOf(session));
  const focus = useSelected(viewer, (now) => now.focus);
  if (focus === null) return null;
  const path = pathOf(tree, focus);
  return (
    <nav className="trail" aria-label="Branche montrée">
      <ol>
        <li>
          <button type="button" onClick={() => hands.focusBranch(null)}>
            Toute la carte
          </button>
        </li>
        {path.map((id, i) => (
          <li key={id}>
            {i < path.length - 1 ? (
              <button type="button" onClick={() => hands.focusBranch(id)}>
                {nodeName(session, id)}
              </button>
            ) : (
              <Here id={id} />
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Here({ id }: { id: string }): ReactElement {
  const { session } = useMap();
  useStore(session.text(id));
  return <b aria-current="location">{nodeName(session, id)}</b>;
}

/** The signs and what they mean; pressing one keeps only the ideas of that type. */
function Legend(): ReactElement | null {
  const { session, viewer } = useMap();
  const { template } = session.data;
  const types = useSelected(viewer, (now) => now.types);
  if (template.colors.length < 2) return null;
  return (
    <div className="legend" role="group" aria-label="Types d’idées\u00a0: légende et filtre">
      {template.colors.map((color) => (
        <button
          key={color.key}
          type="button"
          className="legend-type"
          data-hue={color.hue}
          aria-pressed={types.has(color.key)}
          title={`Ne montrer que\u00a0: ${color.title}`}
          onClick={() => viewer.flipType(color.key)}
        >
          <span className="node-sign" aria-hidden="true">
            {color.sign}
          </span>{" "}
          {color.title.toLowerCase()}
        </button>
      ))}
    </div>
  );
}

function MapTools(): ReactElement {
  const { session, viewer, scene, hands } = useMap();
  const anyFolded = useSelected(viewer.shown, (now) => now.ids.some((id) => now.nodes.get(id)?.folded === true));
  const [help, setHelp] = useState(false);
  const foldAll = () => {
    const tree = treeOf(session).get();
    const { folded, focus } = viewer.get();
    if (anyFolded) hands.fold([...folded], false);
    else {
      const tops = childrenOf(tree, focus ?? CENTRE).filter((id) => childrenOf(tree, id).length > 0);
      hands.fold(tops, true);
    }
    scene.fitSoon();
  };
  return (
    <div className="map-tools" role="group" aria-label="Carte">
      <Tool label={anyFolded ? "Tout déplier" : "Tout replier"} onClick={foldAll}>
        <Glyph
          path={
            anyFolded
              ? "M12 4v6m0-6L9 7m3-3 3 3M12 20v-6m0 6-3-3m3 3 3-3M4 12h16"
              : "M12 10V3m0 7L9 7m3 3 3-3M12 14v7m0-7-3 3m3-3 3 3M4 12h16"
          }
        />
      </Tool>
      <span className="map-sep" />
      <ZoomTools board={scene} />
      <span className="map-sep" />
      <Tool label="Les touches de la carte" onClick={() => setHelp(true)}>
        ?
      </Tool>
      {help && <MapKeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
