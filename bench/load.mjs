// Real Yjs clients by pairs, typing at a steady rate; figures as JSON on the last line.
// node load.mjs '{"peer": false, "url": "ws://…", "rooms": [["name", "token"], …], …}'
import { readFileSync } from "node:fs";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import * as Y from "yjs";

const options = {
  peer: false, // true: Hocuspocus
  perClient: 2, // edits a second
  seconds: 10,
  warmup: 2,
  pid: 0, // server process whose CPU is read
  ...JSON.parse(process.argv[2]),
};
const { HocuspocusProvider, HocuspocusProviderWebsocket } = options.peer
  ? await import("@hocuspocus/provider")
  : {};
const { WebsocketProvider } = options.peer ? {} : await import("y-websocket");
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => performance.now();

class PlainSocket extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { perMessageDeflate: false });
    this.on("error", () => {}); // the provider tries again
  }
}

class Client {
  constructor(room, token) {
    this.doc = new Y.Doc();
    this.text = this.doc.getText("bench");
    this.partner = null;
    this.inFlight = []; // when each edit was made, until the partner has it
    this.unsaved = []; // the same, until the server says saved
    this.sent = 0;
    this.saved = 0;
    this.synced = false;
    this.measuring = false;
    if (options.peer) this.openPeer(room);
    else this.open(room, token);
    this.doc.on("update", (_update, origin) => {
      if (origin !== this.provider || !this.partner?.inFlight.length) return;
      const made = this.partner.inFlight.shift();
      if (this.measuring) latencies.push(now() - made);
    });
  }
  open(room, token) {
    const client = this;
    class Socket extends PlainSocket {
      send(data) {
        if (data[0] === 0 && data[1] > 0) {
          client.sent += 1;
          client.unsaved.push(client.madeAt ?? now());
        }
        super.send(data);
      }
    }
    this.provider = new WebsocketProvider(options.url, room, this.doc, {
      WebSocketPolyfill: Socket,
      disableBc: true,
      protocols: ["capacities", token],
    });
    this.provider.messageHandlers[100] = (_encoder, decoder) => {
      const count = decoding.readVarUint(decoder);
      for (; this.saved < count; this.saved += 1) {
        const made = this.unsaved.shift();
        if (this.measuring && made !== undefined) savedAfter.push(now() - made);
      }
    };
    this.provider.on("sync", (synced) => (this.synced = synced));
  }
  openPeer(room) {
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: options.url,
      WebSocketPolyfill: PlainSocket,
    });
    this.provider = new HocuspocusProvider({ websocketProvider, name: room, document: this.doc });
    this.provider.on("synced", () => (this.synced = true));
    this.provider.attach?.();
  }
  edit() {
    this.madeAt = now();
    this.inFlight.push(this.madeAt);
    this.text.insert(this.text.length, "x");
    if (this.measuring) edits += 1;
  }
}

const latencies = [];
const savedAfter = [];
let edits = 0;

function cpuSeconds() {
  if (!options.pid) return 0;
  const fields = readFileSync(`/proc/${options.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
function memoryMiB() {
  if (!options.pid) return 0;
  const line = readFileSync(`/proc/${options.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/);
  return Math.round(Number(line[1]) / 1024);
}
const rank = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
function percentiles(values) {
  const sorted = Float64Array.from(values).sort();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => rank(sorted, share) ?? null);
  return { p50, p95, p99, max: sorted.at(-1) ?? null, count: sorted.length };
}

const pairs = [];
for (const [room, token] of options.rooms) {
  pairs.push([new Client(room, token), new Client(room, token)]);
  await sleep(30); // everybody does not arrive at the same instant
}
const clients = pairs.flat();
for (const [a, b] of pairs) [a.partner, b.partner] = [b, a];
for (const end = now() + 60000; !clients.every((c) => c.synced); await sleep(20)) {
  if (now() > end) throw new Error("clients did not sync");
}

// One timer paces everybody: each client edits at its own phase of the period.
const period = 1000 / options.perClient;
const due = clients.map(() => now() + Math.random() * period);
const pace = setInterval(() => {
  const t = now();
  clients.forEach((client, i) => {
    while (due[i] <= t) {
      due[i] += period;
      client.edit();
    }
  });
}, 5);
await sleep(options.warmup * 1000);
for (const client of clients) client.measuring = true;
const [cpu, began, memoryBefore] = [cpuSeconds(), now(), memoryMiB()];
await sleep(options.seconds * 1000);
const spent = cpuSeconds() - cpu;
const lasted = (now() - began) / 1000;
const counted = edits;
clearInterval(pace);
const settled = () => clients.every((c) => c.inFlight.length === 0 && (options.peer || c.saved >= c.sent));
for (const end = now() + 15000; !settled() && now() < end; ) await sleep(20);
const converged = pairs.every(([a, b]) => a.text.toString() === b.text.toString());
const length = pairs.reduce((sum, [a]) => sum + a.text.length, 0);
console.log(
  JSON.stringify({
    edits: counted,
    perSecond: counted / lasted,
    microsecondsPerEdit: (spent / counted) * 1e6,
    cpuShare: spent / lasted,
    latency: percentiles(latencies),
    saved: percentiles(savedAfter),
    memory: { before: memoryBefore, after: memoryMiB() },
    settled: settled(),
    converged,
    length,
  }),
);
process.exit(0);
