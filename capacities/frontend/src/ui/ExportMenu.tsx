/** One menu to leave with the content, print it, or bring content in. */

import { useState } from "react";
import type { ReactElement } from "react";
import { ImportDialog } from "./ImportDialog";
import { MenuButton } from "./MenuButton";
import type { MenuGroup } from "./Menu";
import { useEditable, useScreen } from "./screen";

export function ExportMenu(): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const [importing, setImporting] = useState(false);
  const { urls } = data;
  const groups: MenuGroup[] = [];
  if (data.abilities.includes("export")) {
    groups.push({
      title: "Télécharger",
      items: [
        { title: "CSV pour Excel", detail: "s’ouvre d’un double-clic", href: urls.csv, download: true },
        {
          title: "CSV données ouvertes",
          detail: "virgules, point décimal, UTF-8",
          href: urls.csvOpen,
          download: true,
        },
        {
          title: "Schéma des colonnes",
          detail: "Table Schema, pour publier",
          href: urls.schema,
          download: true,
        },
        { title: "Tout le dossier (ZIP)", detail: "tous ses canevas", href: urls.zip, download: true },
      ],
    });
  }
  groups.push({
    title: "Papier",
    items: [{ title: "Imprimer…", detail: "A3 paysage, ou PDF", run: () => window.print() }],
  });
  if (editable) {
    groups.push({
      title: "Faire entrer",
      items: [
        {
          title: "Importer un CSV…",
          detail: "avec un aperçu avant",
          run: () => setImporting(true),
        },
      ],
    });
  }
  return (
    <>
      <MenuButton title="Exporter" groups={groups}>
        Exporter
      </MenuButton>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}
