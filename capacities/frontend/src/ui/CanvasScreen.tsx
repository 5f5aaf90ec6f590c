/** The whole screen of a canvas: bar, heading, and the form drawn inside. */

import type { KeyboardEvent, ReactElement } from "react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CanvasSession } from "../core";
import { useArrival, useShowCard } from "./arrival";
import { CalledHere } from "./CalledHere";
import { CanvasBar } from "./CanvasBar";
import type { FormEntry, FormModule, Forms } from "./form";
import { Heading } from "./Heading";
import { historyKey, redo, undo } from "./history";
import { useStore } from "./hooks";
import { useLeavingWarning } from "./leaving";
import { paperLine, paperTitle, usePrinting } from "./printing";
import { SavedBanner } from "./SavedNote";
import type { ScreenContext } from "./screen";
import { Screen, useScreen } from "./screen";
import { useVoice, VoiceRegion } from "./Voice";
import type { View } from "./view";
import { useView } from "./view";

/** The module that draws the template's form: null while it loads, or the reason why not. */
function useForm(entry: FormEntry | undefined): FormModule | string | null {
  const [form, setForm] = useState<FormModule | string | null>(null);
  useEffect(() => {
    let current = true;
    if (entry === undefined) {
      setForm("Ce canevas ne peut pas encore être affiché : sa forme est inconnue de cette version.");
      return undefined;
    }
    entry.load().then(
      (loaded) => current && setForm(loaded),
      () => current && setForm("Le canevas n’a pas pu être chargé. Rechargez la page ; rien n’est perdu."),
    );
    return () => {
      current = false;
    };
  }, [entry]);
  return form;
}

interface CanvasScreenProps {
  session: CanvasSession;
  forms: Forms;
}

export function CanvasScreen({ session, forms }: CanvasScreenProps): ReactElement {
  const { data } = session;
  const printing = usePrinting(paperTitle(data));
  const known = forms[data.template.form];
  /* A form that this version does not know is told in the words of the first one. */
  const entry = known ?? Object.values(forms)[0]!;
  const [chosen, setView] = useView(entry, printing);
  /* What is projected is fitted to a screen: paper gets the canvas. */
  const view = printing && chosen === "presentation" ? "canevas" : chosen;
  const voice = useVoice(session);
  const form = useForm(known);
  const module = typeof form === "string" ? null : form;
  const editable = useStore(session.editable) && view !== "presentation";
  const { tell, whisper } = voice;
  const root = useRef<HTMLDivElement>(null);
  const arrive = useShowCard(root, session, module, view);
  const show = useCallback((id: string) => arrive({ id, shown: true }), [arrive]);
  const screen = useMemo<ScreenContext>(
    () => ({ session, data, form: module, entry, view, printing, setView, tell, whisper, show }),
    [session, data, module, entry, view, printing, setView, tell, whisper, show],
  );
  useLeavingWarning(session);
  const { left } = useStore(session.saved);
  useViewInPage(left ? "presentation" : view);
  useHistoryKeysOfPage(screen);
  const content = useRef<HTMLDivElement>(null);
  useArrival(arrive, session, module, tell);
  if (left) return <Left screen={screen} />;
  return (
    <Screen value={screen}>
      <div
        ref={root}
        className="screen"
        data-view={view}
        data-fitted={view === "canevas" || entry.fitted?.includes(view) ? "" : undefined}
        data-editable={editable ? "" : undefined}
        lang="fr"
        onKeyDown={(event) => answerHistoryKey(screen, event)}
      >
        {view !== "presentation" && <CanvasBar skip={() => content.current?.focus()} />}
        <div className="main" tabIndex={-1} ref={content}>
          {view !== "presentation" && <Heading />}
          <SavedBanner />
          <p className="printed">{paperLine(data)}</p>
          <Content session={session} form={form} />
        </div>
        <CalledHere show={arrive} />
        <VoiceRegion voice={voice} />
      </div>
    </Screen>
  );
}

/** Nothing of a dossier that one left in another tab. */
function Left({ screen }: { screen: ScreenContext }): ReactElement {
  return (
    <Screen value={screen}>
      <div className="screen" lang="fr">
        <div className="main">
          <SavedBanner />
        </div>
      </div>
    </Screen>
  );
}

type PageKeyboardEvent = globalThis.KeyboardEvent;

function answerHistoryKey(screen: ScreenContext, event: KeyboardEvent | PageKeyboardEvent): void {
  const asked = historyKey(event);
  const field = event.target instanceof HTMLInputElement;
  if (asked === null || field || event.defaultPrevented) return;
  event.preventDefault();
  if (asked === "undo") undo(screen);
  else redo(screen);
}

/** After a drag, nothing in the page has the focus: what was dragged is taken back all the same. */
function useHistoryKeysOfPage(screen: ScreenContext): void {
  useEffect(() => {
    const onKeyDown = (event: PageKeyboardEvent) => {
      if (event.target === document.body) answerHistoryKey(screen, event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [screen]);
}

/** What stands beside the canvas makes way for what is projected (style.css of the pages). */
function useViewInPage(view: View): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset["view"] = view;
    return () => {
      delete dataset["view"];
    };
  }, [view]);
}

function Content({ session, form }: { session: CanvasSession; form: FormModule | string | null }): ReactElement {
  const { view, printing } = useScreen();
  const { kind } = useStore(session.saved);
  if (typeof form === "string") return <p className="empty">{form}</p>;
  if (form === null || kind === "loading") {
    return (
      <p className="empty" role="status">
        Ouverture du canevas…
      </p>
    );
  }
  const { Form, Printed } = form;
  if (Printed === undefined || view !== "canevas") return <Form />;
  return (
    <>
      <div className="on-screen">
        <Form />
      </div>
      {printing && <Printed />}
    </>
  );
}
