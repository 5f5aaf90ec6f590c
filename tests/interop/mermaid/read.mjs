/* Mermaid's own parser: reads texts of diagrams, one JSON string a line; says of each what it holds. */

import { createInterface } from "node:readline";
import { Window } from "happy-dom";

const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

/** What a parser found, as its drawing would read it. */
async function read(text) {
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const tasks = db.getTasks?.() ?? [];
  return {
    kind: diagramType,
    title: db.getDiagramTitle?.() ?? "",
    sections: db.getSections?.() ?? [],
    tasks: tasks.map(({ task, section, id, startTime, endTime, milestone, crit, done, active }) => ({
      ...{ task, section, id, milestone: !!milestone, crit: !!crit, done: !!done, active: !!active },
      ...{ start: day(startTime), end: day(endTime) },
    })),
  };
}

/** The day of a moment, where the parser stands. */
function day(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, text } = JSON.parse(line);
  const answer = await read(text).then(
    (value) => ({ id, value }),
    (error) => ({ id, error: String(error.message ?? error) }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
