import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { sentence } from "../http";
import { modelInUse } from "../modelInUse";
import { toast } from "../toasts";
import type { Standing, Step } from "./contract";
import { getStanding, postCancel, postConfirm, postGenerate } from "./filmApi";

/** Where the open film stands: the server's word, kept up to date over the live socket. */
interface StandingState {
  readonly id: string;
  /** Null until the server has said it. */
  readonly standing: Standing | null;
  /** A request of the user's that the server has not answered yet. */
  readonly asking: boolean;
}

const NOTHING: StandingState = { id: "", standing: null, asking: false };

export const standingStore = createStore<StandingState>()(() => NOTHING);

export const useStanding = <T>(select: (state: StandingState) => T): T => useStore(standingStore, select);

export const forgetStanding = (): void => standingStore.setState(NOTHING);

/** News of the live socket; they are whole, so the newest is all there is to know. */
export function noteStanding({ state, step_info, activity, film }: Standing): void {
  standingStore.setState({ standing: { state, step_info, activity, film } });
}

/** Asks the server; what the live socket told meanwhile is newer than the answer. */
async function ask(id: string): Promise<void> {
  const before = standingStore.getState().standing;
  const answer = await getStanding(id);
  const now = standingStore.getState();
  if (now.id === id && now.standing === before) noteStanding(answer);
}

export async function loadStanding(id: string): Promise<void> {
  standingStore.setState({ id });
  try {
    await ask(id);
  } catch (error) {
    toast(sentence(error), { label: "Try again", run: () => void loadStanding(id) });
  }
}

async function request(send: (id: string) => Promise<unknown>): Promise<void> {
  const { id, asking } = standingStore.getState();
  if (asking) return;
  standingStore.setState({ asking: true });
  try {
    await send(id);
    await ask(id);
  } catch (error) {
    toast(sentence(error));
  } finally {
    standingStore.setState({ asking: false });
  }
}

export const generate = (step: Step): Promise<void> => request((id) => postGenerate(id, step, modelInUse()));
export const confirm = (step: Step): Promise<void> => request((id) => postConfirm(id, step, modelInUse()));
export const cancel = (): Promise<void> => request(postCancel);
