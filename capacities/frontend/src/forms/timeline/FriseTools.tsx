/** The foot of the frise: what one looks for, how near one looks, until when. Beside what it acts on, never over it. */

import type { ReactElement } from "react";
import { useState } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import { useEditable } from "../../ui/screen";
import { Tool } from "../board/ZoomTools";
import { KeysDialog } from "../panel/KeysDialog";
import { CalendarDialog } from "./CalendarDialog";
import { useFrise } from "./context";
import { FindOnFrise } from "./FindOnFrise";
import { FriseLine } from "./FriseLine";
import { KEYS } from "./frise-keys";
import { STEP } from "./frise-scene";
import { horizonWarning } from "./Horizon";
import { HorizonDialog, horizonLabel } from "./HorizonDialog";
import { Scale } from "./Scale";
import { useLeads } from "./Silence";
import { BEFORE_WORDS } from "./StepTools";
import { Tray } from "./Tray";

/** Where all of this would take several lines, one holds what one needs most, and a menu the rest. */
export function FriseFoot(): ReactElement {
  const { scene } = useFrise();
  const editable = useEditable();
  const compact = useSelected(scene.seen, (seen) => seen.compact);
  if (compact) return <FriseLine editable={editable} />;
  return (
    <>
      <Tray editable={editable} />
      <div className="frise-foot">
        <FindOnFrise />
        <Horizon />
        <CalendarTool />
        {editable && <StartSilence />}
        <Scale />
        <Looking />
      </div>
    </>
  );
}

function Looking(): ReactElement {
  const { scene, timeline } = useFrise();
  const [help, setHelp] = useState(false);
  return (
    <div className="frise-tools" role="group" aria-label="Frise">
      <Tool label="Resserrer le temps" title="Resserrer (−)" onClick={() => scene.zoom(1 / STEP)}>
        <Glyph path="M5 12h14" />
      </Tool>
      <Tool label="Élargir le temps" title="Élargir (+)" onClick={() => scene.zoom(STEP)}>
        <Glyph path="M12 5v14M5 12h14" />
      </Tool>
      <Tool label="Tout voir" title="Tout voir (0)" onClick={() => scene.fit()}>
        <Glyph path="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
      </Tool>
      <Tool label="Aller à aujourd’hui" onClick={() => scene.showDay(timeline.get().today)}>
        <Glyph path="M12 3v18M5 7h7M12 12h7M5 17h7" />
      </Tool>
      <Tool label="Les touches de la frise" onClick={() => setHelp(true)}>
        ?
      </Tool>
      {help && <KeysDialog title="Les touches de la frise" groups={KEYS} onClose={() => setHelp(false)} />}
    </div>
  );
}

function Horizon(): ReactElement {
  const { timeline } = useFrise();
  const editable = useEditable();
  const [open, setOpen] = useState(false);
  const { horizon, today } = useStore(timeline);
  const remark = horizonWarning({ horizon, today });
  const words = horizonLabel({ horizon });
  if (!editable) return <span className="frise-horizon">{words}</span>;
  return (
    <>
      <button
        type="button"
        className={remark === "" ? "frise-horizon" : "frise-horizon warned"}
        title={remark === "" ? "Changer l’horizon" : remark}
        onClick={() => setOpen(true)}
      >
        {remark !== "" && <span aria-hidden="true">▲ </span>}
        {words}
        {remark !== "" && <span className="unseen">. {remark}</span>}
      </button>
      {open && <HorizonDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function CalendarTool(): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button quiet frise-hush" onClick={() => setOpen(true)}>
        Calendrier…
      </button>
      {open && <CalendarDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function StartSilence(): ReactElement | null {
  const { timeline, hands } = useFrise();
  const silence = useSelected(timeline, (now) => now.silence);
  const leads = useLeads();
  if (!leads || silence !== "") return null;
  return (
    <button
      type="button"
      className="button quiet frise-hush"
      title="Chacun ne voit que ses nouvelles étapes, jusqu’à ce que vous dévoiliez"
      onClick={() => hands.startSilence()}
    >
      Temps de silence
    </button>
  );
}

/** Under the thumb: what is done to the step in hand. */
export function InHand(): ReactElement | null {
  const { viewer, timeline, hands, openMenu, scene } = useFrise();
  const id = useSelected(viewer, ({ selected, editing }) =>
    selected.length === 1 && editing === null ? selected[0]! : "",
  );
  const there = useSelected(timeline, ({ steps }) => steps.has(id));
  if (!there) return null;
  return (
    <div className="frise-hand" role="group" aria-label="L’étape choisie">
      <button type="button" className="button primary" onClick={() => hands.addBefore(id)}>
        ← <span>{BEFORE_WORDS}</span>
      </button>
      <button type="button" className="button" onClick={() => hands.write(id)}>
        Écrire
      </button>
      <button
        type="button"
        className="button"
        aria-haspopup="menu"
        onClick={(event) => {
          scene.reveal(id);
          openMenu({ id, anchor: event.currentTarget });
        }}
      >
        Actions…
      </button>
    </div>
  );
}
