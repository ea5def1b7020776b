/** Figures and names as the chat writes them. */

import type { AnalyticsUpdate } from "../../lib/events";
import type { Spending } from "../../lib/conversationTurn";
import type { ChangeCounts } from "../../lib/proposals";

const whole = new Intl.NumberFormat("en-US");

export const tokens = (count: number, estimated = false): string =>
  `${estimated ? "≈ " : ""}${whole.format(count)} ${count === 1 ? "token" : "tokens"}`;

export const dollars = (usd: number): string => `$${usd.toFixed(4)}`;

export function spending({ tokens: count, estimated, costUsd, offline }: Spending): string {
  const cost = offline ? "no cost" : costUsd === null ? "price unknown" : dollars(costUsd);
  return `${tokens(count, estimated)} · ${cost}`;
}

/** Totals; requests without a known price make the sum a lower bound, and say so. */
export function totals(update: AnalyticsUpdate): string {
  const { usage, cost_usd, unpriced_requests, requests } = update;
  const count = tokens(usage.prompt_tokens + usage.completion_tokens, usage.estimated);
  if (unpriced_requests > 0 && unpriced_requests >= requests) return `${count} · price unknown`;
  if (unpriced_requests > 0) return `${count} · at least ${dollars(cost_usd)}`;
  return cost_usd === 0 ? `${count} · no cost` : `${count} · ${dollars(cost_usd)}`;
}

export function duration(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function counts({ added, changed, removed }: ChangeCounts): string {
  const parts = [
    added > 0 && `${whole.format(added)} added`,
    changed > 0 && `${whole.format(changed)} changed`,
    removed > 0 && `${whole.format(removed)} removed`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : "No change of the document";
}

/** `start_time` and `startTime` become "Start time". */
export function readable(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function clock(ms: number): string {
  return new Date(ms).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
