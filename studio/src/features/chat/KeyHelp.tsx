import { Dialog } from "../../components/Dialog";
import styles from "./chat.module.css";

/** How a key reaches the server. It is never asked for in the page. */
export function KeyHelp({ provider, onClose }: { provider: string; onClose: () => void }) {
  const variable = `${provider.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_API_KEY`;
  return (
    <Dialog title={`The key for ${provider}`} open onClose={onClose}>
      <div className={styles.help}>
        <p>
          Keys are never typed into this page. The server takes them from an environment variable, usually{" "}
          <code>{variable}</code>, or from the keyring of this computer:
        </p>
        <pre>coda keys set {provider}</pre>
        <p>Set the key, start the server again, and then ask once more.</p>
      </div>
    </Dialog>
  );
}
