interface ChoiceProps<V extends string | number> {
  label: string;
  choices: readonly { readonly value: V; readonly label: string }[];
  value: V;
  onPick: (value: V) => void;
}

/** One of a few values, as a pill. */
export function Choice<V extends string | number>({ label, choices, value, onPick }: ChoiceProps<V>) {
  const pick = (text: string) => {
    const chosen = choices.find((choice) => String(choice.value) === text);
    if (chosen) onPick(chosen.value);
  };
  return (
    <select aria-label={label} title={label} value={String(value)} onChange={(event) => pick(event.target.value)}>
      {choices.map((choice) => (
        <option key={choice.value} value={String(choice.value)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
