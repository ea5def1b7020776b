import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { LiveConversation } from "../../lib/conversationStore";
import { lastTurn, runningTurn } from "../../lib/conversationView";
import type { UserMessage } from "../../lib/events";
import { isPictureKind, type Picture } from "../../lib/pictures";
import { approveAll } from "../../lib/proposalActions";
import { type ChatActions, ChatActionsContext } from "./actions";
import { ChatHeader } from "./ChatHeader";
import { ChatNotes } from "./ChatNotes";
import { Composer } from "./Composer";
import { ComposerOptions } from "./ComposerOptions";
import { EmptyChat } from "./EmptyChat";
import type { LLMChatDialogProps } from "./LLMChatDialog";
import { useMode, useTargetIds } from "./preferences";
import { StatusRegion } from "./StatusRegion";
import { chosenTargets } from "./TargetsMenu";
import { Transcript } from "./Transcript";
import { isBlind, useModels } from "./useModels";
import { useOverlays } from "./useOverlays";
import { useProposalInView } from "./useProposalInView";
import { useSending } from "./useSending";
import styles from "./chat.module.css";

type Props = LLMChatDialogProps & { live: LiveConversation };

/** The pictures of an earlier message, to send them again. */
const picturesOf = ({ media }: UserMessage): Picture[] =>
  media.flatMap(({ media_type, data, name }) => (isPictureKind(media_type) ? [{ media_type, data, name }] : []));

/** Ctrl+Enter approves, except from a message that is being written. */
function approveByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const { target } = event;
  if (target instanceof HTMLTextAreaElement && target.value !== "") return;
  event.preventDefault();
  void approveAll();
}

export function OpenChat(props: Props) {
  const { live, documentId, targets, scopeOf } = props;
  const state = useStore(live.store);
  const { conversation, pending, loaded } = state;
  const panel = useRef<HTMLElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const modelSelect = useRef<HTMLSelectElement>(null);
  const models = useModels();
  const [mode] = useMode();
  const [targetIds] = useTargetIds(documentId);
  const overlays = useOverlays(props);
  useProposalInView(conversation, panel, input);

  const sending = useSending(live, () => ({
    model: models.chosen,
    confirmation: mode,
    scope: scopeOf(chosenTargets(targetIds, targets)),
  }));
  const running = runningTurn(conversation);

  const { reload, error: modelsError } = models;
  useEffect(() => {
    if (state.connection === "live" && modelsError !== null) reload();
  }, [state.connection, modelsError, reload]);

  const send = useRef(sending.send);
  send.current = sending.send;
  const { inspect, showKeyHelp } = overlays;
  const actions = useMemo<ChatActions>(
    () => ({
      resend: ({ message }) => message && void send.current(message.text, picturesOf(message)),
      inspect,
      showKeyHelp,
      focusModel: () => modelSelect.current?.focus(),
      focusInput: () => input.current?.focus(),
      previewLabel: props.previewLabel,
    }),
    [inspect, showKeyHelp, props.previewLabel],
  );
  const loadOlder = useCallback(() => void live.loadOlder(), [live]);
  const empty = useMemo(
    () =>
      loaded && (
        <EmptyChat
          greeting={props.greeting}
          suggestions={props.suggestions}
          onChoose={(text) => void send.current(text)}
        />
      ),
    [loaded, props.greeting, props.suggestions],
  );

  return (
    <ChatActionsContext value={actions}>
      <section ref={panel} className={styles.panel} aria-label={props.title} onKeyDown={approveByKey}>
        <ChatHeader
          title={props.title}
          spent={conversation.totals}
          onHistory={overlays.showEarlier}
          onNew={overlays.startNew}
        />
        <Transcript
          turns={conversation.turns}
          undone={conversation.undone}
          pending={pending}
          busy={running !== undefined || pending !== null}
          hasOlder={state.firstSeq > 1}
          loadOlder={loadOlder}
          empty={empty}
        />
        <ChatNotes state={state} sending={sending} models={models} running={running !== undefined} />
        <Composer
          conversationId={live.id}
          input={input}
          placeholder={props.placeholder}
          running={running !== undefined}
          stopping={running !== undefined && state.stopping === running.runId}
          closed={overlays.leaving}
          canSend={loaded && pending === null && models.chosen !== ""}
          blind={isBlind(models)}
          sent={() => conversation.turns.flatMap(({ message }) => message?.text ?? [])}
          onSend={sending.send}
          onStop={() => running && sending.stop(running.runId)}
        >
          <ComposerOptions
            models={models}
            modelSelect={modelSelect}
            documentId={documentId}
            targets={targets}
            targetsLabel={props.targetsLabel}
          />
        </Composer>
        <StatusRegion turn={lastTurn(conversation)} loaded={loaded} />
        {overlays.element}
      </section>
    </ChatActionsContext>
  );
}
