/** The windows open, the last one above: nothing of the page beside it is heard or pressed. */

import { value } from "../core/store";

export const windows = value<readonly HTMLElement[]>([]);
