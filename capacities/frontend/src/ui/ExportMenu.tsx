/** One menu to leave with the content, print it, or bring content in. */

import type { ReactElement } from "react";
import { useState } from "react";
import { download } from "./download";
import { ImportDialog } from "./ImportDialog";
import type { MenuGroup, MenuItem } from "./Menu";
import { MenuButton } from "./MenuButton";
import { useEditable, useScreen } from "./screen";

export function ExportMenu(): ReactElement {
  const { data, form, entry, session, tell } = useScreen();
  const editable = useEditable();
  const [importing, setImporting] = useState(false);
  const groups: MenuGroup[] = [];
  if (editable) {
    groups.push({
      title: "Faire entrer",
      items: [
        {
          title: `${entry.imports.title}…`,
          detail: "avec un aperçu avant",
          run: () => setImporting(true),
        },
        ...(form?.arrivals?.(session, tell) ?? []),
      ],
    });
  }
  const leaving = data.abilities.includes("export");
  const downloads = (folded: boolean): MenuItem[] =>
    data.exports
      .filter((one) => (one.folded ?? false) === folded)
      .map(({ title, detail, url }) => ({ title, detail, href: url, run: () => void download(url, tell) }));
  if (leaving) {
    groups.push({ title: "Télécharger", items: downloads(false) });
    const pictures = form?.pictures?.(session, tell) ?? [];
    if (pictures.length > 0) groups.push({ title: "Image", items: pictures });
  }
  groups.push({
    title: "Papier",
    items: [{ title: "Imprimer…", detail: "A3 paysage, ou PDF", run: () => window.print() }],
  });
  const others = downloads(true);
  if (leaving && others.length > 0) groups.push({ title: "Autres tableaux et schémas", items: others, folded: true });
  return (
    <>
      <MenuButton title="Exporter" groups={groups}>
        Exporter
      </MenuButton>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
