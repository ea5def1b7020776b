import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Picture } from "../../lib/pictures";
import { SendIcon, StopIcon } from "./ChatIcons";
import { AddPicture, PictureStrip } from "./PictureStrip";
import { readDraft, writeDraft } from "./preferences";
import { usePictures } from "./usePictures";
import styles from "./composer.module.css";

type Props = {
  conversationId: string;
  input: RefObject<HTMLTextAreaElement | null>;
  placeholder: string;
  running: boolean;
  stopping: boolean;
  canSend: boolean;
  /** Nothing can be written. */
  closed: boolean;
  /** Whether the chosen model is known not to see pictures. */
  blind: boolean;
  /** What the user wrote before, oldest first. */
  sent: () => readonly string[];
  /** Resolves to whether the message was taken. */
  onSend: (text: string, pictures: readonly Picture[]) => Promise<boolean>;
  onStop: () => void;
  children: ReactNode;
};

/** As high as its text, up to what the style allows. */
function useFittingHeight(input: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = "auto";
    if (area.scrollHeight > 0) area.style.height = `${area.scrollHeight}px`; // a hidden one has no height yet
  }, [input, text]);
}

export function Composer(props: Props) {
  const { conversationId, input, placeholder, running, stopping, canSend, closed, blind, sent, onSend, onStop } = props;
  const [text, setText] = useState(() => readDraft(conversationId));
  const recalled = useRef(0);
  /** Enter was pressed before the chat was ready; it is sent as soon as it is. */
  const [eager, setEager] = useState(false);
  const pictures = usePictures();
  useFittingHeight(input, text);

  const change = (next: string) => {
    setEager(false);
    setText(next);
    writeDraft(conversationId, next);
  };
  const send = async () => {
    const message = text.trim();
    if (message === "" || running) return;
    if (!canSend) {
      setEager(true);
      return;
    }
    const shown = pictures.list;
    change("");
    pictures.replace([]);
    recalled.current = 0;
    if (await onSend(message, shown)) return;
    change(message);
    pictures.replace(shown);
  };
  useEffect(() => {
    if (eager && canSend) void send();
  });
  const recall = (event: KeyboardEvent) => {
    const all = sent();
    const present = recalled.current > 0 ? all[all.length - recalled.current] : "";
    const earlier = all[all.length - recalled.current - 1];
    if (text !== present || earlier === undefined) return;
    event.preventDefault();
    recalled.current += 1;
    change(earlier);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowUp") recall(event);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className={styles.composer}>
      <PictureStrip pictures={pictures} blind={blind} />
      <div className={styles.box}>
        <AddPicture pictures={pictures} />
        <textarea
          ref={input}
          rows={1}
          data-testid="chat-input"
          aria-label="Message"
          placeholder={placeholder}
          value={text}
          disabled={closed}
          onChange={({ target }) => {
            recalled.current = 0;
            change(target.value);
          }}
          onKeyDown={keyDown}
          onPaste={pictures.paste}
        />
        {running ? (
          <button
            type="button"
            className={styles.round}
            data-testid="stop"
            aria-label="Stop"
            title="Stop"
            disabled={stopping}
            onClick={onStop}
          >
            <StopIcon />
          </button>
        ) : (
          <button
            type="button"
            className={styles.round}
            data-testid="send"
            aria-label="Send"
            title="Send (Enter)"
            disabled={text.trim() === "" || !canSend}
            onClick={() => void send()}
          >
            <SendIcon />
          </button>
        )}
      </div>
      {props.children}
    </div>
  );
}
