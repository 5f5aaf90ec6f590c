/** Everything one element, stamp or link carries, beside the map. */

import type { ReactElement } from "react";
import { useId, useMemo } from "react";
import type { CardView, EdgeView } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable } from "../../ui/screen";
import { Origin, Panel, Remove, Words } from "../panel/Details";
import { quoted } from "../shared/words";
import { whole } from "./acts";
import type { MapContext } from "./context";
import { useMap } from "./context";
import { MapFacts } from "./Facts";
import { graphOf } from "./graph";
import { useName, useNames } from "./names";
import { anyName, brokenWords, endName, linkName, nameOf, stampWords } from "./words";

const NONE: readonly string[] = [];
/** A stamp set free is no more over what carried it. */
const UP_PX = 70;

export function DetailsPanel({ id }: { id: string }): ReactElement | null {
  const { session, viewer, plan, focus } = useMap();
  const card = useStore(session.card(id));
  const edge = useStore(session.edge(id));
  const onClose = () => {
    viewer.showDetails(false);
    focus(id);
  };
  const record = card ?? edge;
  if (record === null || record.deleted) return null;
  const title = card === null ? "Lien" : plan.typeOf(card.zone).title;
  return (
    <Panel title={title} onClose={onClose}>
      <Words key={`${id} texte`} card={record} />
      <RecordBody key={id} card={card} edge={edge} />
    </Panel>
  );
}

/** All but the text of a record. Draw another for another record: what was typed for one is never
 * written in the next. */
export function RecordBody({ card, edge }: { card: CardView | null; edge: EdgeView | null }): ReactElement | null {
  if (card !== null) return <OfCard card={card} />;
  return edge === null ? null : <OfEdge edge={edge} />;
}

function OfCard({ card }: { card: CardView }): ReactElement {
  const { session, plan, hands, viewer } = useMap();
  const editable = useEditable();
  const { id, zone } = card;
  const type = plan.typeOf(zone);
  const name = useStore(session.text(id)).trim() === "" ? type.title : nameOf(session, id);
  return (
    <>
      {type.stamp && <Carrier card={card} />}
      <Questions zone={zone} />
      <MapFacts record={card} />
      {!type.stamp && <Colors card={card} />}
      {!type.stamp && <Around id={id} />}
      <Origin card={card} added="Ajouté" />
      {editable && (
        <Remove
          name={quoted(name)}
          onRemove={() => {
            viewer.showDetails(false);
            hands.remove([id]);
          }}
        />
      )}
    </>
  );
}

