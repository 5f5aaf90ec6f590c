/** The bar as a canvas draws it: with its saved state, and who is here. */

import type { ReactElement } from "react";
import { Bar } from "./Bar";
import { CanvasLeave } from "./CanvasLeave";
import { People } from "./People";
import { SavedNote } from "./SavedNote";
import { useScreen } from "./screen";

/** `skip`: go to the canvas itself. */
export function CanvasBar({ skip }: { skip: () => void }): ReactElement {
  const { session, data } = useScreen();
  return (
    <Bar
      data={data.bar}
      news={session.news}
      saved={<SavedNote />}
      people={<People />}
      leaving={(close) => <CanvasLeave onClose={close} />}
      skip={skip}
    />
  );
}
