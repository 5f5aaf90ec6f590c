import { expect, it, vi } from "vitest";
import {
  civilOf,
  dayFrom,
  dayOf,
  dayWords,
  durationWords,
  FIRST_DAY,
  isoOf,
  LAST_DAY,
  localDay,
  monthsIn,
  monthWords,
  semesterOf,
  semesterWords,
  sentence,
  weeksWords,
} from "./days";

it("counts days as the calendar does, for ten thousand years", () => {
  for (let day = FIRST_DAY; day <= LAST_DAY; day += 97) {
    const { year, month, day: number } = civilOf(day);
    expect(dayFrom(year, month, number)).toBe(day);
    const date = new Date(day * 86_400_000);
    if (date.getUTCFullYear() !== year || date.getUTCMonth() + 1 !== month || date.getUTCDate() !== number) {
      throw new Error(`${isoOf(day)} is ${date.toISOString()}`);
    }
    expect(dayOf(isoOf(day))).toBe(day);
  }
});

it.each(["2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "0000-01-01", "20270101", " 2027-01-01", "", null, 3])(
  "%s is no day",
  (written) => expect(dayOf(written)).toBeNull(),
);

it("says days, months, semesters and durations", () => {
  const day = dayOf("2027-03-01")!;
  expect(dayWords(day)).toBe("1er\u00a0mars\u00a02027");
  expect(monthWords(day)).toBe("mars\u00a02027");
  expect(semesterWords(semesterOf(day))).toBe("1er\u00a0semestre 2027");
  expect(isoOf(semesterOf(dayOf("2027-07-01")!).to)).toBe("2027-12-31");
  expect([0, 5, 21, 23].map(durationWords)).toEqual([
    "0\u00a0j",
    "5\u00a0j",
    "3\u00a0sem.",
    "3\u00a0sem.\u00a02\u00a0j",
  ]);
  expect([12.5, 8].map(weeksWords)).toEqual(["12,5\u00a0sem.", "8\u00a0sem."]);
  expect(sentence(`Reste ${durationWords(21)}`)).toBe("Reste 3\u00a0sem.");
  expect(monthsIn(dayOf("2026-11-30")!, dayOf("2027-02-01")!).map(isoOf)).toEqual([
    "2026-11-01",
    "2026-12-01",
    "2027-01-01",
    "2027-02-01",
  ]);
  expect(isoOf(LAST_DAY + 400)).toBe("9999-12-31");
});

it("has the day that it is in France, wherever the device is", () => {
  for (const device of ["Pacific/Auckland", "America/Cayenne", "Europe/Paris"]) {
    vi.stubEnv("TZ", device);
    expect(isoOf(localDay(new Date("2026-11-30T22:59:00Z")))).toBe("2026-11-30");
    expect(isoOf(localDay(new Date("2026-11-30T23:01:00Z")))).toBe("2026-12-01");
    expect(isoOf(localDay(new Date("2027-06-30T22:01:00Z")))).toBe("2027-07-01");
  }
  vi.unstubAllEnvs();
});
