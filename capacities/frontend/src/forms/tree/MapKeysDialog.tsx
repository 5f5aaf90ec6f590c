/** The keys of the map. */

import type { ReactElement } from "react";
import { useEditable, useScreen } from "../../ui/screen";
import type { Keys } from "../panel/KeysDialog";
import { KeysDialog } from "../panel/KeysDialog";

const TYPES = "1 à 9";

const WRITING: Keys = [
  ["Tab", "nouvelle sous-idée"],
  ["Entrée", "nouvelle idée sœur, après (Maj + Entrée : avant)"],
  ["F2, ou taper du texte", "écrire à la suite du texte"],
  ["Échap, en écrivant", "finir d’écrire"],
  ["Maj + Entrée, en écrivant", "aller à la ligne"],
  ["Ctrl + ↑ ↓", "monter, descendre parmi ses sœurs (aussi Alt)"],
  ["Ctrl + ← →", "changer de niveau (aussi Alt)"],
  [TYPES, "donner un type, dans l’ordre de la légende (ou cliquer le signe)"],
  ["Suppr", "mettre à la corbeille"],
  ["Ctrl + D", "dupliquer la branche"],
  ["Ctrl + C, Ctrl + V", "copier une branche, coller un plan indenté"],
  ["Ctrl + Z, Ctrl + Y", "annuler, rétablir ce que j’ai fait"],
];

const MOVING: Keys = [
  ["← ↑ → ↓", "aller d’une idée à l’autre"],
  ["Origine, Fin", "au centre, à la dernière idée"],
  ["Maj + flèches, Ctrl + A", "en prendre plusieurs, toutes les sœurs"],
  ["Espace", "replier, déplier"],
  ["Ctrl + I", "détails de l’idée"],
  ["Ctrl + F", "chercher une idée"],
  ["Maj + F10", "toutes les actions, déplacer ailleurs compris"],
  ["+ − 0", "agrandir, réduire, ajuster à l’écran"],
  ["Échap, puis Tab", "quitter la carte"],
];

const VOTING: Keys = [["Alt + G, Alt + Maj + G", "poser, reprendre une gommette"]];

const MOUSE: Keys = [
  ["Double clic, ou second toucher", "écrire"],
  ["Glisser une idée", "la mettre sous une autre, ou entre deux"],
  ["Glisser le fond, molette", "déplacer la carte"],
  ["Ctrl + molette, deux doigts", "agrandir, réduire"],
];

/** The types there are, as keys. */
function writing(types: number): Keys {
  if (types < 2) return WRITING.filter(([keys]) => keys !== TYPES);
  return WRITING.map((each) => (each[0] === TYPES ? [`1 à ${Math.min(types, 9)}`, each[1]] : each));
}

export function MapKeysDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const groups = [
    ...(editable ? [{ title: "Écrire et ranger", keys: writing(data.template.colors.length) }] : []),
    { title: "Se déplacer", keys: MOVING },
    ...(data.template.dots === null ? [] : [{ title: "Voter", keys: VOTING }]),
    { title: "À la souris, au doigt", keys: MOUSE },
  ];
  return <KeysDialog title="Les touches de la carte" groups={groups} onClose={onClose} />;
}
