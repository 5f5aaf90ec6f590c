import { expect, test } from "vitest";
import { POST_IT, thisOne } from "./words";

test("what is shown is said as French says it", () => {
  expect(thisOne(POST_IT)).toBe("ce post-it");
  expect(thisOne({ noun: "élément", plural: "éléments", feminine: false })).toBe("cet élément");
  expect(thisOne({ noun: "idée", plural: "idées", feminine: true })).toBe("cette idée");
});
