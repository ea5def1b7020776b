import { type DragEvent, useState } from "react";
import { classes } from "../../components/classes";
import type { Shot } from "../../lib/film/contract";
import { shotMoved } from "../../lib/film/edits";
import type { Proposed } from "../../lib/film/ghosts";
import { inspect } from "../../lib/film/selection";
import { apply, film } from "../../lib/film/session";
import { inWords } from "../../lib/film/vocabulary";
import { Card } from "./Card";
import { CardPicture } from "./CardPicture";
import { PanelTools } from "./PanelTools";
import { seekToShot, useHasFilm } from "./screen";
import styles from "./storyboard.module.css";

const DRAGGED = "application/x-coda-shot";

interface PanelProps {
  shot: Proposed<Shot>;
  tall: boolean;
  scene: string;
  /** The position of the last shot. */
  last: number;
}

/** One shot: its picture, how it is taken, what is said. It can be dragged to another place. */
export function Panel({ shot, tall, scene, last }: PanelProps) {
  const { id, ghost, position, seconds, camera_angle, camera_movement } = shot;
  const number = position + 1;
  const added = ghost?.kind === "added";
  return (
    <Droppable position={position} draggable={!ghost} id={id}>
      <Card collection="shots" id={id} label={labelOf(shot)} ghost={ghost} className={styles.panel} onOpen={added ? undefined : () => inspect(id)}>
        <div className={styles.frame}>
          <CardPicture collection="shots" id={id} ghost={ghost} alt={shot.visual_desc || `Shot ${number}`} tall={tall} />
          <ShotNumber position={position} />
          <span className={styles.seconds}>{seconds.toLocaleString("en", { maximumFractionDigits: 1 })} s</span>
          {!ghost && <PanelTools shot={shot} last={last} />}
        </div>
        <div className={styles.words}>
          <p className={styles.camera}>
            {inWords(camera_angle)} · {inWords(camera_movement)}
          </p>
          <Caption shot={shot} />
          <p className={styles.scene}>{scene}</p>
        </div>
      </Card>
    </Droppable>
  );
}

const labelOf = ({ position, camera_angle, visual_desc }: Shot): string =>
  `Shot ${position + 1}, ${camera_angle.toLowerCase()}${visual_desc ? `: ${visual_desc}` : ""}`;

/** With a film, the number leads to the shot in it. */
function ShotNumber({ position }: { position: number }) {
  const playable = useHasFilm();
  const number = position + 1;
  if (!playable) return <span className={styles.number}>{number}</span>;
  return (
    <button type="button" className={styles.number} title={`Show shot ${number} in the film`} onClick={() => seekToShot(position)}>
      <span className="visually-hidden">Show in the film: shot </span>
      {number}
    </button>
  );
}

function Caption({ shot: { dialogue, speaker, narration, visual_desc } }: { shot: Shot }) {
  if (dialogue) {
    const name = speaker && film().get("characters", speaker)?.name;
    return (
      <p className={styles.said}>
        {typeof name === "string" && <strong>{name}: </strong>}“{dialogue}”
      </p>
    );
  }
  return <p className={classes(styles.said, !narration && styles.silent)}>{narration || visual_desc || "No words"}</p>;
}

interface DroppableProps {
  id: string;
  position: number;
  draggable: boolean;
  children: React.ReactNode;
}

/** A place in the order: what is dropped on it comes to stand there. */
function Droppable({ id, position, draggable, children }: DroppableProps) {
  const [over, setOver] = useState(false);
  const takes = (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED);
  const drop = (event: DragEvent) => {
    setOver(false);
    const moved = event.dataTransfer.getData(DRAGGED);
    if (!moved || moved === id) return;
    event.preventDefault();
    apply(shotMoved(film(), moved, position));
  };
  return (
    <div
      className={classes(styles.place, over && styles.over)}
      draggable={draggable}
      onDragStart={(event) => {
        if ((event.target as HTMLElement).closest("input, textarea, select")) return event.preventDefault();
        event.dataTransfer.setData(DRAGGED, id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
