/** One element of the map. Redrawn alone: by its own text and keys, by who is in it, by the hand. */

import type { CSSProperties, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import { Dots } from "../../ballot";
import { useSelected } from "../../ui/hooks";
import { splitOthers } from "../shared/presence";
import { countWords, short } from "../shared/words";
import { useMap } from "./context";
import { Field } from "./Field";
import { useFound } from "./FindOnMap";
import { Tools } from "./HandTools";
import { useNow } from "./now";
import type { Shape } from "./plan";
import { heldAs, isDrawn, isSigned, outlineOf, SIGN_PX, sizeOf } from "./shapes";
import { factsUnder, smallWords } from "./words";

/** Outlines stretch with the words: drawn once, in a square of this side. */
const SQUARE = { width: 100, height: 100 };
const SIGN = { width: SIGN_PX, height: SIGN_PX };

export const MapElement = memo(function MapElement({ id, editable }: { id: string; editable: boolean }): ReactElement {
  const map = useMap();
  const { session, scene, plan } = map;
  const now = useNow(map, id, session.card(id), session.text(id));
  const found = useFound(id);
  const { view: card, words, selected, editing } = now;
  const ref = useRef<HTMLDivElement>(null);
  const links = useSelected(session.edgesAt(id), (ids) => ids.length);
  useLayoutEffect(() => (ref.current === null ? undefined : scene.register(id, ref.current)), [scene, id]);
  const type = plan.typeOf(card?.zone ?? "");
  const facts = card === null ? "" : smallWords(plan, card);
  useLayoutEffect(() => scene.touch(id, !editing), [scene, id, editing, words, facts, type]);
  const others = splitOthers(now.others);
  const { shape } = type;
  const { width, height } = sizeOf(shape);
  /* The board sets widths by itself. */
  const style = {
    minWidth: width,
    maxWidth: width,
    minHeight: height,
    ...(others === null ? {} : { "--who": others.color }),
  };
  const named = short(words) || "sans nom";
  const told = card === null ? "" : factsUnder(plan, card);
  const label = [`${type.title}\u00a0: ${named}`, told, links === 0 ? "" : countWords(links, "lien")];
  const className = [
    ...found,
    "el",
    heldAs(shape),
    selected ? "chosen" : "",
    editing ? "writing" : "",
    others === null ? "" : "shared",
  ];
  return (
    <div
      ref={ref}
      className={className.filter((each) => each !== "").join(" ")}
      style={style as CSSProperties}
      data-node={id}
      data-hue={card === null ? type.hue : plan.hueOf(card)}
      role="group"
      aria-label={label.filter((each) => each !== "").join(", ")}
      tabIndex={editing ? -1 : 0}
    >
      <Figure shape={shape} />
      <div className="el-body">
        {editing && card !== null ? (
          <Field view={card} words={words} label={`Texte\u00a0: ${type.title}`} placeholder={type.title} />
        ) : (
          <p className={words.trim() === "" ? "el-words none" : "el-words"}>
            {type.sign !== "" && !isSigned(shape) && <Sign sign={type.sign} />}
            {words.trim() === "" ? type.title : words}
          </p>
        )}
        {facts !== "" && <p className="el-facts">{facts}</p>}
        {session.data.template.dots !== null && <Dots id={id} tabbable={false} />}
      </div>
      {!editing && (now.alone || (now.over && editable)) && <Tools id={id} pulls={editable} />}
      {others !== null && <span className="el-who">{others.words}</span>}
    </div>
  );
});

function Sign({ sign }: { sign: string }): ReactElement {
  return (
    <span className="el-sign" aria-hidden="true">
      {sign}{" "}
    </span>
  );
}

const Figure = memo(function Figure({ shape }: { shape: Shape }): ReactElement | null {
  if (isDrawn(shape)) {
    return (
      <svg className="el-figure" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={outlineOf(shape, 0, 0, SQUARE)} vectorEffect="non-scaling-stroke" />
      </svg>
    );
  }
  if (!isSigned(shape)) return null;
  return (
    <svg
      className="el-above"
      width={SIGN_PX + 4}
      height={SIGN_PX + 4}
      viewBox="-2 -2 44 44"
      aria-hidden="true"
      focusable="false"
    >
      <path d={outlineOf(shape, 0, 0, SIGN)} />
    </svg>
  );
});
