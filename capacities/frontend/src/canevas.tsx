/** Entry of the component that Streamlit mounts: called once, then again at every rerun. */

import type { Root } from "react-dom/client";
import { createRoot } from "react-dom/client";
import type { CanvasData, CanvasSession } from "./core";
import { openSession, release } from "./core";
import { eraseDeleted, sentenceOf } from "./core/keeping";
import { keepForOffline } from "./core/worker";
import { FORMS } from "./forms/registry";
import { figuresOpen, markPage } from "./ui/beside";
import { CanvasScreen } from "./ui/CanvasScreen";
import type { LightMounting } from "./ui/light";
import { light } from "./ui/light";
import { watchMoves } from "./ui/moved";
import { tellOpened } from "./ui/opened";
import { followTextSize } from "./ui/text-size";
import "./canevas.css";

interface Mounted {
  root: Root;
  host: HTMLElement;
  session: CanvasSession;
  unwatch: () => void;
}

interface ComponentArguments extends LightMounting {
  data: CanvasData;
  parentElement: HTMLElement | ShadowRoot;
}

/** Dossiers deleted for everyone leave this device a little after the canvas is open. */
const ERASE_AFTER_MS = 3_000;
let erased = false;

function eraseOnce(session: CanvasSession): void {
  if (erased) return;
  erased = true;
  setTimeout(() => {
    void eraseDeleted().then((some) => {
      if (some.length > 0) session.notice(sentenceOf(some));
    });
  }, ERASE_AFTER_MS);
}

/** The canvas is there, and what it brought: what a page without network needs may be kept. */
function keepOnceOpen(session: CanvasSession): void {
  if ((session.data.offline ?? 0) === 0) return;
  const look = () => {
    if (session.saved.get().kind !== "saved") return;
    stop();
    keepForOffline(new URL(/* @vite-ignore */ ".", import.meta.url).pathname);
  };
  const stop = session.saved.subscribe(look);
  look();
}

const mounted = new WeakMap<HTMLElement | ShadowRoot, Mounted>();

function mount(parent: HTMLElement | ShadowRoot): { root: Root; host: HTMLElement } {
  const host = document.createElement("div");
  host.className = "capacities";
  /* Shown by the style sheet, which arrives apart: no flash of an unstyled page. */
  host.style.visibility = "hidden";
  parent.appendChild(host);
  followTextSize(host);
  return { root: createRoot(host), host };
}

function unmount(parent: HTMLElement | ShadowRoot): void {
  const here = mounted.get(parent);
  if (here === undefined) return;
  mounted.delete(parent);
  here.unwatch();
  here.root.unmount();
  here.host.remove();
  release(here.session);
}

export default function canevas({ data, parentElement, onLight }: ComponentArguments): () => void {
  const here = mounted.get(parentElement);
  if (here?.session.room !== data.room) {
    unmount(parentElement);
    const session = openSession(data);
    /* Before the first drawing: the canvas is laid out in the room it will keep. */
    if (data.figures === true) markPage(figuresOpen());
    const unwatch = data.figures === true ? watchMoves(session) : () => undefined;
    const { root, host } = mount(parentElement);
    mounted.set(parentElement, { root, host, session, unwatch });
    root.render(<CanvasScreen session={session} forms={FORMS} />);
    tellOpened(host);
    eraseOnce(session);
    keepOnceOpen(session);
    onLight?.(session, light.set);
  }
  return () => unmount(parentElement);
}
