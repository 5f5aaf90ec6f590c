/** The public calendar of a dossier: the days that count for everybody, to add, change, remove, put back. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { CanvasSession, CardView } from "../../core";
import { CALENDAR } from "../../core/generated";
import { Dialog } from "../../ui/Dialog";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { Facts, Words } from "../panel/Details";
import { safeLink } from "../shared/links";
import type { Field } from "../shared/template";
import { dayOf, dayWords, monthName } from "./days";
import { timelineOf } from "./model";
import { useOver } from "./over";
import type { Window } from "./types";
import type { Season } from "./windows";

/** « 1er mars » for « 03-01 ». */
function yearlyDay(text: string): string {
  const [month, day] = [Number(text.slice(0, 2)), Number(text.slice(3))];
  return `${day === 1 ? "1er" : day}\u00a0${monthName(month)}`;
}

/** When a window is: « chaque année, du 1er mars au 15 avril ». */
export function windowWords(window: Window, season: Season | undefined, card: CardView | null): string {
  const between = (start: string, end: string) => (start === end ? `le ${start}` : `du ${start} au ${end}`);
  if (window.yearly && season !== undefined) {
    const [start, end] = [season.start || season.end, season.end || season.start];
    return `chaque année, ${between(yearlyDay(start), yearlyDay(end))}`;
  }
  const own = [card?.fields["date"], card?.fields["fin"]].map(dayOf).filter((day) => day !== null);
  const given = [season?.start, season?.end].map(dayOf).filter((day) => day !== null);
  const days = own.length > 0 ? own : given;
  if (days.length === 0) return "sans date";
  return between(dayWords(Math.min(...days)), dayWords(Math.max(...days)));
}

/** The windows of the template that were removed from the dossier. */
export function removedSeasons(session: CanvasSession, windows: readonly Window[]): readonly Season[] {
  const here = new Set(windows.map(({ key }) => key));
  return (session.data.template.timeline?.seasons ?? []).filter(({ key }) => !here.has(key));
}

/** What a window carries; its days are not asked as those of a step. */
function windowFields(fields: readonly Field[]): readonly Field[] {
  return fields
    .filter(({ zones }) => zones.includes(CALENDAR))
    .map((field) => (field.key === "date" ? { ...field, title: "Premier jour", question: "" } : field));
}

export function CalendarDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { session } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const windows = useSelected(timelineOf(session), (now) => now.windows);
  const [open, setOpen] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const show = (key: string | null) => {
    if (open !== null) dropEmpty(session, open);
    setOpen(key);
  };
  const add = () => {
    const key = hands.setWindow(null, { title: "" });
    if (key === null) return;
    flushSync(() => show(key));
    list.current?.querySelector<HTMLElement>(`[data-window="${CSS.escape(key)}"] textarea`)?.focus();
  };
  return (
    <Dialog
      title="Calendrier public"
      wide
      onClose={() => {
        if (open !== null) dropEmpty(session, open);
        onClose();
      }}
    >
      <p className="hint">
        Les jours qui comptent pour tous&nbsp;: une étape peut devoir être finie avant l’un d’eux («&nbsp;À finir
        avant…&nbsp;»).
      </p>
      {windows.length === 0 && <p>Le calendrier est vide.</p>}
      <ul ref={list} className="calendar-list">
        {windows.map((window) => (
          <WindowRow
            key={window.key}
            window={window}
            open={open === window.key}
            onToggle={() => show(open === window.key ? null : window.key)}
          />
        ))}
      </ul>
      {editable && (
        <>
          <button type="button" className="add" onClick={add}>
            <span aria-hidden="true">+ </span>Ajouter un moment du calendrier
          </button>
          <Removed />
        </>
      )}
    </Dialog>
  );
}

