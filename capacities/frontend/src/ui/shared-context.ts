/** What the parts of one drawing share. */

import type { Context } from "react";
import { createContext, useContext } from "react";

/** The provider, and the hook that reads what it gives; `where` tells who called the hook outside. */
export function sharedContext<T>(where: string): [Context<T | null>, () => T] {
  const context = createContext<T | null>(null);
  const use = () => {
    const given = useContext(context);
    if (given === null) throw new Error(`used outside ${where}`);
    return given;
  };
  return [context, use];
}
