/** The one quiet bar, on every page: where one is, whether it is safe, who is here.
 *
 * A canvas draws it with its own saved state and people (CanvasBar.tsx); the other pages, as a component of their
 * own (barre.tsx), which must stay light: nothing of Yjs is imported here. */

import type { ReactElement, ReactNode } from "react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { BarData, DossierNews, DossierPlaces, Store } from "../core";
import { value } from "../core/store";
import type { Entrance } from "./entrances";
import { canvasItem, entrancesOf, menuGroups, menuTitle, standing } from "./entrances";
import { useSelected } from "./hooks";
import { IconButton } from "./IconButton";
import type { MenuItem } from "./Menu";
import { MenuButton } from "./MenuButton";
import { measured } from "./measured";

const PRODUCT = "CAPACities";
const LEAVE = "Quitter ce dossier";
/** What the name of the dossier keeps, whatever the entrances ask for. */
const NAME_WIDTH = 170;
const NONE: ReadonlySet<number> = new Set();
const SILENT = value<Pick<DossierNews, "names">>({ names: null });

export interface BarProps {
  data: BarData;
  /** Where the saved state is known: what says it. */
  saved?: ReactNode;
  people?: ReactNode;
  /** What is heard of the dossier while the page is open: how it is called now. */
  news?: Store<Pick<DossierNews, "names">>;
  /** The window that asks before one leaves the dossier. */
  leaving?: (close: () => void) => ReactElement;
  /** Go past the bar, for those who use a keyboard. */
  skip: () => void;
  /** It stands beside the <main> of the page, not in it: it is the page's banner. */
  banner?: boolean;
}

export function Bar({ data, saved, people, news = SILENT, leaving, skip, banner = false }: BarProps) {
  const names = useSelected(news, (heard) => heard.names);
  const dossier = data.dossier === null ? null : namedNow(data.dossier, names);
  const [asked, setAsked] = useState(false);
  const entrances = entrancesOf(data);
  const { bar, end, shown } = useFolding(entrances, dossier);
  useTabTitle(data.page, dossier?.title ?? "");
  const roomy = shown.size > 0;
  const folded = entrances.filter((_, at) => !shown.has(at));
  return (
    <div className="bar" ref={bar} {...(banner ? { role: "banner" } : {})}>
      <button type="button" className="skip" onClick={skip}>
        Aller au contenu
      </button>
      <a className="brand" href={data.home} aria-label={`${PRODUCT}, accueil`}>
        <b>CAPAC</b>ities
      </a>
      {dossier !== null && <Where dossier={dossier} />}
      <nav className="entrances" aria-label="Navigation">
        {entrances
          .filter((_, at) => shown.has(at))
          .map((entrance) => (
            <Way key={entrance.title + entrance.url} entrance={entrance} />
          ))}
        {folded.length > 0 && (
          <MenuButton
            title="Navigation"
            className={roomy ? "entrance" : "button quiet"}
            current={roomy && folded.some(({ current }) => current)}
            groups={menuGroups(
              folded,
              menuOthers(data, roomy, () => setAsked(true)),
            )}
          >
            <span>{menuTitle(shown.size)}</span>
          </MenuButton>
        )}
      </nav>
      <div className="bar-end" ref={end}>
        {saved}
        {people}
        {dossier?.share != null && (
          <a className="button primary" href={dossier.share.url} {...currentPage(dossier.share.current)}>
            {dossier.share.title}
          </a>
        )}
        {dossier !== null && roomy && (
          <IconButton
            className="icon-button leave"
            icon="exit"
            label={LEAVE}
            title={LEAVE}
            onClick={() => setAsked(true)}
          />
        )}
      </div>
      {asked && leaving?.(() => setAsked(false))}
    </div>
  );
}

/** The territory and the dossier: cut when too long, said whole when pointed at. */
function Where({ dossier }: { dossier: DossierPlaces }): ReactElement {
  const { territory, title, useCase, example, home } = dossier;
  const whole = [territory, title, useCase].filter((words) => words !== "").join(" · ");
  return (
    <a className="where" href={home.url} title={whole}>
      {territory !== "" && <span className="territory">{territory}</span>}
      <b>{title}</b>
      {example && !/fictif/i.test(title) && <span className="example">exemple</span>}
    </a>
  );
}

function Way({ entrance }: { entrance: Entrance }): ReactElement {
  const { title, url, hint, several, current } = entrance;
  if (several.length > 0) {
    return (
      <MenuButton
        title={title}
        className="entrance"
        current={current}
        groups={[{ title, items: several.map(canvasItem) }]}
      >
        <span>{title}</span>
      </MenuButton>
    );
  }
  return (
    <a className="entrance" href={url} {...currentPage(current)} {...(hint === "" ? {} : { title: hint })}>
      {title}
    </a>
  );
}

function currentPage(current: boolean) {
  return current ? { "aria-current": "page" as const } : {};
}

/** What the menu holds after the entrances: what the bar has no room for. */
function menuOthers({ dossier, about }: BarData, roomy: boolean, leave: () => void): MenuItem[] {
  const place = about.current ? [] : [{ title: about.title, href: about.url }];
  if (dossier === null || roomy) return place;
  const { share } = dossier;
  return [
    ...(share === null ? [] : [{ title: share.title, href: share.url, current: share.current }]),
    ...place,
    { title: LEAVE, run: leave },
  ];
}

/** Which entrances have room beside all the rest, as it is measured now. */
function useFolding(entrances: readonly Entrance[], dossier: DossierPlaces | null) {
  const bar = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ReadonlySet<number>>(NONE);
  const titles = entrances.map(({ title, several }) => (several.length > 0 ? `${title}   ` : title));
  const name = dossier === null ? "" : `${dossier.territory} · ${dossier.title}`;
  const measure = useRef<() => void>(() => undefined);
  measure.current = () => {
    const here = bar.current;
    if (here === null) return;
    const { widths, menu, kept } = measured(here, end.current, titles, name, NAME_WIDTH);
    const now = standing(kept, widths, menu, entrances);
    setShown((last) => (now.size === last.size && [...now].every((at) => last.has(at)) ? last : now));
  };
  /* Before it is painted: nothing of the bar moves under the eyes. */
  useLayoutEffect(() => measure.current());
  useEffect(() => {
    const watch = new ResizeObserver(() => measure.current());
    for (const each of [bar.current, end.current]) if (each !== null) watch.observe(each);
    return () => watch.disconnect();
  }, []);
  return { bar, end, shown };
}

/** The tab of the browser is named after what it shows. */
function useTabTitle(page: string, dossier: string): void {
  const names = [page, dossier].filter((words) => words !== "" && words !== PRODUCT).join(" · ");
  useEffect(() => {
    document.title = names === "" ? PRODUCT : `${names} — ${PRODUCT}`;
  }, [names]);
}

/** As the dossier is called now: somebody may have named it while the page is open. An example that is named is none
 * any more. */
export function namedNow<Named extends Pick<DossierPlaces, "title" | "territory" | "useCase" | "example">>(
  dossier: Named,
  names: DossierNews["names"],
): Named {
  if (names === null) return dossier;
  const same = names.title === dossier.title && names.territory === dossier.territory;
  return { ...dossier, ...names, example: dossier.example && same };
}
