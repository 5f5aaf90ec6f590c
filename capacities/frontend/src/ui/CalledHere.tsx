/** A call heard on a canvas: one goes to another one, or looks at a card of this one. */

import type { ReactElement } from "react";
import { createPortal } from "react-dom";
import type { Call } from "../core";
import { CallBox, useCalls } from "./CallNotice";
import { useStore } from "./hooks";
import { calledUrl } from "./places";
import { useScreen } from "./screen";
import { windows } from "./windows";

export function CalledHere({ show }: { show: (asked: { id: string; shown: boolean }) => void }): ReactElement {
  const { session, data, view, tell } = useScreen();
  const here = ({ canvas }: Call) => canvas === data.template.key;
  const go = (call: Call) => {
    if (!here(call)) return location.assign(calledUrl(data.dossier.id, call, location.search));
    if (call.branch === null) return tell(`${call.by || "La personne qui anime"} amène tout le monde ici.`);
    const there = session.isShown(call.branch);
    if (there) show({ id: call.branch, shown: true });
    tell(
      `${call.by || "La personne qui anime"} vous montre ${there ? named(session.text(call.branch).get()) : "ce canevas"}.`,
    );
  };
  const lost = () => {
    const { pending, keptHere } = session.saved.get();
    return pending && !keptHere;
  };
  const notice = (
    <CallBox {...useCalls({ news: session.news, go, here, busy: lost, projected: () => view === "presentation" })} />
  );
  /* Nothing of the page beside an open window is heard or pressed. */
  const above = useStore(windows).at(-1);
  return above === undefined ? notice : createPortal(notice, above);
}

function named(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line === "" ? "quelque chose ici" : `«\u00a0${[...line].slice(0, 60).join("")}\u00a0»`;
}
