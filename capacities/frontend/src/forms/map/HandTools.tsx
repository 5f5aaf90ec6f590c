/** What a thing of the map offers to mouse and finger when it is in hand: where to pull a link from, and
 * its menu. The keyboard has its keys: it does not stop here. */

import type { CSSProperties, ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { useMap } from "./context";
import { anyName } from "./words";

const SIDES = ["left", "right", "top", "bottom"] as const;

export function Tools({ id, pulls }: { id: string; pulls: boolean }): ReactElement {
  const { openMenu, session, scene } = useMap();
  const opener = useOpener((anchor) => openMenu({ id, anchor }));
  /* What must be pressed keeps its size when the map is drawn small. */
  const scale = useSelected(scene.camera, ({ zoom }) => Math.round(10 * Math.max(1, Math.min(2, 1 / zoom))) / 10);
  return (
    <span className="el-tools" style={{ "--tools": scale } as CSSProperties}>
      {pulls &&
        SIDES.map((side) => (
          <span key={side} className="el-pull" data-pull={side} title="Tirer pour relier" aria-hidden="true" />
        ))}
      <button
        type="button"
        tabIndex={-1}
        className="el-menu"
        aria-label={`Actions sur ${anyName(session, id)}`}
        aria-haspopup="menu"
        {...opener}
      >
        <Icon name="more" />
      </button>
    </span>
  );
}
