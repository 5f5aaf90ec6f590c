/** What a hand is at on one map, besides writing: meanwhile nothing moves nor folds under it. */

export interface Work {
  /** A menu of a node is open, or what it leads to. */
  menu: boolean;
  carrying: () => boolean;
  atWork: () => boolean;
  /** Follow presses within the map; `released` once the last one is over. */
  watch: (frame: HTMLElement, released: () => void) => () => void;
}

export function makeWork(): Work {
  const pressed = new Set<number>();
  const work: Work = {
    menu: false,
    carrying: () => false,
    atWork: () => pressed.size > 0 || work.menu || work.carrying(),
    watch: (frame, released) => {
      const down = (event: PointerEvent) => {
        /* What was never told to be over is: a first finger comes after all the others. */
        if (event.isPrimary) pressed.clear();
        pressed.add(event.pointerId);
      };
      const up = ({ pointerId }: PointerEvent) => {
        /* After what the release does: a click, a drop. */
        if (pressed.delete(pointerId) && pressed.size === 0) setTimeout(released);
      };
      frame.addEventListener("pointerdown", down, true);
      window.addEventListener("pointerup", up, true);
      window.addEventListener("pointercancel", up, true);
      return () => {
        pressed.clear();
        frame.removeEventListener("pointerdown", down, true);
        window.removeEventListener("pointerup", up, true);
        window.removeEventListener("pointercancel", up, true);
      };
    },
  };
  return work;
}
