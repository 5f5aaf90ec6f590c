/** One element, stamp or link in the lists: its text, what it says besides, and all its fields. */

import type { CSSProperties, KeyboardEvent, ReactElement, ReactNode } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import type { RecordView } from "../../core";
import { focusedBeside, useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { useEditable, useScreen } from "../../ui/screen";
import { LiveText } from "../shared/LiveText";
import { useOthersIn } from "../shared/presence";
import { useMap } from "./context";
import { RecordBody } from "./Details";
import { useFound } from "./FindOnMap";
import { graphOf } from "./graph";
import { useName } from "./names";
import { anyName, brokenWords, countWords, factsUnder, linkName, stampWords } from "./words";

const NONE: readonly string[] = [];

export const CardRow = memo(function CardRow({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const { plan } = useMap();
  const card = useStore(session.card(id));
  const links = useSelected(session.edgesAt(id), (ids) => ids.length);
  const stamps = useSelected(graphOf(session), (now) => now.carried.get(id) ?? NONE);
  const words = useStore(session.text(id));
  const carrier = useStore(session.card(card?.on ?? ""));
  const carrying = useStore(session.edge(card?.on ?? ""));
  useName(session, card?.on ?? "");
  if (card === null) return null;
  const type = plan.typeOf(card.zone);
  const on = card.on === null ? "posé librement" : `sur ${anyName(session, card.on)}`;
  const lost = card.on !== null && (carrier ?? carrying)?.deleted !== false;
  const facts = type.stamp
    ? [stampWords(plan, card), lost ? `${on}, qui n’est plus sur la carte` : on]
    : [
        factsUnder(plan, card),
        links === 0 ? "" : countWords(links, "lien"),
        stamps.length === 0 ? "" : countWords(stamps.length, "timbre"),
      ];
  const { key, title } = type;
  return (
    <Row record={card} name={words.trim() === "" ? `${title} sans nom` : anyName(session, id)} facts={facts}>
      <RowText
        record={card}
        words={words}
        label={title}
        placeholder={type.stamp ? "En quelques mots" : title}
        type={type.stamp ? null : key}
      />
    </Row>
  );
});

export const LinkRow = memo(function LinkRow({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const { plan } = useMap();
  const edge = useStore(session.edge(id));
  const words = useStore(session.edgeText(id));
  useName(session, id);
  if (edge === null) return null;
  const name = linkName(session, edge);
  const broken = brokenWords(session, edge);
  return (
    <Row record={edge} name={`le lien ${name}`} facts={[plan.kindOf(edge.kind).title]} broken={broken}>
      <p className="link-ends">{name}</p>
      <RowText record={edge} words={words} label={`Texte du lien ${name}`} placeholder="Texte du lien" type={null} />
    </Row>
  );
});

interface RowProps {
  record: RecordView;
  name: string;
  facts: readonly string[];
  broken?: string;
  children: ReactNode;
}

function Row({ record, name, facts, broken = "", children }: RowProps): ReactElement {
  const { id } = record;
  const { session, viewer, openMenu } = useMap();
  const editable = useEditable();
  const others = useOthersIn(session, id);
  const open = useSelected(viewer, (now) => now.details && now.selected.at(-1) === id);
  const found = useFound(id);
  const opener = useOpener((anchor) => openMenu({ id, anchor }));
  const said = facts.filter((each) => each !== "");
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  const edge = useStore(session.edge(id));
  const card = useStore(session.card(id));
  const toggle = () => {
    viewer.select([id]);
    viewer.showDetails(!open);
    session.setPresence(open ? null : id, false);
  };
  return (
    <li
      className={["map-row", ...(others === null ? [] : ["shared"]), ...found].join(" ")}
      data-card={id}
      style={style}
    >
      <div className="map-row-line">
        <div className="map-row-body">
          {children}
          {said.length > 0 && <p className="map-row-facts">{said.join(" · ")}</p>}
          {broken !== "" && <p className="refusal">{broken}</p>}
        </div>
        <button
          type="button"
          className="button quiet"
          aria-expanded={open}
          aria-label={`${editable ? "Remplir" : "Voir"}\u00a0: ${name}`}
          onClick={toggle}
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
      {open && (
        <div className="row-open">
          <RecordBody key={id} card={card} edge={edge} />
        </div>
      )}
      {others !== null && <span className="who">{others.words}</span>}
    </li>
  );
}

interface RowTextProps {
  record: RecordView;
  words: string;
  label: string;
  placeholder: string;
  /** What Enter adds after it: the key of a type, or null. */
  type: string | null;
}

function RowText({ record, words, label, placeholder, type }: RowTextProps): ReactElement {
  const editable = useEditable();
  if (!editable) return <p className="words">{words.trim() === "" ? placeholder : words}</p>;
  return <RowField record={record} words={words} label={label} placeholder={placeholder} type={type} />;
}

function RowField({ record, words, label, placeholder, type }: RowTextProps): ReactElement {
  const { viewer, hands } = useMap();
  const { id } = record;
  const ref = useRef<HTMLTextAreaElement>(null);
  const asked = useSelected(viewer, (now) => now.editing === id);
  useLayoutEffect(() => {
    const field = ref.current;
    if (!asked || field === null || focusedBeside(field) === field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [asked]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing || event.keyCode === 229 || event.shiftKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (type !== null && words.trim() !== "") hands.add(type, null);
    } else if (event.key === "Backspace" && words === "" && type !== null && viewer.fresh.has(id)) {
      event.preventDefault();
      const row = event.currentTarget.closest(".map-section");
      hands.settle(id);
      row?.querySelector<HTMLElement>("button.add")?.focus();
    }
  };
  const onLines = (pasted: string) => {
    if (type === null) return false;
    hands.paste(type, pasted, null);
    hands.settle(id);
    return true;
  };
  const onLeft = (focused: Element | null) => {
    /* One may be in its menu, or fill what it carries. */
    const within = focused?.closest(`[popover], dialog, [data-card="${CSS.escape(id)}"]`);
    if (within == null) hands.settle(id);
  };
  return (
    <LiveText
      card={record}
      words={words}
      field={ref}
      data-text={id}
      aria-label={label}
      placeholder={placeholder}
      onLeft={onLeft}
      onLines={onLines}
      onKeyDown={onKeyDown}
    />
  );
}
