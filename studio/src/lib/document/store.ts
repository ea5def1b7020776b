import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { History } from "../contract";
import { ShowModel } from "./model";

/**
 * The open show. `model` is changed in place (a hundred thousand segments are not copied for an
 * edit); `version` grows with every change, so whoever renders from the model itself subscribes to `version`.
 */
export interface ShowState {
  readonly phase: "none" | "loading" | "ready" | "failed";
  readonly problem: string | null;
  readonly id: string;
  readonly name: string;
  readonly conversationId: string;
  readonly revision: number;
  readonly history: History;
  readonly model: ShowModel;
  readonly version: number;
}

const EMPTY_HISTORY: History = { can_undo: false, undo_note: null, can_redo: false, redo_note: null };

export const noShow = (): ShowState => ({
  phase: "none",
  problem: null,
  id: "",
  name: "",
  conversationId: "",
  revision: 0,
  history: EMPTY_HISTORY,
  model: new ShowModel({}),
  version: 0,
});

export const showStore = createStore<ShowState>()(noShow);

export const useShow = <T>(select: (state: ShowState) => T): T => useStore(showStore, select);

export const model = () => showStore.getState().model;
