/** The foot of the frise on one line: on a phone, a tablet, beside a panel. */

import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import type { MenuGroup, MenuItem } from "../../ui/Menu";
import { Menu } from "../../ui/Menu";
import { useOpener } from "../../ui/Popover";
import { asksToFind } from "../panel/Find";
import { KeysDialog } from "../panel/KeysDialog";
import { CalendarDialog } from "./CalendarDialog";
import { useFrise } from "./context";
import { FindOnFrise } from "./FindOnFrise";
import { findingOf } from "./FindStep";
import { SCALES, unitOf } from "./frise-axis";
import { KEYS } from "./frise-keys";
import { STEP } from "./frise-scene";
import { horizonWarning } from "./Horizon";
import { HorizonDialog, horizonLabel } from "./HorizonDialog";
import { Scale, UNITS } from "./Scale";
import { useLeads } from "./Silence";
import { Tray } from "./Tray";

export function FriseLine({ editable }: { editable: boolean }): ReactElement {
  const { scene, timeline, session } = useFrise();
  const narrow = useSelected(scene.seen, (seen) => seen.narrow);
  const some = useSelected(timeline, ({ steps }) => steps.size > 0);
  const { asked, setQuery } = findingOf(session);
  const [open, setOpen] = useState(() => asked.get().query !== "");
  const line = useRef<HTMLDivElement>(null);
  const finding = some && open;
  const find = () => {
    setOpen(true);
    focusIn(line, "input");
  };
  useFindKey(some && !finding, find);
  if (finding) {
    return (
      <div ref={line} className="frise-foot compact">
        <FindOnFrise />
        <IconButton
          icon="close"
          label="Fermer la recherche"
          onClick={() => {
            setQuery("");
            setOpen(false);
            focusIn(line, ".frise-find");
          }}
        />
      </div>
    );
  }
  return (
    <div ref={line} className="frise-foot compact">
      <Tray editable={editable} />
      {some && (
        <IconButton icon="search" className="icon-button frise-find" label="Chercher une étape" onClick={find} />
      )}
      {!narrow && <Scale />}
      <More editable={editable} />
    </div>
  );
}

/** Once it is drawn. */
function focusIn(line: { current: HTMLElement | null }, selector: string): void {
  window.setTimeout(() => line.current?.querySelector<HTMLElement>(selector)?.focus(), 0);
}

function useFindKey(on: boolean, find: () => void): void {
  const run = useRef(find);
  run.current = find;
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !asksToFind(event)) return;
      event.preventDefault();
      run.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [on]);
}

type Asked = "horizon" | "calendar" | "keys";

/** What one needs now and then. */
function More({ editable }: { editable: boolean }): ReactElement {
  const { scene, timeline } = useFrise();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const opener = useOpener(setAnchor);
  const unit = useSelected(scene.layout, ({ axis }) => unitOf(axis.scale));
  const about = useAbout(editable, setAsked);
  const coarse = useSelected(scene.seen, (seen) => seen.coarse);
  const keys: MenuItem = { title: "Les touches de la frise", run: () => setAsked("keys") };
  const groups: MenuGroup[] = [
    { title: "Frise", items: about },
    {
      title: "Échelle",
      items: UNITS.map(([key, title]) => ({ title, checked: key === unit, run: () => scene.zoomTo(SCALES[key]) })),
    },
    {
      title: "Voir",
      items: [
        { title: "Tout voir", keys: coarse ? "" : "0", run: () => scene.fit() },
        { title: "Aller à aujourd’hui", run: () => scene.showDay(timeline.get().today) },
        { title: "Élargir le temps", keys: coarse ? "" : "+", run: () => scene.zoom(STEP) },
        { title: "Resserrer le temps", keys: coarse ? "" : "−", run: () => scene.zoom(1 / STEP) },
        ...(coarse ? [] : [keys]),
      ],
    },
  ];
  const close = () => setAsked(null);
  return (
    <>
      <button type="button" className="button quiet frise-more" aria-haspopup="menu" {...opener}>
        Plus <Icon name="down" />
      </button>
      {anchor !== null && <Menu anchor={anchor} label="Plus" groups={groups} onClose={() => setAnchor(null)} />}
      {asked === "horizon" && <HorizonDialog onClose={close} />}
      {asked === "calendar" && <CalendarDialog onClose={close} />}
      {asked === "keys" && <KeysDialog title="Les touches de la frise" groups={KEYS} onClose={close} />}
    </>
  );
}

/** Until when, on which calendar, in silence or not. */
function useAbout(editable: boolean, ask: (asked: Asked) => void): readonly MenuItem[] {
  const { timeline, hands } = useFrise();
  const { horizon, today, silence } = useStore(timeline);
  const leads = useLeads();
  const remark = horizonWarning({ horizon, today });
  const words = horizonLabel({ horizon });
  const until: MenuItem = {
    title: editable ? `${words}…` : words,
    ...(remark === "" ? {} : { detail: `▲ ${remark}` }),
    run: () => editable && ask("horizon"),
  };
  const hush: MenuItem = {
    title: "Temps de silence",
    detail: "Des nouvelles étapes, chacun ne voit que les siennes, jusqu’à ce que vous dévoiliez",
    run: () => hands.startSilence(),
  };
  const starts = editable && leads && silence === "";
  return [until, { title: "Calendrier…", run: () => ask("calendar") }, ...(starts ? [hush] : [])];
}
