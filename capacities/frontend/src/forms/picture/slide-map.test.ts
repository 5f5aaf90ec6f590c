// @vitest-environment node
/* A picture larger than the screen it is projected on. */

import { expect, test } from "vitest";
import { sidesOf } from "./SlideMap";

const FRAME = {
  scrollLeft: 0,
  scrollTop: 0,
  scrollWidth: 1000,
  scrollHeight: 500,
  clientWidth: 1000,
  clientHeight: 500,
};

test("it says on which sides there is more", () => {
  expect(sidesOf(FRAME)).toEqual([]);
  expect(sidesOf({ ...FRAME, scrollHeight: 800 })).toEqual(["down"]);
  expect(sidesOf({ ...FRAME, scrollWidth: 2000, scrollLeft: 300 })).toEqual(["left", "right"]);
  expect(sidesOf({ ...FRAME, scrollHeight: 800, scrollTop: 300 })).toEqual(["up"]);
});
