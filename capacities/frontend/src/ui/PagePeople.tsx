/** Who is in the dossier, seen from its pages: known of whoever facilitates. Nothing of Yjs here. */

import type { ReactElement } from "react";
import { useState } from "react";
import type { DossierNews, Store, Whereabouts } from "../core";
import { Disc } from "./Disc";
import { Elsewhere } from "./Everyone";
import { useStore } from "./hooks";
import { PeopleButton, SHOWN } from "./PeopleButton";
import { Popover, useOpener } from "./Popover";

/** « 3 personnes dans le dossier : Élise, Ahmed, Camille ». */
export function dossierSentence(people: readonly Whereabouts[], others: number): string {
  const all = people.length + others;
  const names = new Intl.ListFormat("fr").format([
    ...people.map(({ name }) => name),
    ...(others > 0 ? [`${others} de plus`] : []),
  ]);
  return `${all} personne${all > 1 ? "s" : ""} dans le dossier\u00a0: ${names}`;
}

export function PagePeople({ news, dossier }: { news: Store<DossierNews>; dossier: string }): ReactElement | null {
  const heard = useStore(news);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener(setAnchor);
  const { people, others } = heard;
  if (people === null || people.length === 0) return null;
  const sentence = dossierSentence(people, others);
  const more = people.length - SHOWN + others;
  return (
    <>
      <PeopleButton sentence={sentence} opened={anchor !== null} opener={opener} more={more}>
        {people.slice(0, SHOWN).map((person) => (
          <Disc key={person.mark + person.canvas} person={person} />
        ))}
      </PeopleButton>
      {anchor !== null && (
        <Popover anchor={anchor} label="Qui est dans le dossier" role="dialog" onClose={() => setAnchor(null)}>
          <Elsewhere news={heard} here="" dossier={dossier} title="Dans le dossier" />
        </Popover>
      )}
    </>
  );
}
