import { type RefObject, useId } from "react";
import type { ConfirmationMode } from "../../lib/events";
import { useMode } from "./preferences";
import { TargetsMenu, type Target } from "./TargetsMenu";
import { byProvider, modelFacts, modelLabel, type Models } from "./useModels";
import styles from "./composer.module.css";

const MODES: readonly { value: ConfirmationMode; label: string; meaning: string }[] = [
  { value: "full", label: "Full confirmation", meaning: "Every change waits for your approval." },
  { value: "selective", label: "Selective", meaning: "Small changes run at once; large ones wait for you." },
  { value: "auto", label: "Full automation", meaning: "Nothing waits. Each turn can be undone." },
];

type Props = {
  models: Models;
  modelSelect: RefObject<HTMLSelectElement | null>;
  documentId: string;
  targets: readonly Target[];
  targetsLabel: string;
};

function ModelSelect({ models, modelSelect }: Pick<Props, "models" | "modelSelect">) {
  const chosen = models.choices.find(({ id }) => id === models.chosen);
  return (
    <select
      ref={modelSelect}
      className={styles.pill}
      data-testid="model"
      aria-label="Model"
      title={chosen ? modelLabel(chosen) : "Model"}
      value={models.chosen}
      onChange={({ target }) => models.choose(target.value)}
    >
      {models.choices.length === 0 && <option value="">{models.error ? "No models" : "Loading…"}</option>}
      {byProvider(models.choices).map(([name, group]) => (
        <optgroup key={name} label={name}>
          {group.map((model) => (
            <option key={model.id} value={model.id} disabled={!model.available} title={modelFacts(model)}>
              {modelLabel(model)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

export function ComposerOptions({ models, modelSelect, documentId, targets, targetsLabel }: Props) {
  const [mode, setMode] = useMode();
  const meaningId = useId();
  const meaning = MODES.find(({ value }) => value === mode)?.meaning;
  const chosen = models.choices.find(({ id }) => id === models.chosen);
  const facts = chosen ? modelFacts(chosen) : "";
  return (
    <div className={styles.options}>
      <ModelSelect models={models} modelSelect={modelSelect} />
      <select
        className={styles.pill}
        data-testid="mode"
        aria-label="Confirmation"
        aria-describedby={meaningId}
        value={mode}
        onChange={({ target }) => setMode(target.value as ConfirmationMode)}
      >
        {MODES.map(({ value, label, meaning: title }) => (
          <option key={value} value={value} title={title}>
            {label}
          </option>
        ))}
      </select>
      <TargetsMenu documentId={documentId} targets={targets} label={targetsLabel} />
      {facts && (
        <p className={styles.meaning} data-testid="model-facts">
          {facts}
        </p>
      )}
      <p id={meaningId} className={styles.meaning}>
        {meaning}
      </p>
    </div>
  );
}
