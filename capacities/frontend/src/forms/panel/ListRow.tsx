/** One card or link in the lists: its text, its facts on a line, its menu, and all of it when open. */

import type { CSSProperties, KeyboardEvent, ReactElement, ReactNode } from "react";
import { useLayoutEffect, useRef } from "react";
import type { RecordView, Store } from "../../core";
import { isComposed } from "../../core";
import { focusedBeside, useSelected } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { useEditable, useScreen } from "../../ui/screen";
import { LiveText } from "../shared/LiveText";
import { useOthersIn } from "../shared/presence";

export interface RowProps {
  id: string;
  /** What is called so by the buttons of the row. */
  name: string;
  /** Empty ones are passed over. */
  facts: readonly string[];
  /** Id of what is told under the text, when the text is described by it. */
  factsId?: string;
  /** Why something is wrong, or "". */
  wrong?: string;
  /** Besides those of every row. */
  classes?: readonly string[];
  open: boolean;
  onToggle: () => void;
  onMenu: (anchor: Element) => void;
  /** Buttons between the text and that which opens the row. */
  acts?: ReactNode;
  /** What the open row shows. */
  body: () => ReactNode;
  children: ReactNode;
}

export function ListRow(props: RowProps): ReactElement {
  const { id, name, facts, factsId, wrong = "", classes = [], open, onToggle, onMenu, acts, body, children } = props;
  const { session } = useScreen();
  const editable = useEditable();
  const others = useOthersIn(session, id);
  const opener = useOpener(onMenu);
  const said = facts.filter((each) => each !== "");
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  return (
    <li
      className={["list-row", ...(others === null ? [] : ["shared"]), ...classes].join(" ")}
      data-card={id}
      style={style}
    >
      <div className="list-row-line">
        <div className="list-row-body">
          {children}
          <div id={factsId}>
            {said.length > 0 && <p className="list-row-facts">{said.join(" · ")}</p>}
            {wrong !== "" && <p className="refusal">{wrong}</p>}
          </div>
        </div>
        {acts}
        <button
          type="button"
          className="button quiet"
          aria-expanded={open}
          aria-label={`${editable ? "Remplir" : "Voir"}\u00a0: ${name}`}
          onClick={onToggle}
        >
          {editable ? "Remplir" : "Voir"}
          <Icon name="down" />
        </button>
        {editable && (
          <button
            type="button"
            className="row-more"
            aria-label={`Actions sur ${name}`}
            aria-haspopup="menu"
            {...opener}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      {open && <div className="row-open">{body()}</div>}
      {others !== null && <span className="who">{others.words}</span>}
    </li>
  );
}

/** What of a person's view tells which row is open: the last one in hand, when its details are shown. */
interface RowsViewer extends Store<{ readonly selected: readonly string[]; readonly details: boolean }> {
  select(ids: readonly string[]): void;
  showDetails(open: boolean): void;
}

/** Whether a row is open, and opening or closing it, told to the others. */
export function useOpenRow(viewer: RowsViewer, id: string): { open: boolean; onToggle: () => void } {
  const { session } = useScreen();
  const open = useSelected(viewer, (now) => now.details && now.selected.at(-1) === id);
  const onToggle = () => {
    viewer.select([id]);
    viewer.showDetails(!open);
    session.setPresence(open ? null : id, false);
  };
  return { open, onToggle };
}

interface RowTextProps {
  record: RecordView;
  words: string;
  label: string;
  placeholder: string;
  /** Id of what describes it. */
  describedBy?: string;
  /** It is asked to write here. */
  asked: boolean;
  /** Keys before those of writing; one that is prevented is done. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** Enter, not in the middle of a composed word. */
  onEnter?: () => void;
  /** Backspace, when nothing is written. True: the row goes away. */
  onBackspace?: () => boolean;
  /** Several lines pasted where nothing is written; false: they go in the text. */
  onLines?: (pasted: string) => boolean;
  /** One left the row: neither in its menu nor in what it carries. */
  onLeft: () => void;
}

/** The text of a row: a live field, or words to read. */
export function RowText(props: RowTextProps): ReactElement {
  const { words, placeholder } = props;
  const editable = useEditable();
  if (!editable)
    return (
      <p className="words" dir="auto">
        {words.trim() === "" ? placeholder : words}
      </p>
    );
  return <RowField {...props} />;
}

function RowField(props: RowTextProps): ReactElement {
  const { record, words, label, placeholder, describedBy, asked, onKeyDown, onEnter, onBackspace, onLines, onLeft } =
    props;
  const { id } = record;
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const field = ref.current;
    if (!asked || field === null || focusedBeside(field) === field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [asked]);

  const typed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposed(event.nativeEvent)) return;
    if (!event.defaultPrevented) onKeyDown?.(event);
    if (event.defaultPrevented || event.shiftKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      onEnter?.();
    } else if (event.key === "Backspace" && words === "") {
      const section = event.currentTarget.closest(".list-section");
      if (onBackspace?.() !== true) return;
      event.preventDefault();
      section?.querySelector<HTMLElement>("button.add")?.focus();
    }
  };
  return (
    <LiveText
      card={record}
      words={words}
      field={ref}
      data-text={id}
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      onLeft={(focused) => {
        /* One may be in its menu, or fill what it carries. */
        if (focused?.closest(`[popover], dialog, [data-card="${CSS.escape(id)}"]`) == null) onLeft();
      }}
      {...(onLines === undefined ? {} : { onLines })}
      onKeyDown={typed}
    />
  );
}
