/** From a view of the document to another: those that its form offers, then the projector. */

import type { ReactElement } from "react";
import { useScreen } from "./screen";
import type { View } from "./view";
import { usePhone, viewsOf } from "./view";

/** More buttons than this do not stand on one line of a phone. */
const ON_A_PHONE = 3;

export function ViewSwitch(): ReactElement {
  const { view, setView, entry } = useScreen();
  const phone = usePhone();
  const offered = viewsOf(entry);
  const titleOf = (each: View) => (each === "presentation" ? "Présentation" : entry.views[each]);
  if (phone && offered.length > ON_A_PHONE) {
    return (
      <label className="view-choice">
        Vue
        <select value={view} onChange={(event) => setView(event.target.value)}>
          {offered.map((each) => (
            <option key={each} value={each}>
              {titleOf(each)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <div className="switch" role="group" aria-label="Vue">
      {offered.map((each) => (
        <button key={each} type="button" aria-pressed={each === view} onClick={() => setView(each)}>
          {titleOf(each)}
        </button>
      ))}
    </div>
  );
}
