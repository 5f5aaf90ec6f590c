/** Tell whether two values of one shape have the same parts (compared by ===). */
export function sameParts<T extends object>(a: T, b: T): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  return true;
}
