/** What a board asks of the form whose things it draws. */

import type { Box, Size } from "./box";
import type { Placed } from "./parts";

export abstract class Asked<B extends Box = Box> {
  /** Where each thing goes, and how large it is; those drawn only. */
  boxes: ReadonlyMap<string, B> = new Map();

  /** The things to place, null while they are not known. */
  protected abstract ids(): readonly string[] | null;

  /** Asked once the sizes of all of them are known. */
  protected abstract layOut(sizeOf: (id: string) => Size, frame: Size): Placed<B>;

  /** Asked before: false when other things are to be drawn first. */
  protected ready(_sizeOf: (id: string) => Size, _frame: Size): boolean {
    return true;
  }

  /** What of a thing is to be in sight when it is wanted. */
  protected boxOf(id: string): Box | undefined {
    return this.boxes.get(id);
  }

  /** The thing in hand, which stays in sight. */
  protected abstract inHand(): string | null;

  /** The frame is so large now. */
  protected sized(_frame: Size): void {}

  /** Somebody is at work here: what others do does not move the view. */
  protected busy(): boolean {
    return this.inHand() !== null;
  }

  /** The thing whose words are being written here: the view follows them. */
  protected written(): string | null {
    return null;
  }

  /** A thing has its place: what of its element depends on it. */
  protected abstract dress(element: HTMLElement, box: B, id: string): void;

  /** A thing is drawn elsewhere: its lines follow at the next `drawLinks`. */
  protected abstract moved(id: string): void;

  /** Draw the lines; `boxOf` tells where each thing is drawn now; `arrived`: all are in their boxes. */
  protected abstract drawLinks(boxOf: (id: string) => B | undefined, arrived: boolean): void;
}
