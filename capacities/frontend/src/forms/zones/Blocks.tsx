/** Groups of boxes repeated as often as needed: a stakeholder, a fiche-action. */

import type { ReactElement } from "react";
import { memo, useMemo } from "react";
import { capital } from "../../core";
import { useEditable, useScreen } from "../../ui/screen";
import { Bands } from "./Bands";
import { useTitle } from "./board";
import { blockBands } from "./layout";
import { AddTitled, RemoveAdded, TitleField } from "./TitleField";
import type { Block } from "./template";

interface BlockProps {
  block: Block;
  instances: readonly string[];
}

export const Blocks = memo(function Blocks({ block, instances }: BlockProps): ReactElement {
  const editable = useEditable();
  return (
    <section className="block" aria-label={block.title}>
      <h2 className="block-title">{block.title}</h2>
      {instances.length === 0 && !editable && <p className="hint">Rien pour l’instant.</p>}
      {instances.map((id, i) => (
        <Instance key={id} id={id} block={block} fallback={`${capital(block.singular)} ${i + 1}`} />
      ))}
      {editable && <AddTitled zone={block.key} title={`Ajouter\u00a0: ${block.singular}`} />}
    </section>
  );
});

function Instance({ id, block, fallback }: { id: string; block: Block; fallback: string }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const title = useTitle(id, fallback);
  const bands = useMemo(() => blockBands(data.template, block, id, title), [data.template, block, id, title]);
  const boxes = bands.flatMap((band) => band.boxes.map((box) => box.id));
  return (
    <section className="instance" aria-label={title}>
      <div className="instance-head">
        <h3>
          <TitleField id={id} label={`Nom\u00a0: ${block.singular}`} fallback={fallback} />
        </h3>
        {editable && <RemoveAdded id={id} boxes={boxes} what={`«\u00a0${title}\u00a0»`} />}
      </div>
      <Bands bands={bands} level={4} />
    </section>
  );
}
