/* What a page makes a CSV of, for every form: bundled for csv.mjs. */

export { applyUpdate } from "../../capacities/frontend/node_modules/yjs";
export { Session } from "../../capacities/frontend/src/core/session";
export { arranged, writeCsv } from "../../capacities/frontend/src/ui/csv";

/** By the folder of its form. */
export const TABLES = import.meta.glob("../../capacities/frontend/src/forms/*/table.ts", { eager: true });
