/** One element of the map. Redrawn alone: by its own text and keys, by who is in it, by the hand. */

import type { CSSProperties, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import { Dots } from "../../ballot";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { splitOthers } from "../shared/presence";
import type { MapContext } from "./context";
import { useMap } from "./context";
import { Field } from "./Field";
import { useNow } from "./now";
import type { Shape } from "./plan";
import { heldAs, isDrawn, isSigned, outlineOf, SIGN_PX, sizeOf } from "./shapes";
import { countWords, factsUnder, nameOf, short } from "./words";

/** Outlines stretch with the words: drawn once, in a square of this side. */
const SQUARE = { width: 100, height: 100 };
const SIGN = { width: SIGN_PX, height: SIGN_PX };

export const MapElement = memo(function MapElement({ id, editable }: { id: string; editable: boolean }): ReactElement {
  const map = useMap();
  const { session, scene, plan } = map;
  const now = useNow(map, id, session.card(id), session.text(id));
  const { view: card, words, selected, editing } = now;
  const ref = useRef<HTMLDivElement>(null);
  const links = useSelected(session.edgesAt(id), (ids) => ids.length);
  useLayoutEffect(() => (ref.current === null ? undefined : scene.register(id, ref.current)), [scene, id]);
  const type = plan.typeOf(card?.zone ?? "");
  const facts = card === null ? "" : factsUnder(plan, card);
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
  const label = [`${type.title}\u00a0: ${named}`, facts, links === 0 ? "" : countWords(links, "lien")];
  const className = [
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
      {editable && !editing && (now.over || now.alone) && <Tools map={map} id={id} />}
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

const SIDES = ["left", "right", "top", "bottom"] as const;

/** For mouse and finger: the keyboard has its keys, screen readers the list. */
function Tools({ map, id }: { map: MapContext; id: string }): ReactElement {
  const { openMenu, session, scene } = map;
  const opener = useOpener((anchor) => openMenu({ id, anchor }));
  const scale = useLifeSize(scene.camera);
  return (
    <span className="el-tools" style={{ "--tools": scale } as CSSProperties} aria-hidden="true">
      {SIDES.map((side) => (
        <span key={side} className="el-pull" data-pull={side} title="Tirer pour relier" />
      ))}
      <button
        type="button"
        tabIndex={-1}
        className="el-menu"
        aria-label={`Actions sur ${nameOf(session, id)}`}
        aria-haspopup="menu"
        {...opener}
      >
        <Icon name="more" />
      </button>
    </span>
  );
}

/** What must be pressed keeps its size when the map is drawn small. */
export function useLifeSize(camera: MapContext["scene"]["camera"]): number {
  return useSelected(camera, ({ zoom }) => Math.round(10 * Math.max(1, Math.min(2, 1 / zoom))) / 10);
}

/** Which element the details are of: redrawn when its text changes. */
export function useName(map: Pick<MapContext, "session">, id: string): string {
  useStore(map.session.text(id));
  return nameOf(map.session, id);
}
