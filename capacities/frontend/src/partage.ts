/* The page « Partager »: the links of a dossier, to show, to copy, to print, to manage.
 * Text only ever goes in as text; QR codes are images made by the server, which also does each act. */
import "./partage.css";
import { button, element } from "./core/nodes";
import { linkCard } from "./ui/sharing/card";
import { postersOnPrint, printPosters } from "./ui/sharing/posters";
import { ANIMATION, type Sharing, shareable } from "./ui/sharing/types";

interface Wish {
  act: string;
  role: string;
  value: string;
  /** Tells two wishes from one another: the same act may be wanted twice. */
  at: number;
}

interface Component {
  data: Sharing;
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue: (name: "wish", value: Wish) => void;
  setStateValue: (name: "canvases", value: Record<string, string>) => void;
}

interface Drawn {
  host: HTMLElement;
  /** Its words change; it stays. */
  voice: HTMLElement;
  body: HTMLElement;
  signature: string;
  sharing: Sharing;
  canvases: Record<string, string>;
  unhang: () => void;
}

const drawn = new WeakMap<HTMLElement | ShadowRoot, Drawn>();

/** Draw the links; called again at each rerun, and then only redraws what changed. */
export default function partage(component: Component): () => void {
  const { data, parentElement } = component;
  const signature = JSON.stringify(data);
  const before = drawn.get(parentElement);
  if (before === undefined) {
    const voice = element("p", { class: "entendu", role: "status" });
    const body = element("div", { class: "partage" });
    const host = element("div", {}, voice, body);
    parentElement.append(host);
    const kept: Drawn = { host, voice, body, signature, sharing: data, canvases: {}, unhang: () => undefined };
    kept.unhang = postersOnPrint(() => kept.sharing);
    drawn.set(parentElement, kept);
    draw(kept, component);
  } else if (before.signature !== signature) {
    const same = JSON.stringify(before.sharing.said) === JSON.stringify(data.said);
    before.signature = signature;
    before.sharing = data;
    redraw(before, component);
    if (!same) say(before, data.said?.sentence ?? "");
  }
  return () => {
    drawn.get(parentElement)?.unhang();
    drawn.get(parentElement)?.host.remove();
    drawn.delete(parentElement);
  };
}

/* Emptied first: the same words twice are said twice. */
function say({ voice }: Drawn, words: string): void {
  voice.textContent = "";
  voice.textContent = words;
}

/* The focus stays where it was: on the same control of the same link, or on that link's title. */
function redraw(kept: Drawn, component: Component): void {
  const root = kept.host.getRootNode() as Document | ShadowRoot;
  const active = root.activeElement;
  const cards = [...kept.host.querySelectorAll("section.lien")];
  const place = cards.findIndex((card) => card.contains(active));
  const opened = cards.map((card) => card.querySelector("details")?.open === true);
  const id = active?.id;
  const words = active?.textContent;
  draw(kept, component);
  const after = [...kept.host.querySelectorAll<HTMLElement>("section.lien")];
  for (const [number, card] of after.entries()) {
    const details = card.querySelector("details");
    if (details !== null) details.open = opened[number] ?? false;
  }
  const card = after[place];
  if (card === undefined) return;
  const same = id
    ? card.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
    : [...card.querySelectorAll("button")].find((each) => each.textContent === words);
  const title = card.querySelector<HTMLElement>("h2");
  title?.setAttribute("tabindex", "-1");
  (same ?? title)?.focus({ preventScroll: same !== undefined });
}

function draw(kept: Drawn, { setTriggerValue, setStateValue }: Component): void {
  const { host, body, sharing } = kept;
  const wishes = {
    act: (act: string, role: string, value = "") => setTriggerValue("wish", { act, role, value, at: Date.now() }),
    open: (role: string, canvas: string) => {
      kept.canvases = { ...kept.canvases, [role]: canvas };
      setStateValue("canvases", kept.canvases);
    },
    say: (words: string) => say(kept, words),
  };
  const room = sharing.links.filter((link) => link.role !== ANIMATION);
  room.sort((a, b) => Number(a.created === "") - Number(b.created === ""));
  const own = sharing.links.filter((link) => link.role === ANIMATION);
  const every = button("Imprimer les affiches", () => printPosters(sharing));
  every.disabled = !sharing.links.some(shareable);
  const bare = sharing.links.filter((link) => shareable(link) && link.code === null).map(({ title }) => title);
  const suggested = `Sans code\u00a0: ${bare.join(", ")}. Donnez-en un avant d’imprimer\u00a0: l’adresse entière est longue à taper.`;
  const note = `Une feuille A4 par lien à donner\u00a0; jamais celui de l’animation.${bare.length > 0 ? ` ${suggested}` : ""}`;
  body.replaceChildren(
    element("p", { class: "toutes" }, every, note),
    element("div", { class: "cartes" }, ...[...room, ...own].map((link) => linkCard(host, sharing, link, wishes))),
  );
}
