/* What a page of a timeline is made of, without what it draws: bundled for timeline-storms.mjs. */

export { Session } from "../../capacities/frontend/src/core/session";
export { makeHands } from "../../capacities/frontend/src/forms/timeline/hands";
export { timelineOf } from "../../capacities/frontend/src/forms/timeline/model";
