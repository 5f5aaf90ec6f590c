/** What this canvas is, what to do now, and the few tools that serve all of it. */

import type { ReactElement } from "react";
import { useState } from "react";
import { countOf, LINK, STROKE } from "../core";
import { ExportMenu } from "./ExportMenu";
import { redo, undo } from "./history";
import { useStore } from "./hooks";
import { IconButton } from "./IconButton";
import { useEditable, useScreen } from "./screen";
import { TrashDialog, useTrash } from "./TrashDialog";
import { ViewSwitch } from "./ViewSwitch";

export function Heading(): ReactElement {
  const { data } = useScreen();
  const { template } = data;
  const facts = [
    template.workshop === null ? "" : `Atelier ${template.workshop}`,
    template.grouping,
    template.duration,
  ].filter((words) => words !== "");
  return (
    <div className="heading">
      <div className="heading-words">
        <h1>{template.title}</h1>
        <p className="instruction">
          {facts.length > 0 && <span className="facts">{facts.join(" · ")} — </span>}
          {template.instruction}
        </p>
      </div>
      <div className="tools">
        <EditTools />
        <ViewSwitch />
        <ExportMenu />
      </div>
    </div>
  );
}

function EditTools(): ReactElement | null {
  const screen = useScreen();
  const { session } = screen;
  const { noun } = screen.entry;
  const editable = useEditable();
  const { canUndo, canRedo } = useStore(session.undoState);
  const { cards, links, strokes } = useTrash();
  const trashed = cards.length + links.length + strokes.length;
  const named = [
    `${cards.length} ${cards.length > 1 ? noun.plural : noun.noun}`,
    ...(links.length > 0 ? [countOf(links.length, LINK)] : []),
    ...(strokes.length > 0 ? [countOf(strokes.length, STROKE)] : []),
  ];
  const [open, setOpen] = useState(false);
  if (!session.canEdit) return <span className="role">Lecture seule</span>;
  return (
    <div className="edit-tools">
      <IconButton
        icon="undo"
        label="Annuler ma dernière modification"
        title="Annuler (Ctrl+Z)"
        disabled={!editable || !canUndo}
        onClick={() => undo(screen)}
      />
      <IconButton
        icon="redo"
        label="Rétablir"
        title="Rétablir (Ctrl+Y)"
        disabled={!editable || !canRedo}
        onClick={() => redo(screen)}
      />
      <IconButton
        icon="trash"
        label={`Corbeille, ${new Intl.ListFormat("fr").format(named)}`}
        title="Corbeille"
        onClick={() => setOpen(true)}
      >
        {trashed > 0 && <span className="count">{trashed}</span>}
      </IconButton>
      {open && <TrashDialog onClose={() => setOpen(false)} />}
    </div>
  );
}
