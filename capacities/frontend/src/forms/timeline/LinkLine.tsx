/** One link of the frise. The scene draws it; React only knows what it is. */

import type { ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import { useSelected } from "../../ui/hooks";
import { useFrise } from "./context";
import type { Link } from "./types";

export const LinkLine = memo(function LinkLine({ link }: { link: Link }): ReactElement {
  const { scene, viewer } = useFrise();
  const { id, from, to, cut, critical, tight = false } = link;
  const line = useRef<SVGPathElement>(null);
  const head = useRef<SVGPathElement>(null);
  const hit = useRef<SVGPathElement>(null);
  const chosen = useSelected(viewer, ({ selected }) => selected.includes(id));
  useLayoutEffect(() => {
    if (line.current === null || head.current === null || hit.current === null) return undefined;
    return scene.registerLink(id, { line: line.current, head: head.current, hit: hit.current, from, to });
  }, [scene, id, from, to]);
  const classes = [
    "frise-link",
    critical ? "critical" : tight ? "tight" : "",
    cut ? "cut" : "",
    chosen ? "chosen" : "",
  ];
  return (
    <g className={classes.filter((each) => each !== "").join(" ")} data-link={id}>
      <path ref={hit} className="hit">
        <title>{cut ? "Lien mis de côté : il ferme une boucle" : "Lien : Suppr pour le défaire une fois choisi"}</title>
      </path>
      <path ref={line} className="line" />
      <path ref={head} className="head" />
    </g>
  );
});
