/** Boxes in lines and columns: a real table, so that each box is read with its two titles. */

import type { ReactElement } from "react";
import { memo, useMemo } from "react";
import { useEditable, useScreen } from "../../ui/screen";
import { Box } from "./Box";
import { useTitle } from "./board";
import { matrixLine } from "./layout";
import { AddTitled, RemoveAdded, TitleField } from "./TitleField";
import type { Matrix as MatrixSpec } from "./template";
import { ADDED_LINES } from "./template";

export const Matrix = memo(function Matrix({
  matrix,
  lines,
}: {
  matrix: MatrixSpec;
  lines: readonly string[];
}): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  return (
    <>
      <div className="matrix-frame">
        <table className="matrix">
          <caption className="unseen">{data.template.title}</caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                {matrix.question === "" ? <span className="unseen">Lignes</span> : matrix.question}
              </th>
              {matrix.columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.title}
                  {column.help !== "" && <small>{column.help}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.lines.map((line) => (
              <Line key={line.key} line={line.key} title={line.title}>
                {line.title}
                {line.help !== "" && <small>{line.help}</small>}
              </Line>
            ))}
            {lines.map((id, i) => (
              <AddedLine key={id} id={id} fallback={`Ligne ajoutée ${i + 1}`} />
            ))}
          </tbody>
        </table>
      </div>
      {editable && matrix.open_lines && <AddTitled zone={ADDED_LINES} title="Ajouter une ligne" />}
    </>
  );
});

function AddedLine({ id, fallback }: { id: string; fallback: string }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const title = useTitle(id, fallback);
  const boxes = matrixLine(data.template, id, title).map((box) => box.id);
  return (
    <Line line={id} title={title}>
      <span className="instance-head">
        <TitleField id={id} label="Nom de la ligne" fallback={fallback} />
        {editable && <RemoveAdded id={id} boxes={boxes} what={`«\u00a0${title}\u00a0»`} />}
      </span>
    </Line>
  );
}

function Line({ line, title, children }: { line: string; title: string; children: React.ReactNode }): ReactElement {
  const { data } = useScreen();
  const boxes = useMemo(() => matrixLine(data.template, line, title), [data.template, line, title]);
  return (
    <tr>
      <th scope="row">{children}</th>
      {boxes.map((box) => (
        <td key={box.id}>
          <Box box={box} level={2} />
        </td>
      ))}
    </tr>
  );
}
