/** A table that is not ours: what its columns are, and where its rows go. */

import type { ReactElement } from "react";
import { useId, useState } from "react";
import { capital } from "../../core/words";
import type { Choice, Table } from "./report";

const ASIDE = "Laisser de côté";
/** Nothing was chosen, and no place has that name: no key is so written. */
const UNSAID = "?";
/** More columns than a phone shows one below the other. */
const MANY = 10;

interface ColumnsProps {
  table: Table;
  choice: Choice;
  recalled: boolean;
  onChoose: (choice: Choice) => void;
}

export function Columns({ table, choice, recalled, onChoose }: ColumnsProps): ReactElement {
  const id = useId();
  const isPlan = table.titled === null;
  const [text] = table.roles;
  const last = table.roles.at(-1)?.key;
  const roles = table.columns.map((role, i) => choice.colonnes?.[i] ?? role);
  const isText = table.sheets[0] === "";
  /* Nothing is to be said: one looks at what comes in first. What one opened stays so. */
  const [known] = useState(() => isKnown(table, recalled));
  return (
    <section className="columns" aria-labelledby={id}>
      <h3 id={id}>
        {recalled ? (
          "Colonnes choisies comme la dernière fois"
        ) : (
          <>
            {isPlan ? "Ce plan devient un tableau" : "Ce tableau vient d’ailleurs"}&nbsp;:{" "}
            {known ? "ses colonnes sont reconnues" : "dites ce que sont ses colonnes"}
          </>
        )}
      </h3>
      <details className="columns-set" open={!known}>
        <summary>
          Colonnes&nbsp;: {countWords(roles)} <span>— changer</span>
        </summary>
        <div className="columns-how">
          {table.sheets.length > 1 && (
            <label>
              Feuille
              <select
                value={choice.feuille ?? table.sheet}
                onChange={({ target }) => onChoose({ feuille: Number(target.value) })}
              >
                {table.sheets.map((name, i) => (
                  <option key={i} value={i}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          {table.titled !== null && (
            <label>
              <input
                type="checkbox"
                checked={choice.titres ?? table.titled}
                onChange={({ target }) => onChoose({ ...choice, titres: target.checked })}
              />
              La première ligne porte les titres
            </label>
          )}
        </div>
        <ul className="columns-row" data-many={roles.length > MANY || undefined} aria-labelledby={id}>
          {roles.map((role, i) => (
            <Column
              key={i}
              title={capital(table.header[i] || `colonne ${i + 1}`)}
              cells={table.sample.map((row) => (isText ? row[i] : frenchCell(row[i])) ?? "")}
              role={role}
              roles={table.roles}
              onRole={(chosen) => onChoose({ ...choice, colonnes: withRole(roles, i, chosen, last) })}
            />
          ))}
        </ul>
        <Values table={table} choice={choice} onChoose={onChoose} />
      </details>
      {text !== undefined && !roles.includes(text.key) && (
        <p className="warning">Choisissez la colonne «&nbsp;{text.title}&nbsp;»&nbsp;: sans elle, rien n’est repris.</p>
      )}
    </section>
  );
}

/** Nothing is left to be said of it: it is as the last time, or each column was recognised. */
function isKnown({ columns, values, places, roles: [text] }: Table, recalled: boolean): boolean {
  const placed = places.length === 0 || values.every(({ into }) => into !== "");
  return placed && text !== undefined && columns.includes(text.key) && (recalled || !columns.includes(""));
}

/** « 5 reprises, 16 laissées ». */
function countWords(roles: readonly string[]): string {
  const left = roles.filter((role) => role === "").length;
  const taken = roles.length - left;
  const words = [taken === 0 ? "aucune reprise" : taken === 1 ? "1 reprise" : `${taken} reprises`];
  return [...words, ...(left === 0 ? [] : [left === 1 ? "1 laissée" : `${left} laissées`])].join(", ");
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)(?= |$)/;
const DECIMAL = /^-?\d+\.\d+$/;

/** A date or a number of a spreadsheet, as French people read it. */
function frenchCell(cell = ""): string {
  if (DECIMAL.test(cell)) return Number(cell).toLocaleString("fr-FR", { maximumFractionDigits: 6 });
  return cell.replace(DAY, "$3/$2/$1");
}

/** A column that had the role takes the one that is left for it; many may be left out, or have the last. */
function withRole(
  roles: readonly string[],
  at: number,
  chosen: string,
  last: string | undefined,
): Record<string, string> {
  const [former, shared] = [roles[at] ?? "", chosen === "" || chosen === last];
  const next = roles.map((role, i) => (i === at ? chosen : role === chosen && !shared ? former : role));
  return Object.fromEntries(next.entries());
}

interface ColumnProps {
  title: string;
  cells: string[];
  role: string;
  roles: Table["roles"];
  onRole: (role: string) => void;
}

function Column({ title, cells, role, roles, onRole }: ColumnProps): ReactElement {
  const id = useId();
  const example = cells.findIndex((cell) => cell !== "");
  return (
    <li data-aside={role === "" || undefined}>
      <label htmlFor={id}>{title}</label>
      <select
        id={id}
        aria-describedby={example < 0 ? undefined : `${id}e`}
        value={role}
        onChange={({ target }) => onRole(target.value)}
      >
        <option value="">{ASIDE}</option>
        {roles.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {cells.map((cell, i) => (
        <p key={i} id={i === example ? `${id}e` : undefined} title={cell}>
          {cell}
        </p>
      ))}
    </li>
  );
}

function Values({ table, choice, onChoose }: Omit<ColumnsProps, "recalled">): ReactElement | null {
  const id = useId();
  const { values, places } = table;
  if (values.length === 0 || places.length === 0) return null;
  const rows = values.map(({ text, count, into }) => ({
    text,
    words: text || (values.length === 1 ? "Toutes" : "(vide)"),
    count: count === 1 ? "1\u00a0ligne" : `${count}\u00a0lignes`,
    into: choice.valeurs?.[text] ?? (into || UNSAID),
  }));
  const unsaid = rows.some(({ into }) => into === UNSAID);
  return (
    <fieldset className="columns-values">
      <legend>Où vont les lignes{unsaid && <>&nbsp;: choisissez pour chaque valeur</>}</legend>
      <ul>
        {rows.map(({ text, words, count, into }, i) => (
          <li key={text} data-unsaid={into === UNSAID || undefined}>
            <label htmlFor={`${id}${i}`}>
              {words} <small>({count})</small>
            </label>
            <span aria-hidden="true">→</span>
            <select
              id={`${id}${i}`}
              value={into}
              onChange={({ target }) => onChoose({ ...choice, valeurs: { ...choice.valeurs, [text]: target.value } })}
            >
              {into === UNSAID && <option value={UNSAID}>Choisir…</option>}
              <option value="">{ASIDE}</option>
              {places.map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
