// Storms of five whole sessions of the product on one map, driven by JSON lines on stdin.
// Each act is the page's own; {id, op: "storm", ...} is answered by {id, value} or {id, error}.
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
const { Session, acts, graphOf, seedsOf } = await bundle(root, new URL("page.js", import.meta.url).pathname);

/** Elements there from the start, one a person. */
const FIRST = 5;
const SIZE = { width: 400, height: 300 };
const ROOTS = ["cards", "edges", "ink"];
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

class Person {
  /** Under which numbers this page has written. */
  own = new Set();
  /** By card, link or stroke brought back from the corbeille, what others had done in it by then. */
  brought = new Map();
  /** How many times the document changed here. */
  changes = 0;
  network = new Network("editor");
  constructor(name, { room, template }, chance) {
    this.chance = chance;
    const me = { name, color: "#0b5d66", mark: name };
    const dossier = { id: "d", title: "", territory: "", useCase: "", example: false };
    const urls = { home: "", dossier: "", share: null, importPreview: "", importApply: "" };
    const shown = { dossier, urls, exports: [], navigation: [], palette: [] };
    const abilities = ["read", "edit"];
    const data = { room, socketPath: "/collab", template, me, abilities, ...shown };
    this.session = new Session(data, { socket: this.network.Socket });
    this.act = acts(this.session);
    this.session.doc.on("beforeTransaction", (_transaction, doc) => this.own.add(doc.clientID));
    this.session.doc.on("update", () => this.changes++);
  }
  get graph() {
    return graphOf(this.session).get();
  }
  get cards() {
    return [...this.graph.elements, ...this.graph.stamps];
  }
  get colors() {
    return this.session.data.template.colors.map(({ key }) => key);
  }
  get records() {
    return [...this.cards, ...this.session.edges.get()];
  }
  get strokes() {
    return this.session.ink.get().map(({ id }) => id);
  }
  get types() {
    return this.session.data.template.map.elements;
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

const at = (chance) => ({ x: chance(2000), y: chance(2000) });
/** One or two of what is there; none on an empty map. */
function several(person) {
  return [...new Set([person.any(person.cards), person.any(person.cards)])].filter(Boolean);
}

const ACTS = {
  add(person, step) {
    const type = person.any(person.types.filter(({ stamp }) => !stamp));
    person.act.add(type.key, at(person.chance), `n${step}`);
  },
  link(person, step) {
    const kind = person.any(person.session.data.template.edge_kinds);
    const from = person.any(person.graph.elements);
    const to = person.any(person.graph.elements.filter((id) => id !== from));
    if (to !== undefined) person.session.actions.link(from, to, kind.key, `l${step}`);
  },
  stamp(person) {
    const type = person.any(person.types.filter(({ stamp }) => stamp));
    person.act.stamp(type.key, person.any(person.records) ?? "", at(person.chance));
  },
  move(person) {
    person.act.place(several(person).map((id) => ({ id, ...at(person.chance) })));
  },
  carry(person) {
    const id = person.any(person.graph.stamps);
    if (id !== undefined) person.act.place([{ id, x: null, y: null, on: person.any(person.records) }]);
  },
  rejoin(person) {
    const id = person.any(person.session.edges.get());
    const [from, to] = [person.any(person.graph.elements), person.any(person.graph.elements)];
    if (id !== undefined && from !== to) person.session.actions.changeLink(id, { from, to });
  },
  write(person, step) {
    const id = person.any(person.records);
    if (id === undefined) return;
    const { text } = person.session.card(id).get() ?? person.session.edge(id).get();
    const start = person.chance(text.length + 1);
    person.session.type(() => text.insert(start, ` ${step}`), person);
  },
  fill(person, step) {
    const id = person.any(person.graph.stamps);
    if (id !== undefined) person.session.actions.setFields(id, { montant: step });
  },
  duplicate(person) {
    person.act.duplicate(several(person));
  },
  draw(person, step) {
    const { limits } = person.session.data.template;
    const points = [0, 1, 2].map(() => ({ ...at(person.chance), pressure: null }));
    const pen = { color: person.any(person.colors), thick: step % 2 === 0 };
    person.session.actions.create([], [], null, [], seedsOf(points, pen, limits));
  },
  carryInk(person) {
    person.session.actions.place(person.strokes.slice(-2).map((id) => ({ id, ...at(person.chance) })));
  },
  colorInk(person) {
    const id = person.any(person.strokes);
    if (id !== undefined) person.session.actions.setColor(id, person.any(person.colors));
  },
  rub(person) {
    person.session.actions.removeAll([person.any(person.strokes)].filter(Boolean));
  },
  /** What is said of an image tells which one it is of. */
  back(person) {
    const image = String(person.chance(9)).repeat(64);
    person.session.actions.setBackground({ image, alt: image, ...at(person.chance), ...SIZE, opacity: 1 });
  },
  moveBack(person, step) {
    const shown = person.session.background.get();
    if (shown !== null) person.session.actions.setBackground({ ...at(person.chance), alt: `${shown.image} ${step}` });
  },
  removeBack(person) {
    person.session.actions.setBackground(null);
  },
  remove(person) {
    person.session.actions.removeAll([person.any(person.records)].filter(Boolean));
  },
  restore(person) {
    const { trash, edgeTrash, inkTrash, actions } = person.session;
    const gone = person.any([...trash.get(), ...edgeTrash.get(), ...inkTrash.get()]);
    if (gone !== undefined) actions.restoreAll([gone.id]);
  },
  undo: (person) => person.session.actions.undo(),
  redo: (person) => person.session.actions.redo(),
  cut: ({ network }) => (network.up ? network.cut() : network.mend()),
};
const MADE = ["add", "add", "link", "link", "link", "stamp", "stamp", "duplicate", "draw", "draw", "back"];
const CHANGED = ["move", "move", "carry", "rejoin", "rejoin", "write", "write", "fill", "carryInk", "colorInk", "moveBack"];
const TAKEN = ["rub", "removeBack", "remove", "remove", "restore", "undo", "undo", "undo", "redo", "redo", "redo"];
const CHOICES = [...MADE, ...CHANGED, ...TAKEN, "cut", "cut"];

async function until(condition, what) {
  for (const end = Date.now() + PATIENCE_MS; !condition(); await sleep(5)) {
    if (Date.now() > end) throw new Error("not in time: " + what());
  }
}

/** Let five people act; return what they made, what all have, and whom an undo wronged. */
async function storm({ url, seed, steps, ...canvas }) {
  globalThis.location = new URL(url.replace("ws", "http"));
  const chance = chanceOf(seed);
  const people = NAMES.map((name) => new Person(name, canvas, chance));
  const states = () => JSON.stringify(people.map(({ session }) => session.saved.get()));
  await until(() => people.every((person) => person.isSaved), states);
  const told = { made: setsByRoot(), counts: {}, wrongs: [] };
  const { made } = told;
  for (let n = 0; n < FIRST; n++) perform(people[n], "add", n, told);
  for (let step = 0; step < steps; step++) {
    const name = CHOICES[chance(CHOICES.length)];
    perform(people[chance(people.length)], name, step, told);
    await sleep(chance(4));
  }
  for (const { network } of people) network.mend();
  const same = () => new Set(people.map(({ roots }) => sorted(roots))).size === 1;
  await until(() => people.every((person) => person.isSaved) && same(), states);
  const [{ roots }] = people;
  const shown = ({ graph, session }) => sorted([graph.elements, graph.stamps, session.edges.get(), drawn(session), session.background.get()]);
  const maps = [...new Set(people.map(shown))];
  for (const { session } of people) session.close();
  const listed = Object.fromEntries(ROOTS.map((root) => [root, [...made[root]]]));
  return { ...told, made: listed, roots, maps };
}

const setsByRoot = () => Object.fromEntries(ROOTS.map((root) => [root, new Set()]));
/** The strokes as they are shown, one over the other. */
const drawn = (session) => session.ink.get().map(({ id, points, color, x, y }) => ({ id, points, color, x, y }));

function perform(person, name, step, { made, counts, wrongs }) {
  const before = picture(person.session.doc, person.own);
  const changes = person.changes;
  ACTS[name](person, step);
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

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, op: _op, client: _client, ...asked } = JSON.parse(line);
  try {
    process.stdout.write(JSON.stringify({ id, value: await storm(asked) }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id, error: String(error) }) + "\n");
  }
});
process.stdin.on("end", () => process.exit(0));
