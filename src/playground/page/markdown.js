import DOMPurify from "dompurify";
import { Marked } from "marked";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { html } from "./dom.js";

const marked = new Marked({
  gfm: true,
  // GitHub renders a newline in issues, pull requests and comments as a line break.
  breaks: true,
  renderer: {
    checkbox: ({ checked }) => `<input type="checkbox" data-box ${checked ? "checked" : ""}> `,
  },
});

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "INPUT" && !node.hasAttribute("data-box")) node.remove();
  if (node.tagName === "A") pointLink(node);
  // An empty corner cell of a table is no header.
  if (node.tagName === "TH" && node.textContent.trim() === "") node.setAttribute("role", "presentation");
});

/** Links into the repository stay in the playground; others open in a new tab. */
function pointLink(link) {
  const href = link.getAttribute("href") ?? "";
  const inside = /^(?:\.\.|https:\/\/(?:redirect\.)?github\.com\/acme\/shop)\/(?:pull|issues)\/(\d+)/.exec(href);
  if (inside) link.setAttribute("href", `#/${inside[1]}`);
  else if (!href.startsWith("#")) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
}

function renderMarkdown(text) {
  return DOMPurify.sanitize(marked.parse(text), { ADD_ATTR: ["data-box", "target"], FORBID_TAGS: ["style", "form"] });
}

/** Markdown as GitHub shows it. With `onTick` its task boxes can be clicked. */
export function Markdown({ text, onTick = null, label }) {
  const element = useRef(null);
  const content = useMemo(() => ({ __html: renderMarkdown(text) }), [text]);
  // After each change of state a box matches the text, even when the app undid a tick.
  useLayoutEffect(() => {
    const boxes = [...element.current.querySelectorAll("input[data-box]")];
    for (const box of boxes) {
      box.checked = box.defaultChecked;
      box.className = "task-box";
      box.disabled = !onTick;
      box.setAttribute("aria-label", box.closest("li")?.textContent.trim() ?? "");
      box.closest("li")?.classList.add("task-list-item");
      box.closest("ul")?.classList.add("contains-task-list");
    }
  });
  useLayoutEffect(() => {
    // A diagram that cannot be drawn stays readable as text.
    drawDiagrams(element.current).catch(() => {});
  }, [content]);
  useLayoutEffect(() => {
    // What is too wide scrolls by itself: the keyboard has to reach it then.
    const observer = new ResizeObserver(() => makeScrollable(element.current));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [content]);
  const onChange = (event) => {
    const boxes = [...element.current.querySelectorAll("input[data-box]")];
    if (onTick) onTick(boxes.indexOf(event.target));
  };
  return html`<div class="markdown-body" ref=${element} aria-label=${label} dangerouslySetInnerHTML=${content} onChange=${onChange} />`;
}

function makeScrollable(element) {
  for (const wide of element?.querySelectorAll("table, pre") ?? []) {
    if (wide.scrollWidth > wide.clientWidth) wide.setAttribute("tabindex", "0");
    else wide.removeAttribute("tabindex");
  }
}

let drawn = 0;

async function drawDiagrams(element) {
  const blocks = [...element.querySelectorAll("code.language-mermaid")];
  if (blocks.length === 0) return;
  const { default: mermaid } = await import("mermaid");
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: isDark ? "dark" : "default" });
  for (const block of blocks) {
    drawn += 1;
    const { svg } = await mermaid.render(`diagram-${drawn}`, block.textContent);
    const picture = document.createElement("div");
    picture.className = "diagram";
    picture.innerHTML = svg;
    block.closest("pre")?.replaceWith(picture);
  }
}
