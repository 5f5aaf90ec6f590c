/** The search, on the frise: what is found is brought in sight. */

import type { ReactElement } from "react";
import { useFrise } from "./context";
import { FindStep } from "./FindStep";

export { useFound } from "./FindStep";

export function FindOnFrise(): ReactElement {
  const { scene } = useFrise();
  return <FindStep onGo={(id) => scene.reveal(id)} />;
}
