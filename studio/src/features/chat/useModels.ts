import { useCallback, useEffect, useState } from "react";
import { getModels, type ModelChoice } from "../../lib/conversationApi";
import { sentence } from "../../lib/http";
import { noteModelInUse } from "../../lib/modelInUse";
import { useChosenModel } from "./preferences";

export type Models = {
  choices: readonly ModelChoice[];
  /** The id to send with; empty until the list is there. */
  chosen: string;
  choose: (id: string) => void;
  error: string | null;
  reload: () => void;
};

/** Offline is no language model, and the choice says so. */
export function modelLabel(model: ModelChoice): string {
  const unclear = model.provider === "offline" && !/not a language model/i.test(model.display_name);
  const name = unclear ? `${model.display_name} (not a language model)` : model.display_name;
  return model.available ? name : `${name}: ${model.why_not ?? "not available"}`;
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

/** What one should know of a model before asking it, in a line; empty for the offline commands. */
export function modelFacts(model: ModelChoice): string {
  if (model.provider === "offline") return "";
  const { context_window, price, capabilities, note } = model;
  return [
    note,
    context_window ? `${compact.format(context_window)} tokens of context` : "",
    price,
    capabilities?.includes("vision") ? "sees pictures" : "",
    capabilities && !capabilities.includes("function-calling") ? "cannot act, only talk" : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

export function isBlind({ choices, chosen }: Models): boolean {
  const capabilities = choices.find(({ id }) => id === chosen)?.capabilities;
  return capabilities ? !capabilities.includes("vision") : false;
}

/** The choices by the name of their provider, in the server's order. */
export function byProvider(models: readonly ModelChoice[]): [string, ModelChoice[]][] {
  const groups = new Map<string, ModelChoice[]>();
  for (const model of models) {
    const name = model.id.split("/", 1)[0] ?? model.id;
    groups.set(name, [...(groups.get(name) ?? []), model]);
  }
  return [...groups];
}

export function useModels(): Models {
  const [list, setList] = useState<{ models: ModelChoice[]; default_model: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [saved, choose] = useChosenModel();

  const reload = useCallback(() => {
    getModels().then(
      (models) => {
        setList(models);
        setError(null);
      },
      (failure: unknown) => setError(sentence(failure)),
    );
  }, []);
  useEffect(reload, [reload]);

  const choices = list?.models ?? [];
  const usable = choices.some((model) => model.id === saved && model.available);
  const chosen = usable && saved ? saved : (list?.default_model ?? "");
  useEffect(() => noteModelInUse(chosen), [chosen]);
  return { choices, chosen, choose, error, reload };
}
