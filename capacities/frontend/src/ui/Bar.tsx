/** The one quiet bar: where one is, whether it is safe, who is here. */

import type { ReactElement } from "react";
import { useState } from "react";
import type { CanvasData, DossierNews } from "../core";
import { useMedia, useSelected } from "./hooks";
import { IconButton } from "./IconButton";
import { LeaveDialog } from "./LeaveDialog";
import { MenuButton } from "./MenuButton";
import { People } from "./People";
import { SavedNote } from "./SavedNote";
import { useScreen } from "./screen";

/** Whether so many entrances fit beside the title of the dossier; else they go in a menu. */
function useRoomFor(entrances: number): boolean {
  const laptop = useMedia("(min-width: 1241px)");
  const wide = useMedia("(min-width: 1380px)");
  return entrances <= (wide ? 7 : laptop ? 5 : 0);
}

/** As the dossier is called now: somebody may have named it while the page is open. An example that is named is
 * none any more. */
export function namedNow(dossier: CanvasData["dossier"], names: DossierNews["names"]): CanvasData["dossier"] {
  if (names === null) return dossier;
  const same = names.title === dossier.title && names.territory === dossier.territory;
  return { ...dossier, ...names, example: dossier.example && same };
}

export function Bar(): ReactElement {
  const { session, data } = useScreen();
  const [leaving, setLeaving] = useState(false);
  const { navigation, urls } = data;
  const dossier = namedNow(
    data.dossier,
    useSelected(session.news, ({ names }) => names),
  );
  const roomy = useRoomFor(navigation.length);
  const leave = "Quitter ce dossier";
  return (
    <header className="bar">
      <a className="brand" href={urls.home} aria-label="CAPACities, accueil">
        <b>CAPAC</b>ities
      </a>
      <a className="where" href={urls.dossier} title={dossier.useCase}>
        <span className="territory">{dossier.territory}</span>
        <b>{dossier.title}</b>
        {dossier.example && !/fictif/i.test(dossier.title) && <span className="example">exemple fictif</span>}
      </a>
      {roomy && (
        <nav className="entrances" aria-label="Navigation">
          {navigation.map((entry) => (
            <a key={entry.url} href={entry.url} {...(entry.current ? { "aria-current": "page" as const } : {})}>
              {entry.title}
            </a>
          ))}
        </nav>
      )}
      <div className="bar-end">
        <SavedNote />
        <People />
        {urls.share !== null && (
          <a className="button primary" href={urls.share}>
            Partager
          </a>
        )}
        {roomy ? (
          <IconButton icon="exit" label={leave} title={leave} onClick={() => setLeaving(true)} />
        ) : (
          <MenuButton
            title="Navigation"
            className="button quiet"
            groups={[
              {
                title: "Aller à",
                items: [
                  ...navigation.map((entry) => ({ title: entry.title, href: entry.url })),
                  ...(urls.share === null ? [] : [{ title: "Partager", href: urls.share }]),
                  { title: leave, run: () => setLeaving(true) },
                ],
              },
            ]}
          >
            <span>Menu</span>
          </MenuButton>
        )}
      </div>
      {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
    </header>
  );
}
