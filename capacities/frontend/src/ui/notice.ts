/** What is shown for a few seconds, and announced. */

export interface Notice {
  sentence: string;
  /** A button beside the sentence. */
  action?: { title: string; run: () => void };
}

export type Tell = (notice: Notice | string) => void;
