/** Branches as plain text, indented: what is copied, and can be pasted here or elsewhere. */

import type { CanvasSession } from "../../core";
import { childrenOf, treeOf } from "./tree";

export function outlineText(session: CanvasSession, ids: readonly string[]): string {
  const tree = treeOf(session).get();
  const lines: string[] = [];
  const waiting = [...ids].reverse().map((id) => ({ id, depth: 0 }));
  while (waiting.length > 0) {
    const { id, depth } = waiting.pop()!;
    const text = session.text(id).get();
    const words = text.trim().replace(/\s*\n\s*/g, " ");
    lines.push(`${"\t".repeat(depth)}${words}`);
    for (const child of [...childrenOf(tree, id)].reverse()) waiting.push({ id: child, depth: depth + 1 });
  }
  return lines.join("\n");
}
