/** The time it is, by the server: a machine may be years late. */

/** Clocks so near are left alone: a page takes its time to come. */
const TOLERATED_MS = 120_000;

/** How far this machine is from the server, in milliseconds to add; 0 when they agree, or nobody knows. */
export function clockGap(server: string, here: number): number {
  const gap = Date.parse(server) - here;
  return Number.isFinite(gap) && Math.abs(gap) > TOLERATED_MS ? gap : 0;
}

/** Where to read the time, as ISO 8601 UTC; `server` is what the page was given as it was opened. */
export function clockFrom(server: string, here = Date.now()): () => string {
  const gap = clockGap(server, here);
  return () => new Date(Date.now() + gap).toISOString();
}
