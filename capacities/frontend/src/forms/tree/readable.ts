/** The picture of a map for a screen: whole branches are left out, and their number told, rather than words too small
 * to be read from the back of a room. */

import type { Size } from "../board/box";
import type { Mark, Picture } from "../picture/picture";
import type { Measure } from "../picture/words";
import { foldedToFit } from "./fitting";
import type { PictureSource } from "./picture";
import { pictureOf } from "./picture";
import type { Shown } from "./shown";
import { countBelow, show } from "./shown";

/** The smallest words of the picture have the size they must have on the screen. */
const READABLE_SCALE = 1;
const LEAST = 14;

export function readablePicture(source: PictureSource, within: Size, measure: Measure): Picture {
  const { tree } = source;
  const counts = countBelow(tree);
  const known = remembered(measure);
  const drawn = ({ ids, children }: Shown): Picture => {
    const kept = new Set(ids);
    const left = (id: string) => (children.has(id) ? 0 : (counts.get(id) ?? 0));
    const picture = pictureOf(
      {
        ...source,
        projected: true,
        tree: { ...tree, order: tree.order.filter((id) => kept.has(id)), children },
        nodeOf: (id) => {
          const node = source.nodeOf(id);
          return left(id) === 0 ? node : { ...node, facts: [node.facts, more(left(id))].filter(Boolean).join(" · ") };
        },
      },
      known,
    );
    /* The legend too. */
    const read = (mark: Mark): Mark => (mark.kind === "words" && mark.size < LEAST ? { ...mark, size: LEAST } : mark);
    return { ...picture, marks: picture.marks.map(read) };
  };
  const scaleOf = ({ width, height }: Picture) => Math.min(within.width / width, within.height / height);
  const fits = (shown: Shown) => scaleOf(drawn(shown)) >= READABLE_SCALE;
  const whole = show(tree, { folded: new Set(), focus: null }, null);
  const folded = foldedToFit(whole, fits, { held: new Set(), first: () => 0 }) ?? new Set<string>();
  return drawn(show(tree, { folded, focus: null }, null));
}

function more(count: number): string {
  return `+ ${count}\u00a0idée${count > 1 ? "s" : ""}`;
}

/** The same words are measured once. */
function remembered(measure: Measure): Measure {
  const known = new Map<string, number>();
  return (words, size, bold) => {
    const key = `${size}${bold ? "b" : ""}${words}`;
    const found = known.get(key) ?? measure(words, size, bold);
    known.set(key, found);
    return found;
  };
}
