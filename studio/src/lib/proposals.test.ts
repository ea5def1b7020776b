import { afterEach, describe, expect, test } from "vitest";
import { added, proposal, proposedCall } from "./conversationScript";
import type { Change } from "./events";
import {
  amendProposal,
  closeProposal,
  compose,
  countChanges,
  getGhosts,
  getOpenProposal,
  openProposal,
  setGhostPreview,
  tickCall,
} from "./proposals";

const change = (id: string, before: object | null, after: object | null) =>
  ({ collection: "things", id, before, after }) as Change;

afterEach(() => {
  closeProposal();
  setGhostPreview(true);
});

describe("composing changes", () => {
  test("leaves one change for each entity, from its first before to its last after", () => {
    const net = compose([change("a", null, { n: 1 }), change("b", { n: 1 }, { n: 2 }), change("a", { n: 1 }, { n: 3 })]);
    expect(net).toEqual([change("a", null, { n: 3 }), change("b", { n: 1 }, { n: 2 })]);
  });

  test("drops what cancels out", () => {
    expect(compose([change("a", null, { n: 1 }), change("a", { n: 1 }, null)])).toEqual([]);
    expect(compose([change("a", { n: 1 }, { n: 2 }), change("a", { n: 2 }, { n: 1 })])).toEqual([]);
  });

  test("keeps equal ids of different collections apart", () => {
    const other = { ...change("a", null, { n: 1 }), collection: "others" };
    expect(compose([change("a", null, { n: 1 }), other])).toHaveLength(2);
  });

  test("counts creations, edits and deletions", () => {
    const all = [change("a", null, {}), change("b", {}, { n: 1 }), change("c", {}, null), change("d", {}, null)];
    expect(countChanges(all)).toEqual({ added: 1, changed: 1, removed: 2 });
  });
});

describe("the waiting proposal", () => {
  const two = proposal([proposedCall("a"), proposedCall("b")]);

  test("shows the ghosts of the ticked calls", () => {
    expect(getGhosts()).toBeNull();
    openProposal("run1", two);
    expect(getGhosts()).toEqual({ changes: [added("thing-a"), added("thing-b")], baseRevision: 7 });
    tickCall("p1", "a", false);
    expect(getGhosts()?.changes).toEqual([added("thing-b")]);
    tickCall("p1", "a", true);
    expect(getGhosts()?.changes).toHaveLength(2);
  });

  test("hides its ghosts on request and when it is gone", () => {
    openProposal("run1", two);
    setGhostPreview(false);
    expect(getGhosts()).toBeNull();
    setGhostPreview(true);
    expect(getGhosts()).not.toBeNull();
    closeProposal();
    expect(getGhosts()).toBeNull();
  });

  test("keeps the ticks when it arrives again, and starts anew when another replaces it", () => {
    openProposal("run1", two);
    tickCall("p1", "a", false);
    openProposal("run1", { ...two });
    expect(getOpenProposal()?.ticked.size).toBe(1);
    openProposal("run1", proposal(two.calls, { proposal_id: "p2", replaces: "p1" }));
    expect(getOpenProposal()?.ticked.size).toBe(2);
  });

  test("shows what the edits would do once the server has said so", () => {
    openProposal("run1", two);
    const edited = proposedCall("a", { changes: [added("moved")] });
    amendProposal("p1", () => ({ preview: proposal([edited, proposedCall("b")], { digest: "digest-2" }) }));
    expect(getGhosts()?.changes).toEqual([added("moved"), added("thing-b")]);
  });

  test("is not touched by what concerns another", () => {
    openProposal("run1", two);
    const before = getOpenProposal();
    tickCall("p9", "a", false);
    expect(getOpenProposal()).toBe(before);
  });
});
