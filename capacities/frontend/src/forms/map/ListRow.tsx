/** One element, stamp or link in the lists: its text, what it says besides, and all its fields. */

import type { ReactElement, ReactNode } from "react";
import { memo } from "react";
import type { RecordView } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { ListRow, RowText, useOpenRow } from "../panel/ListRow";
import { countWords } from "../shared/words";
import { useMap } from "./context";
import { RecordBody } from "./Details";
import { useFound } from "./FindOnMap";
import { graphOf } from "./graph";
import { useName } from "./names";
import { anyName, brokenWords, factsUnder, linkName, stampWords } from "./words";

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
      <RowWords
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
      <RowWords record={edge} words={words} label={`Texte du lien ${name}`} placeholder="Texte du lien" type={null} />
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
  const opened = useOpenRow(viewer, id);
  const edge = useStore(session.edge(id));
  const card = useStore(session.card(id));
  return (
    <ListRow
      id={id}
      name={name}
      facts={facts}
      wrong={broken}
      classes={useFound(id)}
      {...opened}
      onMenu={(anchor) => openMenu({ id, anchor })}
      body={() => <RecordBody key={id} card={card} edge={edge} />}
    >
      {children}
    </ListRow>
  );
}

interface RowWordsProps {
  record: RecordView;
  words: string;
  label: string;
  placeholder: string;
  /** What Enter adds after it: the key of a type, or null. */
  type: string | null;
}

function RowWords({ type, ...text }: RowWordsProps): ReactElement {
  const { viewer, hands } = useMap();
  const { record, words } = text;
  const { id } = record;
  const asked = useSelected(viewer, (now) => now.editing === id);
  const onBackspace = () => {
    if (type === null || !viewer.fresh.has(id)) return false;
    hands.settle(id);
    return true;
  };
  const onLines = (pasted: string) => {
    if (type === null) return false;
    hands.paste(type, pasted, null);
    hands.settle(id);
    return true;
  };
  return (
    <RowText
      {...text}
      asked={asked}
      onEnter={() => {
        if (type !== null && words.trim() !== "") hands.add(type, null);
      }}
      onBackspace={onBackspace}
      onLines={onLines}
      onLeft={() => hands.settle(id)}
    />
  );
}
