/* The corbeille in its window, and what is said above the page. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { ReactElement } from "react";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CanvasSession } from "../core";
import { Session } from "../core/session";
import { canvasData, FakeRoom, until } from "../core/testing";
import { GRAPH } from "../core/testing-graph";
import { FORMS } from "../forms/registry";
import { Screen } from "./screen";
import { TrashDialog } from "./TrashDialog";
import { useVoice, VoiceRegion } from "./Voice";

function Page({ session, open }: { session: CanvasSession; open: boolean }): ReactElement {
  const voice = useVoice(session);
  const { tell, whisper } = voice;
  const { data } = session;
  const entry = FORMS.zones;
  const screen = {
    session,
    data,
    form: null,
    entry,
    view: "canevas",
    printing: false,
    setView: vi.fn(),
    tell,
    whisper,
    show: vi.fn(),
  } as const;
  return (
    <Screen value={screen}>
      {open && <TrashDialog onClose={vi.fn()} />}
      <VoiceRegion voice={voice} />
    </Screen>
  );
}

const host = document.createElement("div");
let session: Session;
let root: ReturnType<typeof createRoot>;
const show = (open: boolean) => act(async () => root.render(<Page session={session} open={open} />));
const inPage = (selector: string) => [...host.querySelectorAll<HTMLElement>(selector)];
const inWindow = (selector: string) => inPage(`dialog ${selector}`);
const press = (button: HTMLElement) =>
  act(async () => {
    button.focus();
    button.click();
  });

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  globalThis.indexedDB = new IDBFactory();
  document.body.append(host);
  root = createRoot(host);
  session = new Session(canvasData(), { socket: new FakeRoom().Socket });
  await until(() => session.saved.get().kind === "saved");
});

afterEach(async () => {
  await act(async () => root.unmount());
  session.close();
  vi.unstubAllGlobals();
});

function throwAway(...texts: string[]): string[] {
  return texts.map((text) => {
    const id = session.actions.add("usagers", text)!;
    session.actions.remove(id);
    return id;
  });
}

describe("the corbeille", () => {
  it("says in its window that a post-it is back, and hands the keyboard to the next", async () => {
    const [first, last] = throwAway("premier", "dernier") as [string, string];
    await show(true);
    await press(inWindow(".trash-list button")[0]!);
    const back = () => [first, last].filter((id) => !session.card(id).get()!.deleted);
    expect(back()).toHaveLength(1); // either, when both went in the same millisecond
    expect(inWindow("[role=status]")[0]!.textContent).toBe("Post-it restauré à sa place.");
    expect(document.activeElement).toBe(inWindow(".trash-list button")[0]);
    await press(inWindow(".trash-list button")[0]!);
    expect(back()).toHaveLength(2);
    expect(document.activeElement).toBe(inWindow("button[aria-label=Fermer]")[0]);
  });

  it("tells a stroke by who drew it, and brings it back", async () => {
    session.actions.create([], [], null, [], [{ id: "trait", points: "1,1", color: "idee", thick: false }]);
    session.actions.remove("trait");
    await show(true);
    expect(inWindow(".trash-list p")[0]!.textContent).toBe("Trait à main levée, de Camille");
    expect(inWindow(".trash-list small")[0]!.textContent).toMatch(/^Idée · .*20\d\d/);
    await press(inWindow(".trash-list button")[0]!);
    expect(session.ink.get().map(({ id }) => id)).toEqual(["trait"]);
    expect(inWindow("[role=status]")[0]!.textContent).toBe("Trait à main levée restauré à sa place.");
  });

  it("tells why a post-it cannot come back to a full canvas, and not that it is back", async () => {
    const [id] = throwAway("revenant") as [string];
    session.actions.addMany(
      "canaux",
      Array.from({ length: 20 }, (_, i) => `post-it ${i}`),
    );
    await show(true);
    await press(inWindow(".trash-list button")[0]!);
    expect(session.card(id).get()!.deleted).toBe(true);
    expect(inWindow("[role=status]")[0]!.textContent).toContain("Le canevas est plein");
    expect(inWindow(".toast")[0]!.textContent).toContain("Le canevas est plein");
    expect(document.activeElement).toBe(inWindow(".trash-list button")[0]);
  });
});

describe("the corbeille of a canvas with links", () => {
  it("shows each with its type and what it joined, and brings it back", async () => {
    session.close();
    session = new Session(canvasData({ template: GRAPH, room: "dossier/graphe" }), { socket: new FakeRoom().Socket });
    await until(() => session.saved.get().kind === "saved");
    const [from, to] = session.actions.addMany("usagers", ["Cadastre", "Service social"]) as [string, string];
    const link = session.actions.link(from, to, "flux", "chaque nuit")!;
    session.actions.removeAll([link, to]);
    await show(true);
    const lines = inWindow(".trash-list li").map((line) =>
      [...line.querySelectorAll("p, small")].map((each) => each.textContent),
    );
    expect(lines).toEqual([
      ["Service social", "Camille"],
      ["Cadastre → Service social", "Flux · chaque nuit · Camille"],
    ]);
    await press(inWindow(".trash-list button")[1]!);
    expect(session.edge(link).get()!.deleted).toBe(false);
    expect(inWindow("[role=status]")[0]!.textContent).toBe("Lien restauré à sa place.");
    expect(inWindow(".trash-list li")).toHaveLength(1);
  });
});

describe("the voice", () => {
  it("moves its sentence to the window above, and does not say again there what was said", async () => {
    throwAway("un");
    await show(false);
    await act(async () => session.notice("Le canevas est plein."));
    await show(true);
    expect(inPage(".toast")).toEqual(inWindow(".toast"));
    expect(inWindow("[role=status]")[0]!.textContent).toBe("");
    await show(false);
    expect(inPage(".toast")).toHaveLength(1);
    expect(inPage("[role=status]").map((each) => each.textContent)).toEqual(["Le canevas est plein."]);
  });
});
