import { expect, test } from "vitest";
import { usage } from "../../lib/conversationScript";
import { counts, duration, readable, spending, totals } from "./format";

test("spending says what is known of the price", () => {
  const spent = { tokens: 1234, estimated: false, costUsd: 0.0021, offline: false };
  expect(spending(spent)).toBe("1,234 tokens · $0.0021");
  expect(spending({ ...spent, costUsd: null })).toBe("1,234 tokens · price unknown");
  expect(spending({ ...spent, costUsd: 0, offline: true })).toBe("1,234 tokens · no cost");
  expect(spending({ ...spent, estimated: true })).toBe("≈ 1,234 tokens · $0.0021");
});

test("totals with unpriced requests are a lower bound, and say so", () => {
  const update = { type: "analytics_update", requests: 2, usage: usage(10, 5), cost_usd: 0.5 } as const;
  expect(totals({ ...update, unpriced_requests: 0 })).toBe("15 tokens · $0.5000");
  expect(totals({ ...update, unpriced_requests: 1 })).toBe("15 tokens · at least $0.5000");
  expect(totals({ ...update, unpriced_requests: 2, cost_usd: 0 })).toBe("15 tokens · price unknown");
  expect(totals({ ...update, unpriced_requests: 0, cost_usd: 0 })).toBe("15 tokens · no cost");
});

test("durations, counts and names read plainly", () => {
  expect([0.2, 42.4, 1500, 61_000].map(duration)).toEqual(["<1 ms", "42 ms", "1.5 s", "1 min 1 s"]);
  expect(counts({ added: 1200, changed: 0, removed: 3 })).toBe("1,200 added · 3 removed");
  expect(counts({ added: 0, changed: 0, removed: 0 })).toBe("No change of the document");
  expect(["start_time", "endColor", "x"].map(readable)).toEqual(["Start time", "End color", "X"]);
});
