// What storms of five whole sessions of the product have alike, whatever the form of their canvas; driven by JSON
// lines on stdin. {id, op: "storm", ...} is answered by {id, value} or {id, error}.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";
import { picture, workIn, wronged } from "./works.mjs";

const root = process.argv[2];
const modules = createRequire(root + "/package.json");
const WebSocket = (await import(pathToFileURL(modules.resolve("ws")).href)).default;
globalThis.window = new EventTarget();
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });

/** What a page is made of, by the name of the file that gathers it. */
export const load = (page) => bundle(root, new URL(page, import.meta.url).pathname);

export const ROOTS = ["cards", "edges", "ink"];
const PATIENCE_MS = 60_000;
const NAMES = ["Ada", "Camille", "Dominique", "Emma", "Farid"];
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Integers under n, the same ones for the same seed. */
function chanceOf(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

/** The network of one person: what is cut loses what is on its way, and lets nothing in. */
class Network {
  up = true;
  sockets = new Set();
  constructor(token) {
    const network = this;
    this.Socket = class extends WebSocket {
      constructor(address) {
        super(address, ["capacities", token], { perMessageDeflate: false });
        network.sockets.add(this);
        this.on("close", () => network.sockets.delete(this));
        if (!network.up) this.terminate();
      }
    };
  }
  cut() {
    this.up = false;
    for (const socket of this.sockets) socket.terminate();
  }
  mend() {
    this.up = true;
    window.dispatchEvent(new Event("online"));
  }
}

/** One person, at a page of their own. */
export class Participant {
  /** Under which numbers this page has written. */
  own = new Set();
  /** By card, link or stroke brought back from the corbeille, what others had done in it by then. */
  brought = new Map();
  /** How many times the document changed here. */
  changes = 0;
  network = new Network("editor");
  constructor(Session, name, { room, template }, chance) {
    this.chance = chance;
    const me = { name, color: "#0b5d66", mark: name };
    const dossier = { id: "d", title: "", territory: "", useCase: "", example: false };
    const urls = { home: "", dossier: "", share: null, importPreview: "", importApply: "" };
    const shown = { dossier, urls, exports: [], navigation: [], palette: [] };
    const abilities = ["read", "edit"];
    const data = { room, socketPath: "/collab", template, me, abilities, ...shown };
    this.session = new Session(data, { socket: this.network.Socket });
    this.session.doc.on("beforeTransaction", (_transaction, doc) => this.own.add(doc.clientID));
    this.session.doc.on("update", () => this.changes++);
  }
  any(things) {
    return things[this.chance(Math.max(1, things.length))];
  }
  /** What is stored, by root. */
  get roots() {
    const { doc } = this.session;
    return Object.fromEntries([...ROOTS, "background"].map((root) => [root, doc.getMap(root).toJSON()]));
  }
  get isSaved() {
    const { kind, pending } = this.session.saved.get();
    return kind === "saved" && !pending;
  }
}

/** What may be done to any canvas. */
export const ANYWHERE = {
  undo: (person) => person.session.actions.undo(),
  redo: (person) => person.session.actions.redo(),
  cut: ({ network }) => (network.up ? network.cut() : network.mend()),
};

async function until(condition, what) {
  for (const end = Date.now() + PATIENCE_MS; !condition(); await sleep(5)) {
    if (Date.now() > end) throw new Error("not in time: " + what());
  }
}

const setsByRoot = () => Object.fromEntries(ROOTS.map((root) => [root, new Set()]));

/** Let five people act; return what they made, what all have, and whom an undo wronged.
 * `first`: what is done to begin with, as [act, how many times]; `last`: what one person does at the end. */
async function storm({ url, seed, steps, ...canvas }, { personOf, acts, choices, first, last = () => {}, shown }) {
  globalThis.location = new URL(url.replace("ws", "http"));
  const chance = chanceOf(seed);
  const people = NAMES.map((name) => personOf(name, canvas, chance));
  const states = () => JSON.stringify(people.map(({ session }) => session.saved.get()));
  await until(() => people.every((person) => person.isSaved), states);
  const told = { made: setsByRoot(), counts: {}, wrongs: [] };
  const { made } = told;
  for (let n = 0; n < first[1]; n++) perform(acts, people[n % people.length], first[0], n, told);
  for (let step = 0; step < steps; step++) {
    const name = choices[chance(choices.length)];
    perform(acts, people[chance(people.length)], name, step, told);
    await sleep(chance(4));
  }
  for (const { network } of people) network.mend();
  const same = () => new Set(people.map(({ roots }) => sorted(roots))).size === 1;
  const settled = () => people.every((person) => person.isSaved) && same();
  await until(settled, states);
  last(people[0]);
  const views = () => [...new Set(people.map((person) => sorted(shown(person))))];
  await until(settled, states);
  for (const end = Date.now() + 2_000; views().length > 1 && Date.now() < end; await sleep(5));
  const [{ roots }] = people;
  const maps = views();
  for (const { session } of people) session.close();
  const listed = Object.fromEntries(ROOTS.map((root) => [root, [...made[root]]]));
  return { ...told, made: listed, roots, maps };
}

function perform(acts, person, name, step, { made, counts, wrongs }) {
  const before = picture(person.session.doc, person.own);
  const changes = person.changes;
  acts[name](person, step);
  const after = picture(person.session.doc, person.own);
  if (name === "cut" || person.changes > changes) counts[name] = (counts[name] ?? 0) + 1;
  for (const root of ROOTS) {
    for (const id of after.keys()) if (!before.has(id) && after.get(id).root === root) made[root].add(id);
  }
  if (name === "undo" || name === "redo") {
    const found = wronged(before, after, name, person.brought);
    wrongs.push(...found.map((wrong) => `${step} ${name}: ${wrong}`));
  }
  for (const [id, { live }] of after) {
    if (live && before.get(id)?.live === false) person.brought.set(id, workIn(id, after));
  }
}

/** The same text for the same things, in whatever order they are held. */
function sorted(things) {
  return JSON.stringify(things, (_key, found) => {
    if (found === null || typeof found !== "object" || Array.isArray(found)) return found;
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Answer on stdout what is asked on stdin. */
export function answer(form) {
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const { id, op: _op, client: _client, ...asked } = JSON.parse(line);
    try {
      process.stdout.write(JSON.stringify({ id, value: await storm(asked, form) }) + "\n");
    } catch (error) {
      process.stdout.write(JSON.stringify({ id, error: String(error) }) + "\n");
    }
  });
  process.stdin.on("end", () => process.exit(0));
}
