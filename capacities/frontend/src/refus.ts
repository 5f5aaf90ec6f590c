/* With the page that the site gives in the place of a vote, when it refuses it: what this device kept of
 * it does not open again without network. As a canvas that is refused (core/session.ts): a dossier that
 * was deleted leaves no copy here; the canvases of a link withdrawn stay, with what one wrote there. */
import { forgetVote, forgetVotes } from "./ballot/device";
import { eraseDeleted } from "./core/keeping";

const [, asked, dossier = "", canvas] = location.pathname.split("/");
/** Not found: the dossier is there perhaps, and has other votes. */
const alone = document.documentElement.dataset["status"] === "404";

if (asked === "vote" && dossier !== "") {
  if (alone && canvas) forgetVote(`${dossier}/${canvas}`);
  else forgetVotes(dossier);
  void eraseDeleted().catch(() => undefined);
}
