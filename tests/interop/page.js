/* What a page of the map is made of, without what it draws: bundled for storms.mjs. */

export { Session } from "../../capacities/frontend/src/core/session";
export { acts } from "../../capacities/frontend/src/forms/map/acts";
export { graphOf } from "../../capacities/frontend/src/forms/map/graph";
export { seedsOf } from "../../capacities/frontend/src/forms/map/ink";
