import { lazy, Suspense } from "react";
import { Spinner } from "../../components/Spinner";
import { HistoryPanel } from "../../features/history/HistoryPanel";
import { Transport } from "../../features/playback/Transport";
import { Preview } from "../../features/preview/Preview";
import { BINDINGS } from "../../features/shortcuts/bindings";
import { ColorKeyTable } from "../../features/shortcuts/ColorKeyTable";
import { ShortcutsSheet } from "../../features/shortcuts/ShortcutsSheet";
import { useShortcuts } from "../../features/shortcuts/useShortcuts";
import { Timeline } from "../../features/timeline/Timeline";
import { TimelineTools } from "../../features/timeline/TimelineTools";
import { useShow } from "../../lib/show/session";
import styles from "../App.module.css";
import { ColorKeysBadge } from "./ColorKeysBadge";
import { COMMANDS, paintKey } from "./commands";
import { ConnectionBanner } from "../ConnectionBanner";
import { DropZone } from "./DropZone";
import { setPanels, usePanels } from "../panels";
import { pickSong } from "./pickSong";
import { Resizer } from "../Resizer";
import { ShowBar } from "./ShowBar";

const ShowCopilot = lazy(async () => ({ default: (await import("./ShowCopilot")).ShowCopilot }));

/** The studio around an open show: stage, transport and timeline, with the copilot beside them. */
export function Workspace({ id }: { id: string }) {
  const conversationId = useShow((state) => state.conversationId);
  const { chat, chatWidth, stageHeight, history, help } = usePanels();
  useShortcuts(COMMANDS, paintKey);
  return (
    <div className={styles.show}>
      <ShowBar id={id} />
      <ConnectionBanner />
      <div className={styles.body}>
        <main className={styles.main}>
          <div className={styles.stage} style={{ height: stageHeight }}>
            <Preview />
          </div>
          <Resizer
            label="Height of the preview"
            orientation="horizontal"
            value={stageHeight}
            least={90}
            most={560}
            sense={1}
            onResize={(value) => setPanels({ stageHeight: value })}
          />
          <Transport />
          <TimelineTools />
          <div className={styles.lanes}>
            <Timeline onLoadSong={pickSong} />
          </div>
          <ColorKeysBadge />
          {history && (
            <div className={styles.history}>
              <HistoryPanel documentId={id} onClose={() => setPanels({ history: false })} />
            </div>
          )}
        </main>
        {chat && (
          <>
            <Resizer
              label="Width of the copilot"
              orientation="vertical"
              value={chatWidth}
              least={280}
              most={640}
              sense={-1}
              onResize={(value) => setPanels({ chatWidth: value })}
            />
            <div className={styles.chat} style={{ width: chatWidth }}>
              <Suspense fallback={<Spinner label="Opening the copilot" />}>
                <ShowCopilot documentId={id} conversationId={conversationId} />
              </Suspense>
            </div>
          </>
        )}
      </div>
      <DropZone />
      <ShortcutsSheet bindings={BINDINGS} open={help} onClose={() => setPanels({ help: false })}>
        <ColorKeyTable />
      </ShortcutsSheet>
    </div>
  );
}
