/** What is open over a view of the timeline: a menu, a choice, what could not be pasted. */

import type { ReactElement, ReactNode } from "react";
import { useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useScreen } from "../../ui/screen";
import { LeftOut } from "../shared/LeftOut";
import { ChooseDialog } from "./Choose";
import { makeHands } from "./hands";
import type { Asked, OpenMenu, Over } from "./over";
import { OverShared } from "./over";
import { StepMenu } from "./StepMenu";
import { viewerOf } from "./viewer";

interface StepOverProps {
  /** Shows a step, already selected, and gives it the focus. */
  onGo: (id: string) => void;
  children: ReactNode;
}

export function StepOver({ onGo, children }: StepOverProps): ReactElement {
  const { session, tell, whisper } = useScreen();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [leftOut, setLeftOut] = useState("");
  const goTo = useRef(onGo);
  goTo.current = onGo;
  const over = useMemo<Over>(() => {
    const viewer = viewerOf(session);
    return {
      hands: makeHands(session, tell, { whisper, leftOut: setLeftOut }),
      viewer,
      openMenu: setMenu,
      ask: setAsked,
      go: (id) => {
        flushSync(() => viewer.select([id]));
        goTo.current(id);
      },
    };
  }, [session, tell, whisper]);
  const done = ({ from, before }: Asked, id: string | null) => {
    flushSync(() => setAsked(null));
    if (id !== null && before) over.hands.link(id, from);
    else if (id !== null) over.hands.link(from, id);
    goTo.current(from);
  };
  return (
    <OverShared value={over}>
      {children}
      {menu !== null && <StepMenu menu={menu} onClose={() => setMenu(null)} />}
      {asked !== null && <ChooseDialog asked={asked} onDone={(id) => done(asked, id)} />}
      <LeftOut text={leftOut} place="le rétroplanning" onClose={() => setLeftOut("")} />
    </OverShared>
  );
}
