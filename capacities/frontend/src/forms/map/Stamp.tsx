/** A stamp: its sign in a disc, and beside it what it is worth or says. */

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
import { outlineOf } from "./shapes";
import { anyName, moneySign, stampWords } from "./words";

export const MapStamp = memo(function MapStamp({ id }: { id: string }): ReactElement {
  const map = useMap();
  const { session, scene, plan } = map;
  const now = useNow(map, id, session.card(id), session.text(id));
  const found = useFound(id);
  const { view: card, words, editing } = now;
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (ref.current === null ? undefined : scene.register(id, ref.current)), [scene, id]);
  useLayoutEffect(() => scene.touch(id, false), [scene, id]);
  useName(session, card?.on ?? "");
  const type = plan.typeOf(card?.zone ?? "");
  const others = splitOthers(now.others);
  const facts = card === null ? "" : stampWords(plan, card);
  const on = card?.on == null ? "" : `sur ${anyName(session, card.on)}`;
  const sign = card === null ? "" : moneySign(plan, card);
  useLayoutEffect(() => {
    if (!editing) scene.soon();
  }, [scene, editing, words, facts]);
  const label = [type.title, short(words), facts, on].filter((each) => each !== "").join(", ");
  const className = [
    ...found,
    "stamp",
    type.shape,
    sign === "−" ? "cost" : "",
    now.selected ? "chosen" : "",
    others === null ? "" : "shared",
  ];
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  return (
    <div
      ref={ref}
      className={className.filter((each) => each !== "").join(" ")}
      style={style}
      data-node={id}
      data-hue={card === null ? type.hue : plan.hueOf(card)}
      role="group"
      aria-label={label}
      tabIndex={editing ? -1 : 0}
    >
      {type.shape === "triangle" && (
        <svg className="stamp-figure" viewBox="-3 -3 50 50" aria-hidden="true" focusable="false">
          <path d={outlineOf("triangle", 0, 2, { width: 44, height: 40 })} strokeLinejoin="round" />
        </svg>
      )}
      <span className="stamp-sign" aria-hidden="true">
        {sign}
        {type.sign}
      </span>
      <div className="stamp-words">
        {editing && card !== null ? (
          <Field
            view={card}
            words={words}
            label={`Texte\u00a0: ${type.title}`}
            placeholder="Dites-le en quelques mots"
          />
        ) : (
          words.trim() !== "" && (
            <p className="stamp-text">
              <span className="on-paper">{words}</span>
            </p>
          )
        )}
        {facts !== "" && (
          <p>
            <span className="on-paper">{facts}</span>
          </p>
        )}
      </div>
      {now.alone && !editing && <Tools id={id} pulls={false} />}
      {others !== null && <span className="el-who">{others.words}</span>}
    </div>
  );
});
