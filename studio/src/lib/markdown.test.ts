import { expect, test } from "vitest";
import { blockHtml, markdownBlocks, markdownHtml } from "./markdown";

function domOf(text: string): HTMLElement {
  const box = document.createElement("div");
  box.innerHTML = markdownHtml(text);
  return box;
}

const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  `<script>alert(1)</script>`,
  `<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>`,
  `<iframe src="https://evil.example"></iframe>`,
  `<div onclick="alert(1)" style="position:fixed">x</div>`,
  `<a href="javascript:alert(1)">x</a>`,
  `<math><mtext></p><img src onerror=alert(1)></mtext></math>`,
  "text <b onmouseover=alert(1)>bold</b>",
  "![x](https://evil.example/pixel.png)",
  '![x](x "onerror=alert(1)")',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:x)",
  "[x](//evil.example)",
  '[x](https://ok.example/"onmouseover="alert(1))',
  "<javascript:alert(1)>",
  "```\"><img src=x onerror=alert(1)>\ncode\n```",
  "`<img src=x onerror=alert(1)>`",
];

test.each(HOSTILE)("hostile markdown becomes harmless: %s", (text) => {
  const box = domOf(text);
  expect(box.querySelector("img, script, svg, iframe, style, object, embed, form, math")).toBeNull();
  for (const element of box.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on|^style$|^src/);
      if (name === "href") expect(value).toMatch(/^(https?:\/\/|mailto:)/);
    }
  }
});

test("raw HTML is shown as the text that it is", () => {
  expect(domOf("a <b>c</b>").textContent).toContain("a <b>c</b>");
  expect(domOf("<div>block</div>").textContent).toContain("<div>block</div>");
});

test("an image becomes a label that links to it, and is never loaded", () => {
  const box = domOf("![a cat](https://example.com/cat.png)");
  expect(box.textContent?.trim()).toBe("Image: a cat");
  expect(box.querySelector("a")?.getAttribute("href")).toBe("https://example.com/cat.png");
  expect(domOf("![secret](javascript:x)").querySelector("a")).toBeNull();
});

test("links open elsewhere without a way back", () => {
  const link = domOf("[the guide](https://example.com/a?b=1&c=2)").querySelector("a");
  expect(link?.getAttribute("href")).toBe("https://example.com/a?b=1&c=2");
  expect(link?.getAttribute("rel")).toContain("noopener");
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(domOf("write to <me@example.com>").querySelector("a")?.getAttribute("href")).toBe("mailto:me@example.com");
});

test("the usual markdown is drawn", () => {
  const box = domOf("# Title\n\n- **one**\n- `two`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done");
  expect(box.querySelector("h1")?.textContent).toBe("Title");
  expect(box.querySelector("strong")?.textContent).toBe("one");
  expect(box.querySelectorAll("td")).toHaveLength(2);
  expect(box.querySelector<HTMLInputElement>("input[type=checkbox]")?.disabled).toBe(true);
});

test("code keeps its text and has a copy button", () => {
  const box = domOf("```python\nif a < b: print('x')\n```");
  expect(box.querySelector("pre")?.textContent).toBe("if a < b: print('x')");
  expect(box.querySelector("button[data-copy]")).not.toBeNull();
});

test("while text grows, only its last block changes", () => {
  const text = "First **paragraph**.\n\n- a list\n\nThe last parag";
  const before = markdownBlocks(text).map((token) => token.raw);
  const after = markdownBlocks(`${text}raph grows`).map((token) => token.raw);
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  expect(markdownBlocks(text).map(blockHtml).join("")).toBe(markdownHtml(text));
});
