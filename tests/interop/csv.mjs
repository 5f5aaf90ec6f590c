// The CSV that a page without network makes of a document; driven by JSON lines on stdin.
// {id, op: "csv", template, columns, update} is answered by {id, value} or {id, error}.
import { createInterface } from "node:readline";
import { bundle } from "./bundle.mjs";

globalThis.window = new EventTarget();
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
globalThis.location = new URL("http://localhost/");
const root = process.argv[2];
const { Session, TABLES, applyUpdate, arranged, writeCsv } = await bundle(root, new URL("csv-page.js", import.meta.url).pathname);

/** Never answered: there is no network. */
class Nowhere extends EventTarget {
  readyState = 0;
  close() {}
  send() {}
}

function csv({ template, columns, update }) {
  const me = { name: "Lectrice", color: "#0b5d66", mark: "m" };
  const dossier = { id: "d", title: "", territory: "", useCase: "", example: false };
  const urls = { home: "", dossier: "", share: null, importPreview: "", importApply: "" };
  const given = { dossier, urls, exports: [], navigation: [], palette: [] };
  const data = { room: "d/c", socketPath: "/collab", template, me, abilities: ["read"], ...given };
  const session = new Session(data, { socket: Nowhere });
  applyUpdate(session.doc, Buffer.from(update, "base64"));
  const [, made] = Object.entries(TABLES).find(([path]) => path.includes(`/forms/${template.form}/`));
  const text = writeCsv(arranged(made.table(session), columns));
  session.close();
  return text;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...order } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ id, value: csv(order) }));
  } catch (error) {
    console.log(JSON.stringify({ id, error: String(error.stack ?? error) }));
  }
}
process.exit(0);
