import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { escapeHtml } from "../core/html.ts";

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --ground: #f6f8fa; --card: #fff; --line: #d1d9e0;
  --action: #1a7f37; --on-action: #fff; --link: #0969da; --warn: #fff8c5; --warn-line: #d4a72c }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --quiet: #9198a1; --ground: #010409; --card: #0d1117;
  --line: #3d444d; --action: #238636; --link: #4493f8; --warn: #272115; --warn-line: #9e6a03 } }
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
main { max-width: 42rem; margin: 0 auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25 } p { margin: .75rem 0 } a { color: var(--link) }
ol { margin: 1.5rem 0; padding-left: 1.4rem } li { margin: 1rem 0; padding-left: .35rem } li::marker { font-weight: 600 }
code { font: .875em/1.4 ui-monospace, "SFMono-Regular", Menlo, monospace; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.25rem; margin: 1.25rem 0 } dd { margin: 0; min-width: 0 }
dt, .quiet { color: var(--quiet) }
.warning { padding: .75rem 1rem; background: var(--warn); border: 1px solid var(--warn-line); border-radius: 8px }
form { margin: .75rem 0 } label { display: block; margin-bottom: .35rem; font-weight: 600 }
input { width: 100%; max-width: 20rem; padding: .55rem .75rem; border: 1px solid var(--quiet); border-radius: 8px; background: var(--card);
  color: inherit; font: 1.1rem ui-monospace, "SFMono-Regular", Menlo, monospace; letter-spacing: .06em; text-transform: uppercase }
button { padding: .6rem 1.1rem; border: 0; border-radius: 8px; background: var(--action); color: var(--on-action); font: inherit;
  font-weight: 600; cursor: pointer } input + button { margin-top: .75rem; display: block } button:hover { filter: brightness(1.1) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
summary { cursor: pointer } ul { padding-left: 1.2rem; margin: .5rem 0 }
@media (max-width: 32rem) { body { padding: 0 } main { padding: 1.25rem 1rem; border: 0; border-radius: 0; min-height: 100vh }
  dl { grid-template-columns: 1fr; gap: .1rem } dd { margin-bottom: .6rem } button { width: 100% } }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

export interface Page {
  readonly title: string;
  /** HTML. */
  readonly content: string;
  /** Where its forms may lead, besides this server. */
  readonly formsTo?: string;
}

/** Answers with a page that loads nothing, runs nothing, and stands in no frame. */
export function answerPage(response: ServerResponse, status: number, { title, content, formsTo = "" }: Page): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": [
      "default-src 'none'",
      `style-src 'sha256-${STYLE_HASH}'`,
      `form-action ${`'self' ${formsTo}`.trim()}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  response.end(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Did this work?</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`);
}
