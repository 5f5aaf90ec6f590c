// @vitest-environment node
/* What a box that scrolls says of what it hides. */

import { expect, test } from "vitest";
import { beyond } from "./Beyond";

const FRAME = { top: 100, bottom: 300 };
const at = (top: number, height = 50) => ({ top, bottom: top + height });

test("what is not wholly seen is counted, above and below; a hair's breadth is not missed", () => {
  expect(beyond(FRAME, [at(100), at(160), at(220)])).toEqual({ above: 0, below: 0 });
  expect(beyond(FRAME, [at(40), at(95), at(160), at(255), at(330)])).toEqual({ above: 1, below: 1 });
  expect(beyond(FRAME, [at(90, 400)])).toEqual({ above: 0, below: 1 });
});
