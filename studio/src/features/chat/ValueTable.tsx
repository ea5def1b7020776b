import { isColour, toHex } from "./colour";
import { readable } from "./format";
import styles from "./call.module.css";

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function Value({ name, value }: { name: string; value: unknown }) {
  if (isColour(name, value))
    return (
      <>
        <span className={styles.swatch} style={{ background: toHex(value) }} />
        {value.join(", ")}
      </>
    );
  if (value === null || value === undefined) return <span className={styles.dim}>none</span>;
  if (typeof value === "string") return <>{value === "" ? "“”" : value}</>;
  if (typeof value !== "object") return <>{String(value)}</>;
  const flat = JSON.stringify(value);
  return flat.length <= 60 ? (
    <code>{flat}</code>
  ) : (
    <pre className={styles.json}>{JSON.stringify(value, null, 2)}</pre>
  );
}

/** An object as rows of name and value; anything else as JSON. */
export function ValueTable({ value }: { value: unknown }) {
  if (!isPlainObject(value)) return <Value name="" value={value} />;
  const rows = Object.entries(value);
  if (rows.length === 0) return <span className={styles.dim}>none</span>;
  return (
    <table className={styles.table}>
      <tbody>
        {rows.map(([name, item]) => (
          <tr key={name}>
            <th scope="row" title={name}>
              {readable(name)}
            </th>
            <td>
              <Value name={name} value={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
