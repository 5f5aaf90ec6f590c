/** One menu to leave with the content, print it, or bring content in. */

import type { ComponentType, ReactElement } from "react";
import { useState } from "react";
import { saveCsv } from "./csv";
import { download } from "./download";
import type { FormModule } from "./form";
import { useStore } from "./hooks";
import { IMPORT } from "./importing/title";
import type { MenuGroup, MenuItem } from "./Menu";
import { MenuButton } from "./MenuButton";
import type { ScreenContext } from "./screen";
import { useEditable, useScreen } from "./screen";

const ALONE = "Ce fichier est fait sur cet appareil, de ce qu’il garde du canevas";
const DOTS = ", sans les gommettes\u00a0: elles sont sur le serveur";
const NOT_LOADED =
  "La fenêtre d’import n’a pas pu être chargée\u00a0: rien n’a changé. Vérifiez le réseau, puis rechargez la page.";

/** What one can leave with while the server is out of reach. */
function aloneItems({ session, data, tell }: ScreenContext, form: FormModule | null): MenuItem[] {
  if (form === null) return [];
  const run = () => {
    saveCsv(session, form.table(session));
    tell(`${ALONE}${data.template.dots === null ? "" : DOTS}.`);
  };
  return [{ title: "CSV pour Excel", detail: "fait sur cet appareil\u00a0; les autres demandent le réseau", run }];
}

export function ExportMenu(): ReactElement {
  const screen = useScreen();
  const { data, form, session, tell } = screen;
  const { kind } = useStore(session.saved);
  const away = kind === "offline" || kind === "waiting";
  const editable = useEditable();
  const [Importing, setImporting] = useState<ComponentType<{ onClose: () => void }> | null>(null);
  const openImport = () =>
    void import("./importing").then(
      ({ ImportDialog }) => setImporting(() => ImportDialog),
      () => tell(NOT_LOADED),
    );
  const groups: MenuGroup[] = [];
  const entering: MenuItem = {
    title: `${IMPORT}…`,
    detail: away ? "demande le réseau" : "avec un aperçu avant",
    disabled: away,
    run: openImport,
  };
  const arrivals = form?.arrivals?.(session, tell) ?? [];
  /* What cannot be done now comes after what can. */
  const entries = away ? [...arrivals, entering] : [entering, ...arrivals];
  const enter = () => {
    if (editable) groups.push({ title: "Faire entrer", items: entries });
  };
  if (!away) enter();
  const leaving = data.abilities.includes("export");
  const downloads = (title: string): MenuItem[] =>
    data.exports
      .filter(({ under = "" }) => under === title)
      .map(({ title, detail, url }) => ({ title, detail, href: url, run: () => void download(url, tell) }));
  if (leaving) {
    const all: MenuItem = {
      title: "Tout ce qui s’exporte…",
      detail: "chaque fichier, en une phrase",
      href: `${data.urls.dossier}#repartir`,
    };
    groups.push({ title: "Télécharger", items: away ? aloneItems(screen, form) : [...downloads(""), all] });
    const pictures = form?.pictures?.(session, tell) ?? [];
    if (pictures.length > 0) groups.push({ title: "Image", items: pictures });
  }
  groups.push({
    title: "Papier",
    items: [{ title: "Imprimer…", detail: "A3 paysage, ou PDF", run: () => window.print() }],
  });
  if (away) enter();
  const folds = leaving && !away ? new Set(data.exports.map(({ under = "" }) => under)) : [];
  for (const title of folds) if (title !== "") groups.push({ title, items: downloads(title), folded: true });
  const name = editable ? "Importer, exporter" : "Exporter";
  return (
    <>
      <MenuButton title={name} label={name} groups={groups}>
        {editable && <span className="with-room">Importer, </span>}
        <span>{editable ? "exporter" : name}</span>
      </MenuButton>
      {Importing !== null && <Importing onClose={() => setImporting(null)} />}
    </>
  );
}
