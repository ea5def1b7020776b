import { createStore } from "zustand/vanilla";
import { liveUrl } from "../api";

export const connectionStore = createStore<{ lost: boolean; retryNow: () => void }>()(() => ({
  lost: false,
  retryNow: () => undefined,
}));

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** The document's live socket; it reconnects with growing waits until it is closed. */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT_MS;
  private timer = 0;
  private closed = false;

  constructor(
    private readonly documentId: string,
    private readonly receive: (frame: unknown) => void,
  ) {
    this.connect();
  }

  send(frame: { readonly type: string }): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
    connectionStore.setState({ lost: false });
  }

  private connect(): void {
    clearTimeout(this.timer);
    const socket = new WebSocket(liveUrl(this.documentId));
    this.socket = socket;
    socket.onopen = () => {
      this.wait = FIRST_WAIT_MS;
      connectionStore.setState({ lost: false });
    };
    socket.onmessage = (event) => this.receive(JSON.parse(String(event.data)));
    socket.onclose = () => this.socket === socket && this.retry();
  }

  private retry(): void {
    if (this.closed) return;
    connectionStore.setState({ lost: true, retryNow: () => this.connect() });
    this.timer = window.setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
  }
}
