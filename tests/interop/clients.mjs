// Many real y-websocket clients in one process, driven by JSON lines on stdin.
// Each line {id, op, client, ...} is answered by {id, value} or {id, error}.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const modules = createRequire(process.argv[2] + "/package.json");
const load = (name) => import(pathToFileURL(modules.resolve(name)).href);
const Y = await load("yjs");
const { WebsocketProvider } = await load("y-websocket");
const decoding = await load("lib0/decoding");
const WebSocket = (await load("ws")).default;

/** The rule of who is under whom, as the product's page has it. */
let arranging = null;
async function arranged(client) {
  arranging ??= bundle(process.argv[2], process.argv[2] + "/src/forms/tree/arrange.ts");
  const { arrange } = await arranging;
  const cards = Object.entries(client.cards.toJSON());
  const placed = cards.map(([id, { parent = null, rank = "", deleted = false }]) => {
    return { id, parent, rank, deleted };
  });
  return arrange(placed);
}

function isUnder({ parent }, id, above) {
  while (id !== undefined && id !== above) id = parent.get(id);
  return id === above;
}

const clients = new Map();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Client {
  constructor({ url, room, token, headers, presence }) {
    const client = this;
    Object.assign(this, { sent: 0, saved: 0, codes: [], connections: 0, undo: null });
    this.doc = new Y.Doc();
    this.cards = this.doc.getMap("cards");
    class CountingSocket extends WebSocket {
      constructor(address, protocols) {
        super(address, protocols, { headers, perMessageDeflate: false });
        client.sent = client.saved = 0;
        client.connections += 1;
        this.on("close", (code) => client.codes.push(code));
        this.on("unexpected-response", (_q, r) => client.codes.push(-r.statusCode));
      }
      send(data) {
        if (data[0] === 0 && (data[1] === 1 || data[1] === 2)) client.sent += 1;
        super.send(data);
      }
    }
    this.provider = new WebsocketProvider(url, room, this.doc, {
      WebSocketPolyfill: CountingSocket,
      disableBc: true,
      maxBackoffTime: 300,
      protocols: token ? ["capacities", token] : [],
    });
    this.provider.messageHandlers[100] = (_e, decoder) => {
      client.saved = decoding.readVarUint(decoder);
    };
    this.provider.awareness.setLocalState(presence ?? null);
    this.undo = new Y.UndoManager(this.cards, { captureTimeout: 0 });
  }
  leave() {
    this.provider.destroy();
    this.doc.destroy();
  }
  status() {
    const { sent, saved, codes, connections, provider } = this;
    const socket = provider.wsconnected;
    return { sent, saved, codes, connections, connected: socket, synced: provider.synced };
  }
  async until(condition, ms = 30000) {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(5)) {
      if (condition()) return this.status();
    }
    throw new Error("not in time: " + condition + " " + JSON.stringify(this.status()));
  }
}

const text = (client, key) => client.cards.get(key);
const operations = {
  open: (_c, a) => clients.set(a.client, new Client(a)) && null,
  status: (c) => c.status(),
  cards: (c) => c.cards.toJSON(),
  presences: (c) => [...c.provider.awareness.getStates().values()],
  presence: (c, { state }) => c.provider.awareness.setLocalState(state),
  set: (c, { key, value }) => c.cards.set(key, value) && null,
  delete: (c, { key }) => c.cards.delete(key),
  text: (c, { key, value }) => c.cards.set(key, new Y.Text(value)) && null,
  insert: (c, { key, at, value }) => {
    if (text(c, key)) text(c, key).insert(Math.min(at, text(c, key).length), value);
  },
  erase: (c, { key, at }) => text(c, key)?.length > at && text(c, key).delete(at, 1),
  undo: (c) => c.undo.undo() && null,
  // Of a tree. A node is written in the corbeille, out of the undo history (docs/adr/003).
  put: (c, { key, keys }) => {
    c.doc.transact(() => c.cards.set(key, new Y.Map(Object.entries(keys))), "put");
  },
  mark: (c, { key, deleted }) => {
    const card = c.cards.get(key);
    deleted ? card?.set("deleted", true) : card?.delete("deleted");
  },
  move: async (c, { key, parent, rank }) => {
    if (!c.cards.has(key) || isUnder(await arranged(c), parent, key)) return false;
    c.doc.transact(() => {
      c.cards.get(key).set("parent", parent);
      c.cards.get(key).set("rank", rank);
    });
    return true;
  },
  // Of any root: cards, edges, meta.
  root: (c, { root }) => c.doc.getMap(root).toJSON(),
  draw: (c, { root, key, keys: { text, ...keys } }) => {
    const record = new Y.Map([...Object.entries(keys), ["text", new Y.Text(text)]]);
    c.doc.transact(() => c.doc.getMap(root).set(key, record), "draw");
  },
  assign: (c, { root, key, name, value }) => c.doc.getMap(root).get(key).set(name, value) && null,
  untilDrawn: (c, { root, keys }) => c.until(() => keys.every((k) => c.doc.getMap(root).has(k))),
  untilAssigned: (c, { root, key, name, value }) =>
    c.until(() => c.doc.getMap(root).get(key).get(name) === value),
  tree: async (c) => {
    const { order, parent, hidden } = await arranged(c);
    return { order, parents: Object.fromEntries(parent), hidden };
  },
  cut: (c) => c.provider.disconnect(),
  connect: (c) => c.provider.connect(),
  terminate: (c) => c.provider.ws?.terminate(),
  raw: (c, { hex }) => c.provider.ws.send(Buffer.from(hex, "hex")),
  close: (c, a) => (c.leave(), clients.delete(a.client)),
  closeAll: () => {
    for (const client of clients.values()) client.leave();
    clients.clear();
  },
  untilSynced: (c) => c.until(() => c.provider.wsconnected && c.provider.synced),
  untilSaved: (c) =>
    c.until(() => c.provider.synced && c.sent > 0 && c.saved >= c.sent),
  untilCode: (c, { code }) => c.until(() => c.codes.includes(code)),
  untilCards: (c, { json }) => c.until(() => JSON.stringify(c.cards.toJSON()) === json),
  untilText: (c, { key, value }) => c.until(() => text(c, key)?.toString() === value),
  untilKey: (c, { key }) => c.until(() => c.cards.has(key)),
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { id, op, ...args } = JSON.parse(line);
  try {
    const value = await operations[op](clients.get(args.client), args);
    process.stdout.write(JSON.stringify({ id, value: value ?? null }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id, error: String(error) }) + "\n");
  }
});
process.stdin.on("end", () => process.exit(0));
