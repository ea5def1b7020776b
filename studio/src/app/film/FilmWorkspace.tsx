import { lazy, Suspense, useState } from "react";
import { classes } from "../../components/classes";
import { Spinner } from "../../components/Spinner";
import { Board } from "../../features/film/Board";
import { HistoryPanel } from "../../features/history/HistoryPanel";
import { ShortcutsSheet } from "../../features/shortcuts/ShortcutsSheet";
import { useFilm } from "../../lib/film/session";
import { useOpenProposal } from "../../lib/proposals";
import app from "../App.module.css";
import { ConnectionBanner } from "../ConnectionBanner";
import { setPanels, usePanels } from "../panels";
import { Resizer } from "../Resizer";
import { BINDINGS, WALKING } from "./bindings";
import { FilmBar } from "./FilmBar";
import styles from "./FilmWorkspace.module.css";
import { useFilmShortcuts } from "./useFilmShortcuts";

const FilmCopilot = lazy(async () => ({ default: (await import("./FilmCopilot")).FilmCopilot }));

type Side = "board" | "chat";

/** The studio around an open film: the board, with the copilot beside it, or in its place where there is no room. */
export function FilmWorkspace({ id }: { id: string }) {
  const conversationId = useFilm((state) => state.conversationId);
  const title = useFilm((state) => state.model.episode?.title ?? state.name);
  const { chat, chatWidth, history, help } = usePanels();
  const [side, setSide] = useState<Side>("board");
  useFilmShortcuts();
  const lookInChat = () => {
    setPanels({ chat: true });
    setSide("chat");
    requestAnimationFrame(showProposal);
  };
  return (
    <div className={app.show}>
      <FilmBar />
      <ConnectionBanner />
      <Sides side={side} onChoose={setSide} />
      <div className={classes(app.body, styles.body)} data-side={side}>
        <main className={classes(app.main, styles.main)}>
          <h1 className="visually-hidden">{title}</h1>
          <Board onLook={lookInChat} />
          {history && (
            <div className={app.history}>
              <HistoryPanel documentId={id} onClose={() => setPanels({ history: false })} />
            </div>
          )}
        </main>
        <aside className={classes(styles.side, !chat && styles.closed)} aria-label="Beside the board">
          <Resizer
            label="Width of the copilot"
            orientation="vertical"
            value={chatWidth}
            least={280}
            most={640}
            sense={-1}
            onResize={(value) => setPanels({ chatWidth: value })}
          />
          <div className={app.chat} style={{ width: chatWidth }}>
            <Suspense fallback={<Spinner label="Opening the copilot" />}>
              <FilmCopilot documentId={id} conversationId={conversationId} />
            </Suspense>
          </div>
        </aside>
      </div>
      <ShortcutsSheet bindings={[...BINDINGS, WALKING]} open={help} onClose={() => setPanels({ help: false })} />
    </div>
  );
}

function showProposal(): void {
  const card = document.querySelector<HTMLElement>("[data-testid=proposal]");
  card?.scrollIntoView({ block: "nearest" });
  card?.querySelector<HTMLElement>("[data-testid=approve-all]")?.focus();
}

/** Where the window is narrow: which of the two is seen. */
function Sides({ side, onChoose }: { side: Side; onChoose: (side: Side) => void }) {
  const waits = useOpenProposal() !== null;
  return (
    <div className={styles.sides} role="group" aria-label="What is shown">
      <button type="button" aria-pressed={side === "board"} onClick={() => onChoose("board")}>
        Board
      </button>
      <button type="button" aria-pressed={side === "chat"} data-testid="side-chat" onClick={() => onChoose("chat")}>
        Copilot
        {waits && side !== "chat" && (
          <span className={styles.waits}>
            <span className="visually-hidden">a proposal waits</span>
          </span>
        )}
      </button>
    </div>
  );
}
