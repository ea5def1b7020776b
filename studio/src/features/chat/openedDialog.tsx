/** Opens the dialog on a scripted server, for the tests. */

import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { called, message, proposal, proposedCall, started } from "../../lib/conversationScript";
import type { JournalEvent } from "../../lib/events";
import { LLMChatDialog } from "./LLMChatDialog";
import { ScriptedServer } from "./scriptedServer";

export const DIALOG = {
  documentId: "d1",
  conversationId: "c1",
  onConversation: () => undefined,
  title: "Helper",
  greeting: "What now?",
  placeholder: "Say it",
  targets: [
    { id: "t1", label: "One" },
    { id: "t2", label: "Two" },
  ],
  targetsLabel: "Parts",
  scopeOf: (timelines: string[] | null) => ({ timelines, playhead_ms: 0 }),
  suggestions: ["Do this", "Do that"],
  previewLabel: "Show it there",
};

export const PROPOSALS = "/runs/run1/proposals/p1";
export let server: ScriptedServer;

/** To be called once by each test file. */
export function stageDialog(): void {
  beforeEach(() => {
    // jsdom measures nothing, so the list keeps its turns hidden; the newest is mounted all the same.
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
    HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
      this.open = true;
    };
    server = new ScriptedServer();
  });

  afterEach(() => {
    cleanup();
    localStorage.clear();
    vi.unstubAllGlobals();
  });
}

export async function open(...events: JournalEvent[]) {
  server.journal(...events);
  render(<LLMChatDialog {...DIALOG} />);
  await waitFor(() => expect(screen.getByTestId<HTMLSelectElement>("model").value).not.toBe(""));
  await waitFor(() => expect(server.sent.some(({ path }) => path.endsWith("/stream"))).toBe(true));
}

export const input = () => screen.getByTestId<HTMLTextAreaElement>("chat-input");
export const type = (text: string) => fireEvent.change(input(), { target: { value: text } });
export const press = (key: string, more = {}) => fireEvent.keyDown(input(), { key, ...more });
export const click = (testId: string) => fireEvent.click(screen.getByTestId(testId));

export const two = [proposedCall("a"), proposedCall("b")];
export const waiting = [message("make two"), started, called(...two), proposal(two)];
