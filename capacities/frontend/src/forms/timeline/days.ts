/** Calendar days, counted: no hour, no time zone, the same everywhere. */

/** Whole days since 1 January 1970. */
export type Day = number;

export interface Civil {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
}

export interface Semester {
  year: number;
  half: 1 | 2;
  from: Day;
  /** Its last day. */
  to: Day;
}

/** The calendar that Python has: what is beyond is shown as its first or last day. */
export const FIRST_DAY: Day = dayFrom(1, 1, 1);
export const LAST_DAY: Day = dayFrom(9999, 12, 31);

const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** A day of the Gregorian calendar, whatever the year (H. Hinnant, « days_from_civil »). */
export function dayFrom(year: number, month: number, day: number): Day {
  const from = month <= 2 ? year - 1 : year;
  const era = Math.floor(from / 400);
  const ofEra = from - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The other way (« civil_from_days »). */
export function civilOf(day: Day): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const part = Math.floor((5 * ofYear + 2) / 153);
  const month = part < 10 ? part + 3 : part - 9;
  return {
    year: years + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * part + 2) / 5) + 1,
  };
}

/** How many days a month has. */
export function monthLength(year: number, month: number): number {
  return (month === 12 ? dayFrom(year + 1, 1, 1) : dayFrom(year, month + 1, 1)) - dayFrom(year, month, 1);
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day of « AAAA-MM-JJ »; null for what is none, or does not exist. */
export function dayOf(iso: unknown): Day | null {
  const [, year, month, day] = (typeof iso === "string" ? ISO.exec(iso) : null)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return exists ? dayFrom(year, month, day) : null;
}

function within(day: Day): Day {
  return Math.min(Math.max(day, FIRST_DAY), LAST_DAY);
}

/** « 2027-03-12 ». */
export function isoOf(day: Day): string {
  const { year, month, day: number } = civilOf(within(day));
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
}

/** « 12 mars 2027 ». */
export function dayWords(day: Day): string {
  const { year, month, day: number } = civilOf(within(day));
  return `${number === 1 ? "1er" : number}\u00a0${MONTHS[month - 1]}\u00a0${year}`;
}

/** « mars 2027 ». */
export function monthWords(day: Day): string {
  const { year, month } = civilOf(within(day));
  return `${MONTHS[month - 1]}\u00a0${year}`;
}

/** « mars ». */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? "";
}

export function yearOf(day: Day): number {
  return civilOf(within(day)).year;
}

export function semesterOf(day: Day): Semester {
  const { year, month } = civilOf(within(day));
  return month <= 6
    ? { year, half: 1, from: dayFrom(year, 1, 1), to: dayFrom(year, 6, 30) }
    : { year, half: 2, from: dayFrom(year, 7, 1), to: dayFrom(year, 12, 31) };
}

/** « 1er semestre 2027 ». */
export function semesterWords({ year, half }: Pick<Semester, "year" | "half">): string {
  return `${half === 1 ? "1er" : "2e"}\u00a0semestre ${year}`;
}

/** The first day of each month that days `from` to `to` touch. */
export function monthsIn(from: Day, to: Day): Day[] {
  const { year, month } = civilOf(within(from));
  const found: Day[] = [];
  for (let at = 0; at < 12_000; at++) {
    const start = dayFrom(year + Math.floor((month - 1 + at) / 12), ((month - 1 + at) % 12) + 1, 1);
    if (start > to) break;
    found.push(start);
  }
  return found;
}

/** « 12,5 sem. »: a duration as people give it. */
export function weeksWords(weeks: number): string {
  return `${weeks.toLocaleString("fr-FR", { maximumFractionDigits: 2 })}\u00a0sem.`;
}

/** « 12 sem. 4 j »: days that are computed. */
export function durationWords(days: number): string {
  const [weeks, rest] = [Math.floor(days / 7), days % 7];
  const parts = [weeks > 0 ? weeksWords(weeks) : "", rest > 0 || weeks === 0 ? `${rest}\u00a0j` : ""];
  return parts.filter((part) => part !== "").join("\u00a0");
}

/** A sentence, that an abbreviation may end. */
export function sentence(words: string): string {
  return words.endsWith(".") ? words : `${words}.`;
}

const PARIS = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
  timeZone: "Europe/Paris",
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

/** The day that it is for those who plan here, in France: that of exports (domain/days.py). */
export function localDay(now = new Date()): Day {
  const parts = new Map(PARIS.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return dayFrom(parts.get("year")!, parts.get("month")!, parts.get("day")!);
}
