/** One post-it. Redrawn alone: by its own keys, its own text, and who is in it. */

import type { CSSProperties, ReactElement } from "react";
import { memo } from "react";
import { useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useOpener } from "../../ui/Popover";
import { useEditable, useScreen } from "../../ui/screen";
import { CarriedTo } from "../shared/CarriedTo";
import { useOthersIn } from "../shared/presence";
import { colorOf } from "../shared/template";
import { useBoard } from "./board";
import { CardFacts } from "./CardFacts";
import { CardText } from "./CardText";
import { cardLabel } from "./words";

export const Card = memo(function Card({ id, box }: { id: string; box: string }): ReactElement | null {
  const { session, data } = useScreen();
  const card = useStore(session.card(id));
  const others = useOthersIn(session, id);
  const editable = useEditable();
  if (card === null) return null;
  const color = colorOf(data.template, card.color);
  const meaning = ["meaning"];
  if (color.key === data.template.colors[0]?.key) meaning.push("ordinary");
  if (color.sign !== "") meaning.push("signed");
  const style = others === null ? undefined : ({ "--who": others.color } as CSSProperties);
  return (
    <li className={others === null ? "card" : "card shared"} data-card={id} data-hue={color.hue} style={style}>
      {editable && (
        <span className="grip" aria-hidden="true" title="Glisser pour déplacer">
          <Icon name="grip" />
        </span>
      )}
      <span className="sign">
        <span aria-hidden="true">{color.sign}</span>
        <span className={meaning.join(" ")}>{color.title}</span>
      </span>
      <div className="card-body">
        <CardText card={card} box={box} label={cardLabel(data.template, card)} />
        <CardFacts card={card} />
        <CarriedTo id={id} />
      </div>
      {editable && <MoreButton id={id} />}
      {others !== null && <span className="who">{others.words}</span>}
    </li>
  );
});

function MoreButton({ id }: { id: string }): ReactElement {
  const { openMenu } = useBoard();
  const opener = useOpener((anchor) => openMenu({ id, anchor }));
  return (
    <IconButton
      icon="more"
      className="card-more"
      label="Actions sur ce post-it"
      aria-haspopup="menu"
      title="Couleur, déplacer, supprimer…"
      {...opener}
    />
  );
}
