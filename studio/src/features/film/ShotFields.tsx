import type { ReactNode } from "react";
import { Select } from "../../components/Select";
import type { Row, Shot } from "../../lib/film/contract";
import { setFields, useFilm } from "../../lib/film/session";
import { ANGLES, ELEMENTS, MOVEMENTS, optionsOf, POSES, TIMES, WEATHERS } from "../../lib/film/vocabulary";
import { Chips } from "./Chips";
import { EditableText } from "./EditableText";
import { Lengths } from "./Lengths";
import styles from "./inspector.module.css";

type Set = (part: Partial<Shot>) => void;
type Part = { shot: Row<Shot>; set: Set };

const MOST_ELEMENTS = 6;
const AS_THE_SCENE = { value: "", label: "As the scene" };

export function ShotFields({ shot }: { shot: Row<Shot> }) {
  const set: Set = (part) => setFields("shots", shot.id, part, `Change shot ${shot.position + 1}`);
  return (
    <div className={styles.fields}>
      <Words shot={shot} set={set} />
      <Camera shot={shot} set={set} />
      <Cast shot={shot} set={set} />
      <Said shot={shot} set={set} />
      <Place shot={shot} set={set} />
    </div>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

function Words({ shot, set }: Part) {
  return (
    <Field label="Picture">
      <EditableText
        label="Picture"
        className={styles.text}
        value={shot.visual_desc}
        maxLength={1000}
        lines
        placeholder="What is seen?"
        onCommit={(visual_desc) => set({ visual_desc })}
      />
    </Field>
  );
}

function Camera({ shot, set }: Part) {
  return (
    <div className={styles.three}>
      <Select label="Camera angle" options={optionsOf(ANGLES)} value={shot.camera_angle} onChange={(event) => set({ camera_angle: event.target.value as Shot["camera_angle"] })} />
      <Select label="Movement" options={optionsOf(MOVEMENTS)} value={shot.camera_movement} onChange={(event) => set({ camera_movement: event.target.value as Shot["camera_movement"] })} />
      <Lengths seconds={shot.seconds} onCommit={(seconds) => set({ seconds })} />
    </div>
  );
}

function Cast({ shot, set }: Part) {
  const cast = useFilm((state) => state.model.characters);
  const toggled = (id: string) => {
    const there = shot.characters.includes(id);
    const characters = there ? shot.characters.filter((other) => other !== id) : [...shot.characters, id];
    set({ characters, ...(there && shot.speaker === id ? { speaker: null } : {}) });
  };
  return (
    <>
      {cast.length > 0 && (
        <Field label="In the picture, from left to right">
          <div className={styles.cast} role="group" aria-label="In the picture">
            {cast.map(({ id, name }) => (
              <button key={id} type="button" aria-pressed={shot.characters.includes(id)} onClick={() => toggled(id)}>
                {name}
              </button>
            ))}
          </div>
        </Field>
      )}
      <div className={styles.two}>
        <Select label="Pose" options={optionsOf(POSES)} value={shot.pose} onChange={(event) => set({ pose: event.target.value as Shot["pose"] })} />
        <Field label="Action">
          <EditableText label="Action" className={styles.text} value={shot.character_action ?? ""} maxLength={1000} placeholder="What do they do?" onCommit={(text) => set({ character_action: text || null })} />
        </Field>
      </div>
    </>
  );
}

function Said({ shot, set }: Part) {
  const cast = useFilm((state) => state.model.characters);
  const speakers = [{ value: "", label: "Nobody" }, ...cast.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <Field label="Narration">
        <EditableText label="Narration" className={styles.text} value={shot.narration} maxLength={200} placeholder="What does the narrator say?" onCommit={(narration) => set({ narration })} />
      </Field>
      <Field label="Dialogue">
        <EditableText label="Dialogue" className={styles.text} value={shot.dialogue ?? ""} maxLength={200} placeholder="What does a character say?" onCommit={(text) => set({ dialogue: text || null })} />
      </Field>
      <div className={styles.two}>
        <Select label="Speaker" options={speakers} value={shot.speaker ?? ""} onChange={(event) => set({ speaker: event.target.value || null })} />
        <Field label="Voice">
          <EditableText label="Voice" className={styles.text} value={shot.voice_actor ?? ""} maxLength={80} placeholder="The film's own" onCommit={(text) => set({ voice_actor: text || null })} />
        </Field>
      </div>
    </>
  );
}

function Place({ shot, set }: Part) {
  const scenes = useFilm((state) => state.model.scenes);
  const places = scenes.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className={styles.three}>
        <Select label="Scene" options={places} value={shot.scene} onChange={(event) => set({ scene: event.target.value })} />
        <Select label="Time of day" options={[AS_THE_SCENE, ...optionsOf(TIMES)]} value={shot.time ?? ""} onChange={(event) => set({ time: (event.target.value || null) as Shot["time"] })} />
        <Select label="Weather" options={[AS_THE_SCENE, ...optionsOf(WEATHERS)]} value={shot.weather ?? ""} onChange={(event) => set({ weather: (event.target.value || null) as Shot["weather"] })} />
      </div>
      <Field label={shot.elements === null ? "Things in the picture (read from its words)" : "Things in the picture"}>
        <Chips label="Things" chosen={shot.elements ?? []} words={ELEMENTS} most={MOST_ELEMENTS} onChange={(elements) => set({ elements })} />
      </Field>
    </>
  );
}