/** Where no moment is drawn yet, the way to the calendar; the names of moments lead there too. */
export function CalendarTool({ className = "button" }: { className?: string }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Calendrier…
      </button>
      {open && <CalendarDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** One that was added and left without a name nor a day goes by itself. */
function dropEmpty(session: CanvasSession, key: string): void {
  const card = session.card(key).get();
  const empty = card !== null && session.text(key).get().trim() === "" && Object.keys(card.fields).length === 0;
  if (empty && !card.deleted && card.zone === CALENDAR && card.parent === null) session.actions.remove(key);
}

interface WindowRowProps {
  window: Window;
  open: boolean;
  onToggle: () => void;
}

function WindowRow({ window, open, onToggle }: WindowRowProps): ReactElement {
  const { session, data } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const { key, title, source } = window;
  const card = useStore(session.card(window.card ?? ""));
  const season = data.template.timeline?.seasons.find((each) => each.key === key);
  const link = safeLink(source);
  const toggle = () => {
    /* A card stands for a window of the template once somebody changes it. */
    if (!open && window.card === null) hands.setWindow(key, {});
    onToggle();
  };
  return (
    <li data-window={key}>
      <div className="calendar-line">
        <div>
          <b>{title}</b>
          <p className="hint">{windowWords(window, season, card)}</p>
          {source !== "" && (
            <p className="hint">
              Source&nbsp;:{" "}
              {link === null ? (
                source
              ) : (
                <a href={link} target="_blank" rel="noopener noreferrer">
                  {source}
                </a>
              )}
            </p>
          )}
        </div>
        {editable && (
          <>
            <button
              type="button"
              className="button quiet"
              aria-expanded={open}
              aria-label={`Changer\u00a0: ${title}`}
              onClick={toggle}
            >
              Changer <Icon name="down" />
            </button>
            <button
              type="button"
              className="button quiet"
              aria-label={`Retirer du calendrier\u00a0: ${title}`}
              onClick={(event) => {
                const line = event.currentTarget.closest("li");
                const beside = line?.nextElementSibling ?? line?.previousElementSibling;
                hands.removeWindow(key);
                (beside ?? line?.parentElement?.nextElementSibling)?.querySelector<HTMLElement>("button")?.focus();
              }}
            >
              <Icon name="trash" /> Retirer
            </button>
          </>
        )}
      </div>
      {open && card !== null && <WindowForm key={card.id} card={card} window={window} season={season} />}
    </li>
  );
}

interface WindowFormProps {
  card: CardView;
  window: Window;
  season: Season | undefined;
}

function WindowForm({ card, window, season }: WindowFormProps): ReactElement {
  const { data } = useScreen();
  const { hands } = useOver();
  const fields = useMemo(() => windowFields(data.template.fields), [data.template.fields]);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector<HTMLElement>("textarea")?.focus(), []);
  return (
    <div ref={ref} className="row-open">
      <Words card={card} label="Nom" />
      <Facts card={card} fields={fields} marks="" />
      {window.yearly && (
        <p className="hint">Il revient chaque année&nbsp;; avec des jours à lui, il n’a lieu qu’une fois.</p>
      )}
      {season !== undefined && (
        <button
          type="button"
          className="button"
          onClick={() => hands.setWindow(window.key, { title: season.title, from: "", to: "", source: "" })}
        >
          Remettre comme dans le modèle
        </button>
      )}
    </div>
  );
}

/** Those of the template that are not there any more, to be put back. */
function Removed(): ReactElement | null {
  const { session } = useScreen();
  const { hands } = useOver();
  const windows = useSelected(timelineOf(session), (now) => now.windows);
  const removed = removedSeasons(session, windows);
  if (removed.length === 0) return null;
  const putBack = (season: Season) => {
    const standing = [...session.cards.get().values()].filter(({ zone, parent }) => {
      return zone === CALENDAR && parent === season.key;
    });
    const [first] = standing;
    if (first === undefined) return;
    session.actions.restore(first.id);
    hands.setWindow(season.key, { title: season.title, from: "", to: "", source: "" });
  };
  return (
    <div className="calendar-removed">
      <p className="hint">Retirés du modèle&nbsp;:</p>
      {removed.map((season) => (
        <button key={season.key} type="button" className="button" onClick={() => putBack(season)}>
          Remettre {season.title}
        </button>
      ))}
    </div>
  );
}
