/** The list view: the whole map as headed lists and fields, live; a map can be made without seeing it. */

import type { ReactElement } from "react";
import { memo, useId, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepFocus } from "../shared/KeepFocus";
import { LeftOut } from "../shared/LeftOut";
import { BackgroundSection } from "./Background";
import { Beginnings } from "./Beginnings";
import { ChooseDialog } from "./Choose";
import type { Asked } from "./context";
import { MapShared, useMap } from "./context";
import { FindOnMap } from "./FindOnMap";
import { graphOf, ofType } from "./graph";
import { InkList } from "./InkList";
import { CardRow, LinkRow } from "./ListRow";
import { TypeIcon } from "./Palette";
import type { ElementType } from "./plan";
import { RecordMenu } from "./RecordMenu";
import { SumsLine } from "./SumsLine";
import { useMapContext } from "./use-map";

export function MapList(): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const rowOf = (id: string) => root.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;
  const { map, menu, setMenu, asked, setAsked, leftOut, setLeftOut } = useMapContext(
    (id) => rowOf(id)?.querySelector<HTMLElement>("textarea, button") ?? null,
  );
  const { plan, hands, session } = map;
  const editable = useEditable();
  const empty = useSelected(graphOf(session), ({ elements, stamps }) => elements.length + stamps.length === 0);
  const done = (was: Asked) => (id: string | null) => {
    flushSync(() => setAsked(null));
    if (id === null) return;
    if (was.kind === "start") return setAsked({ kind: "join", from: id });
    const made = was.kind === "join" ? hands.join(was.from, id) : hands.stamp(was.type, id);
    const row = made === null ? null : rowOf(made);
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector("textarea")?.focus();
  };
  return (
    <MapShared value={map}>
      <div ref={root} className="record-lists">
        {editable && empty && <Beginnings />}
        <SumsLine />
        <FindOnMap onGo={(id) => rowOf(id)?.scrollIntoView({ block: "center" })} />
        {plan.elements.map((type) => (
          <TypeSection key={type.key} type={type} />
        ))}
        <Links />
        {plan.stamps.map((type) => (
          <TypeSection key={type.key} type={type} />
        ))}
        <Unknown />
        <InkList />
        <BackgroundSection />
        {menu !== null && <RecordMenu menu={menu} onClose={() => setMenu(null)} />}
        {asked !== null && <ChooseDialog key={asked.kind} asked={asked} onDone={done(asked)} />}
        <LeftOut text={leftOut} place="la carte" onClose={() => setLeftOut("")} />
      </div>
    </MapShared>
  );
}

const TypeSection = memo(function TypeSection({ type }: { type: ElementType }): ReactElement {
  const { session } = useScreen();
  const { hands, ask } = useMap();
  const editable = useEditable();
  const graph = useStore(graphOf(session));
  const ids = ofType(graph, type.key);
  const titleId = useId();
  const { key, title, stamp, questions } = type;
  return (
    <section className="list-section" aria-labelledby={titleId} data-hue={type.hue} data-type={key}>
      <h2 id={titleId}>
        <TypeIcon type={type} /> {title} <Count count={ids.length} />
      </h2>
      {questions[0] !== undefined && <p className="hint">{questions[0]}</p>}
      <KeepFocus order={ids} className="list-rows">
        {ids.map((id) => (
          <CardRow key={id} id={id} />
        ))}
      </KeepFocus>
      {editable && (
        <button
          type="button"
          className="add"
          onClick={() => (stamp ? ask({ kind: "stamp", type: key }) : hands.add(key, null))}
        >
          <span aria-hidden="true">+ </span>
          {stamp ? `Poser\u00a0: ${title}…` : `Ajouter\u00a0: ${title}`}
        </button>
      )}
    </section>
  );
});

function Count({ count }: { count: number }): ReactElement {
  return <span className="number">{count}</span>;
}

const Links = memo(function Links(): ReactElement {
  const { session } = useScreen();
  const { ask } = useMap();
  const editable = useEditable();
  const ids = useStore(session.edges);
  const elements = useSelected(graphOf(session), (now) => now.elements.length);
  const titleId = useId();
  return (
    <section className="list-section" aria-labelledby={titleId} data-type="liens">
      <h2 id={titleId}>
        <span aria-hidden="true">→</span> Liens <Count count={ids.length} />
      </h2>
      <KeepFocus order={ids} className="list-rows">
        {ids.map((id) => (
          <LinkRow key={id} id={id} />
        ))}
      </KeepFocus>
      {editable && (
        <button type="button" className="add" disabled={elements < 2} onClick={() => ask({ kind: "start" })}>
          <span aria-hidden="true">+ </span>Relier deux éléments…
        </button>
      )}
    </section>
  );
});

/** What the template does not know (another version, another program) is kept, and shown. */
function Unknown(): ReactElement | null {
  const { session } = useScreen();
  const graph = useStore(graphOf(session));
  const titleId = useId();
  const ids = useMemo(() => ofType(graph, ""), [graph]);
  if (ids.length === 0) return null;
  return (
    <section className="list-section" aria-labelledby={titleId}>
      <h2 id={titleId}>
        À reclasser <Count count={ids.length} />
      </h2>
      <KeepFocus order={ids} className="list-rows">
        {ids.map((id) => (
          <CardRow key={id} id={id} />
        ))}
      </KeepFocus>
    </section>
  );
}
