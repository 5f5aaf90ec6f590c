/** The one quiet bar: where one is, whether it is safe, who is here. */

import type { ReactElement } from "react";
import { useState } from "react";
import { Icon } from "./icons";
import { LeaveDialog } from "./LeaveDialog";
import { MenuButton } from "./MenuButton";
import { People } from "./People";
import { SavedNote } from "./SavedNote";
import { useScreen } from "./screen";

/** Entrances that fit beside the title of the dossier: on a laptop, on a wide screen. More go
 * in a menu. */
const FITTING = { laptop: 5, wide: 7 };

function barClass(entrances: number): string {
  if (entrances > FITTING.wide) return "bar crowded";
  return entrances > FITTING.laptop ? "bar full" : "bar";
}

export function Bar(): ReactElement {
  const { data } = useScreen();
  const [leaving, setLeaving] = useState(false);
  const { dossier, navigation, urls } = data;
  return (
    <header className={barClass(navigation.length)}>
      <a className="brand" href={urls.home} aria-label="CAPACities, accueil">
        <b>CAPAC</b>ities
      </a>
      <a className="where" href={urls.dossier} title={dossier.useCase}>
        <span className="territory">{dossier.territory}</span>
        <b>{dossier.title}</b>
        {dossier.example && !/fictif/i.test(dossier.title) && <span className="example">exemple fictif</span>}
      </a>
      <nav className="entrances" aria-label="Navigation">
        {navigation.map((entry) => (
          <a key={entry.url} href={entry.url} {...(entry.current ? { "aria-current": "page" as const } : {})}>
            {entry.title}
          </a>
        ))}
      </nav>
      <div className="bar-end">
        <SavedNote />
        <People />
        {urls.share !== null && (
          <a className="button primary" href={urls.share}>
            Partager
          </a>
        )}
        <div className="narrow-only">
          <MenuButton
            title="Navigation"
            className="button quiet"
            groups={[
              {
                title: "Aller à",
                items: [
                  ...navigation.map((entry) => ({ title: entry.title, href: entry.url })),
                  ...(urls.share === null ? [] : [{ title: "Partager", href: urls.share }]),
                  { title: "Quitter ce dossier", run: () => setLeaving(true) },
                ],
              },
            ]}
          >
            <span>Menu</span>
          </MenuButton>
        </div>
        <button
          type="button"
          className="icon-button wide-only"
          aria-label="Quitter ce dossier"
          title="Quitter ce dossier"
          onClick={() => setLeaving(true)}
        >
          <Icon name="exit" />
        </button>
      </div>
      {leaving && <LeaveDialog onClose={() => setLeaving(false)} />}
    </header>
  );
}
