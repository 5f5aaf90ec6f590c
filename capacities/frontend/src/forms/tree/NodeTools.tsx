/** The few buttons of the node in hand, for mouse and finger; the keyboard has its keys. They are
 * hidden from screen readers, whose users have the keys and the outline: the name of a node is
 * what it holds. */

import type { CSSProperties, ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { useOpener } from "../../ui/Popover";
import { HelpButton } from "../shared/Help";
import { useMap } from "./map-context";
import { nodeName, subIdeas } from "./say";
import type { ShownNode } from "./shown";

interface NodeToolsProps {
  node: ShownNode;
  hue: string;
  /** Under the mouse or selected: all the buttons. Else only the number of what is folded. */
  hot: boolean;
  editable: boolean;
}

const UNHEARD = { tabIndex: -1, "aria-hidden": true } as const;

/** What must be read or pressed keeps its size when the map is drawn small. */
function useLifeSize(): number {
  const { scene } = useMap();
  return useSelected(scene.camera, ({ zoom }) => Math.round(10 * Math.max(1, Math.min(2.2, 1 / zoom))) / 10);
}

/** Who else is in a node. */
export function Who({ words }: { words: string }): ReactElement {
  const style = { "--tools": useLifeSize() } as CSSProperties;
  return (
    <span className="node-who" style={style}>
      {words}
    </span>
  );
}

/** They stand in the band of the node, where no words are: beyond it when nothing is drawn under it, else one above
 * the other between it and its ideas. */
export function NodeTools({ node, hue, hot, editable }: NodeToolsProps): ReactElement {
  const { hands, openMenu } = useMap();
  const opener = useOpener((anchor) => openMenu({ id: node.id, anchor }));
  const { id, below, folded, open } = node;
  const scale = useLifeSize();
  const style = { "--tools": hot && !open ? scale : 1, "--hue": hue } as CSSProperties;
  return (
    <span className={open ? "node-side between" : "node-side"} style={style}>
      {folded && (
        <button
          type="button"
          {...UNHEARD}
          className="node-fold folded"
          aria-label={`Déplier\u00a0: ${subIdeas(below)} cachée${below > 1 ? "s" : ""}`}
          title={`Déplier ${subIdeas(below)}`}
          onClick={() => hands.fold([id], false)}
        >
          {below}
        </button>
      )}
      {hot && editable && (
        <IconButton
          icon="plus"
          {...UNHEARD}
          className="node-add"
          label="Ajouter une sous-idée"
          title="Sous-idée (Tab)"
          onClick={() => hands.child(id)}
        />
      )}
      {hot && (
        <IconButton
          icon="more"
          {...UNHEARD}
          className="node-menu"
          label="Actions sur cette idée"
          aria-haspopup="menu"
          title="Type, replier, déplacer, supprimer…"
          {...opener}
        />
      )}
    </span>
  );
}

/** The « ? » of a main branch that came with the template: its questions, and an example. */
export function HelpOfBranch({ node, zone }: { node: ShownNode; zone: string }): ReactElement | null {
  const { session } = useMap();
  const { template } = session.data;
  const asked = template.zones.find((each) => each.key === zone);
  if (asked === undefined) return null;
  return (
    <HelpButton
      name={nodeName(session, node.id)}
      questions={asked.questions}
      example={asked.example}
      tabbable={false}
    />
  );
}