function Questions({ zone }: { zone: string }): ReactElement | null {
  const { plan } = useMap();
  const { questions, example } = plan.typeOf(zone);
  if (questions.length === 0) return null;
  return (
    <details className="details-guide">
      <summary>{questions.length === 1 ? "La question à se poser" : "Les questions à se poser"}</summary>
      <ul>
        {questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      {example !== "" && <p className="details-example">Exemple : {example}</p>}
    </details>
  );
}

/** What a stamp stands on, and standing it elsewhere. */
function Carrier({ card }: { card: CardView }): ReactElement {
  const map = useMap();
  const { session, plan, viewer, focus } = map;
  const editable = useEditable();
  const id = useId();
  const graph = useStore(graphOf(session));
  const edges = useStore(session.edges);
  const on = card.on ?? "";
  useNames(
    session,
    useMemo(() => [...graph.elements, ...edges, on], [graph, edges, on]),
  );
  const carriers = [
    ...graph.elements.filter((each) => plan.mayCarry(card.zone, graph.places.get(each)!.zone)),
    ...edges.filter((each) => plan.mayCarry(card.zone, session.edge(each).get()?.kind ?? "")),
  ];
  if (!editable) return <p className="details-path">{on === "" ? "Posé librement" : `Sur ${anyName(session, on)}`}</p>;
  return (
    <div className="field">
      <label htmlFor={id}>Posé sur</label>
      <div className="field-line">
        <select
          id={id}
          value={on}
          onChange={(event) => {
            standOn(map, card.id, event.target.value);
            viewer.select([card.id]);
          }}
        >
          <option value="">Rien (posé librement)</option>
          {on !== "" && !carriers.includes(on) && (
            <option value={on}>{anyName(session, on)} (plus sur la carte)</option>
          )}
          {carriers.map((each) => (
            <option key={each} value={each}>
              {anyName(session, each)}
            </option>
          ))}
        </select>
        {on !== "" && (
          <button type="button" className="button" onClick={() => (viewer.select([on]), focus(on))}>
            Voir
          </button>
        )}
      </div>
    </div>
  );
}

/** A stamp goes to the corner that is left of what carries it now; free, it stays near where it was drawn,
 * and where it was not, goes where there is room. */
export function standOn({ session, scene }: Pick<MapContext, "session" | "scene">, stamp: string, on: string): void {
  const box = on === "" ? scene.boxes.get(stamp) : undefined;
  const place = box === undefined ? { x: null, y: null } : whole({ x: box.x, y: box.y - UP_PX });
  session.actions.place([{ id: stamp, ...place, on: on === "" ? null : on }]);
}

/** The colours of the template, when a card may have another than its type's. */
function Colors({ card }: { card: CardView }): ReactElement | null {
  const { session } = useMap();
  const editable = useEditable();
  const id = useId();
  const { colors } = session.data.template;
  if (colors.length < 2 || !editable) return null;
  return (
    <div className="field">
      <label htmlFor={id}>Couleur</label>
      <select id={id} value={card.color} onChange={(event) => session.actions.setColor(card.id, event.target.value)}>
        <option value="">Celle du type</option>
        {colors.map(({ key, title, sign }) => (
          <option key={key} value={key}>
            {sign === "" ? title : `${sign} ${title}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The links and stamps of an element, to go to. */
function Around({ id }: { id: string }): ReactElement | null {
  const { session, plan, viewer, ask } = useMap();
  const editable = useEditable();
  const links = useStore(session.edgesAt(id));
  const stamps = useSelected(graphOf(session), (now) => now.carried.get(id) ?? NONE);
  useNames(
    session,
    useMemo(() => [...links, ...stamps], [links, stamps]),
  );
  const go = (to: string) => viewer.select([to]);
  return (
    <div className="field around">
      <b>Liens et timbres</b>
      <ul>
        {links.map((link) => {
          const edge = session.edge(link).get();
          return (
            edge !== null && (
              <li key={link}>
                <button type="button" className="link-button" onClick={() => go(link)}>
                  {linkName(session, edge)}
                </button>
              </li>
            )
          );
        })}
        {stamps.map((stamp) => {
          const card = session.card(stamp).get();
          if (card === null) return null;
          const type = plan.typeOf(card.zone);
          const words = [session.text(stamp).get().trim(), stampWords(plan, card)].filter((each) => each !== "");
          return (
            <li key={stamp}>
              <button type="button" className="link-button" onClick={() => go(stamp)}>
                {type.sign} {words.length === 0 ? type.title : words.join(", ")}
              </button>
            </li>
          );
        })}
      </ul>
      {editable && (
        <button type="button" className="button" onClick={() => ask({ kind: "join", from: id })}>
          Relier à…
        </button>
      )}
    </div>
  );
}

/** What a link joins, to be joined to something else: so is a broken one mended. */
function Ends({ edge }: { edge: EdgeView }): ReactElement {
  const { session } = useMap();
  const id = useId();
  const { elements } = useStore(graphOf(session));
  useNames(session, elements);
  useName(session, edge.id);
  return (
    <>
      {(["from", "to"] as const).map((end) => (
        <div key={end} className="field">
          <label htmlFor={`${id}-${end}`}>{end === "from" ? "De" : "Vers"}</label>
          <select
            id={`${id}-${end}`}
            value={edge[end]}
            onChange={(event) => session.actions.changeLink(edge.id, { [end]: event.target.value })}
          >
            {!elements.includes(edge[end]) && <option value={edge[end]}>{endName(session, edge[end])}</option>}
            {elements.map((each) => (
              <option key={each} value={each}>
                {nameOf(session, each)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </>
  );
}

function OfEdge({ edge }: { edge: EdgeView }): ReactElement {
  const { session, plan, hands, viewer } = useMap();
  const editable = useEditable();
  const id = useId();
  useName(session, edge.id);
  const broken = brokenWords(session, edge);
  return (
    <>
      {editable ? <Ends edge={edge} /> : <p className="details-path">{linkName(session, edge)}</p>}
      {broken !== "" && <p className="refusal">{broken}</p>}
      {editable && plan.kinds.length > 1 ? (
        <div className="field">
          <label htmlFor={id}>Nature du lien</label>
          <select
            id={id}
            value={edge.kind}
            onChange={(event) => session.actions.changeLink(edge.id, { kind: event.target.value })}
          >
            {!plan.kinds.some(({ key }) => key === edge.kind) && <option value={edge.kind}>?</option>}
            {plan.kinds.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <p className="details-path">{plan.kindOf(edge.kind).title}</p>
      )}
      <MapFacts record={edge} />
      <Origin card={edge} added="Tracé" />
      {editable && (
        <Remove
          name={`le lien ${quoted(linkName(session, edge))}`}
          onRemove={() => {
            viewer.showDetails(false);
            hands.remove([edge.id]);
          }}
        />
      )}
    </>
  );
}
