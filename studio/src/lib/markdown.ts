/**
 * Markdown from a model, made safe: raw HTML is shown as text, images become labels, links are
 * http, https or mailto and open elsewhere. DOMPurify has the last word.
 */

import DOMPurify from "dompurify";
import { Marked, type Token, type Tokens } from "marked";

const TAGS = [
  "p", "br", "hr", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li",
  "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
  "a", "span", "div", "button", "input",
];
const PLAIN_ATTRIBUTES = [
  "rel", "target", "class", "title", "align", "start", "type", "checked", "disabled",
  "data-copy", "aria-label",
];
const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function anchor(href: string, label: string): string {
  if (!SAFE_LINK.test(href)) return label;
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer" target="_blank">${label}</a>`;
}

function codeBlock({ text, lang }: Tokens.Code): string {
  const language = /^[\w+#.-]{1,24}/.exec(lang ?? "")?.[0] ?? "";
  const head =
    `<div class="code-head"><span>${escapeHtml(language)}</span>` +
    `<button type="button" data-copy="code" aria-label="Copy code">Copy</button></div>`;
  return `<div class="code-block">${head}<pre><code>${escapeHtml(text)}</code></pre></div>`;
}

const reader = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    code: codeBlock,
    link(token) {
      return anchor(token.href, this.parser.parseInline(token.tokens));
    },
    image({ href, text }) {
      const label = `<span class="image-label">Image: ${escapeHtml(text || "without a description")}</span>`;
      return anchor(href, label);
    },
  },
});

/** The top-level blocks; while text streams in, only the last of them changes. */
export function markdownBlocks(text: string): Token[] {
  return reader.lexer(text).filter((token) => token.type !== "space" && token.type !== "def");
}

function purify(html: string): string {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", ...PLAIN_ATTRIBUTES],
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: SAFE_LINK,
    ADD_URI_SAFE_ATTR: PLAIN_ATTRIBUTES,
  });
}

export function blockHtml(block: Token): string {
  return purify(reader.parser([block]));
}

export function markdownHtml(text: string): string {
  return markdownBlocks(text).map(blockHtml).join("");
}
