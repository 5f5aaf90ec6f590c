/** One link of the map: its line, drawn where the scene routes it, and its words at the middle. */

import type { CSSProperties, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import { splitOthers } from "../shared/presence";
import { short } from "../shared/words";
import { useMap } from "./context";
import { Field } from "./Field";
import { useFound } from "./FindOnMap";
import { Tools } from "./HandTools";
import { useName } from "./names";
import { useNow } from "./now";
import { brokenWords, linkName } from "./words";

export const LinkLine = memo(function LinkLine({ id, still }: { id: string; still: boolean }): ReactElement | null {
  const map = useMap();
  const { session, scene, plan } = map;
  const { view: edge, selected, over } = useNow(map, id, session.edge(id), session.edgeText(id));
  const ref = useRef<SVGGElement>(null);
  const { from = "", to = "" } = edge ?? {};
  useLayoutEffect(
    () => (ref.current === null ? undefined : scene.join({ id, from, to }, { line: ref.current })),
    [scene, id, from, to],
  );
  if (edge === null) return null;
  const kind = plan.kindOf(edge.kind);
  const className = ["link-line", kind.line, selected || over ? "chosen" : "", still ? "still" : ""];
  return (
    <g ref={ref} className={className.filter((each) => each !== "").join(" ")} data-hue={kind.hue} data-link={id}>
      <path className="hit" />
      <path className="stroke" />
      {kind.line === "dots" && <path className="travel" />}
      <path className="head" />
    </g>
  );
});

export const LinkLabel = memo(function LinkLabel({ id }: { id: string }): ReactElement | null {
  const map = useMap();
  const { session, scene, plan } = map;
  const now = useNow(map, id, session.edge(id), session.edgeText(id));
  const found = useFound(id);
  const { view: edge, words, editing } = now;
  const ref = useRef<HTMLDivElement>(null);
  const { from = "", to = "" } = edge ?? {};
  useLayoutEffect(
    () => (ref.current === null ? undefined : scene.join({ id, from, to }, { label: ref.current })),
    [scene, id, from, to],
  );
  useLayoutEffect(() => {
    if (!editing) scene.soon();
  }, [scene, editing, words]);
  useName(session, id);
  if (edge === null) return null;
  const kind = plan.kindOf(edge.kind);
  const broken = brokenWords(session, edge);
  const others = splitOthers(now.others);
  const label = [`Lien\u00a0: ${linkName(session, edge)}`, kind.title, short(words), broken];
  const className = [
    ...found,
    "link-label",
    words.trim() === "" && broken === "" && !editing ? "bare" : "",
    now.selected ? "chosen" : "",
  ];
  if (now.over) className.push("over");
  if (others !== null) className.push("shared");
  return (
    <div
      ref={ref}
      className={className.filter((each) => each !== "").join(" ")}
      style={others === null ? undefined : ({ "--who": others.color } as CSSProperties)}
      data-link={id}
      data-hue={kind.hue}
      role="group"
      aria-label={label.filter((each) => each !== "").join(", ")}
      tabIndex={editing ? -1 : 0}
    >
      {editing ? (
        <Field view={edge} words={words} label="Texte du lien" placeholder={kind.title} />
      ) : (
        <span className="link-words">
          <span className="on-paper">{words.trim() === "" ? "" : words}</span>
        </span>
      )}
      {broken !== "" && <span className="link-broken">rompu</span>}
      {now.alone && !editing && <Tools id={id} pulls={false} />}
      {others !== null && <span className="el-who">{others.words}</span>}
    </div>
  );
});
