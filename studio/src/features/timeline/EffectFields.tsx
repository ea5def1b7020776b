import { ColorInput } from "../../components/ColorInput";
import { IconButton } from "../../components/IconButton";
import { Select } from "../../components/Select";
import type { Effect, Rgb } from "../../lib/contract";
import { fromHex, toHex } from "../../lib/palette";
import { CommitField } from "./CommitField";
import { EASINGS, EFFECTS, type NumberParameter, titled } from "./effectParameters";
import styles from "./Inspector.module.css";

interface EffectFieldsProps {
  effect: Effect;
  onChange: (effect: Effect) => void;
  onRemove: () => void;
}

export function EffectFields({ effect, onChange, onRemove }: EffectFieldsProps) {
  const { type, parameters } = effect;
  const set = (name: string, value: unknown) => onChange({ type, parameters: { ...parameters, [name]: value } });
  return (
    <div className={styles.effect}>
      <div className={styles.effectHead}>
        {titled(type)}
        <IconButton small icon="trash" label={`Remove ${type}`} onClick={onRemove} />
      </div>
      <div className={styles.parameters}>
        {EFFECTS[type]?.map((parameter) => (
          <CommitField
            key={parameter.name}
            label={parameter.label}
            value={Number(parameters[parameter.name] ?? parameter.fallback)}
            format={String}
            parse={(text) => numberIn(text, parameter)}
            onCommit={(value) => set(parameter.name, value)}
          />
        ))}
      </div>
      {type === "fade" && <FadeFields parameters={parameters} set={set} />}
    </div>
  );
}

function FadeFields({ parameters, set }: { parameters: Effect["parameters"]; set: (name: string, value: unknown) => void }) {
  const target = (parameters.target_color ?? [0, 0, 0]) as Rgb;
  return (
    <div className={styles.row}>
      <Select
        label="Easing"
        options={EASINGS.map((value) => ({ value, label: value }))}
        value={String(parameters.easing ?? "linear")}
        onChange={(event) => set("easing", event.target.value)}
      />
      <div className={styles.group}>
        <span className={styles.label}>To</span>
        <ColorInput label="Target color" value={toHex(target)} onPick={(hex) => set("target_color", fromHex(hex) ?? target)} />
      </div>
    </div>
  );
}

function numberIn(text: string, { least, most }: NumberParameter): { value: number } | { problem: string } {
  const value = Number(text.replace(",", "."));
  const holds = text.trim() !== "" && value >= least && value <= most;
  return holds ? { value } : { problem: `Between ${least} and ${most}.` };
}
