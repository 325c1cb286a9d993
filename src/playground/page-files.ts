import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname } from "node:path";

/** The page's own files. */
const PAGE = new URL("./page/", import.meta.url);
/** Libraries are served from the installed packages, never from the network. */
const PACKAGES = new URL("../../node_modules/", import.meta.url);

const LIBRARY_FILES = /^\/packages\/((?:preact|htm|marked|dompurify|mermaid|github-markdown-css)\/[\w./-]+)$/;
const PAGE_FILES = /^\/page\/([a-z-]+\.(?:js|css|svg))$/;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Sends a file of the page or of a library it uses; 404 for everything else. */
export async function sendFile(pathname: string, response: ServerResponse): Promise<void> {
  const url = findFile(pathname);
  const content = url && (await readFile(url).catch(() => undefined));
  if (!url || !content) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  const type = TYPES[extname(url.pathname)] ?? "application/octet-stream";
  const isPage = type.startsWith("text/html");
  const policy = isPage ? { "content-security-policy": renderPolicy(content.toString()) } : {};
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache", ...policy }).end(content);
}

function findFile(pathname: string): URL | undefined {
  if (pathname === "/") return new URL("index.html", PAGE);
  if (pathname === "/favicon.ico") return new URL("icon.svg", PAGE);
  if (pathname.includes("..")) return undefined;
  const library = LIBRARY_FILES.exec(pathname)?.[1];
  if (library) return new URL(library, PACKAGES);
  const own = PAGE_FILES.exec(pathname)?.[1];
  return own === undefined ? undefined : new URL(own, PAGE);
}

/** User input is shown as HTML. If the sanitizer misses something, this keeps it from running or calling home. */
function renderPolicy(html: string): string {
  const importMap = /<script type="importmap">([^<]*)<\/script>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(importMap).digest("base64");
  return [
    "default-src 'self'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
