import { memo, type MouseEvent, useMemo } from "react";
import { blockHtml, markdownBlocks } from "../../lib/markdown";
import { copyText } from "./copyText";
import "./markdown.css";

type BlockToken = Parameters<typeof blockHtml>[0];

/** A block is rendered again only when its own source changes. */
const Block = memo(
  function Block({ token }: { token: BlockToken }) {
    return <div dangerouslySetInnerHTML={{ __html: blockHtml(token) }} />;
  },
  (before, after) => before.token.raw === after.token.raw && before.token.type === after.token.type,
);

function copyClicked(event: MouseEvent<HTMLElement>): void {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>("[data-copy]");
  const code = button?.closest(".code-block")?.querySelector("pre")?.textContent;
  if (button && code) void copyText(code).then((done) => done && showCopied(button));
}

function showCopied(button: HTMLElement): void {
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1500);
}

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return (
    <div className="markdown" onClick={copyClicked}>
      {blocks.map((token, index) => (
        <Block key={index} token={token} />
      ))}
    </div>
  );
});
