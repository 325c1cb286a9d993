import { PROJECT_PAGE } from "../core/about-page.ts";
import { escapeHtml } from "../core/html.ts";
import { answer, pathOf } from "./answer.ts";
import type { Readiness } from "./health.ts";
import { answerPage, type Page } from "./page.ts";
import type { Handler } from "./server.ts";

/** What runs here. The page is public: how many use it, and whose they are, is not part of it. */
export interface Status {
  readonly version: string;
  /** The app's name on GitHub; null until GitHub has said it. */
  readonly slug: string | null;
  /** What an operator has to see to, in words. */
  readonly problems: readonly string[];
}

export interface StatusParts {
  readonly read: () => Status;
  /** Answers at once, however often it is asked. */
  readonly readiness: () => Promise<Readiness>;
}

/** `/`: what runs here, whether it works, and where to go. */
export function createStatusHandler({ read, readiness }: StatusParts): Handler {
  return async (request, response) => {
    if (pathOf(request) !== "/") return false;
    if (request.method === "GET" || request.method === "HEAD") {
      answerPage(response, 200, renderStatus(read(), await readiness()));
    } else {
      response.setHeader("allow", "GET, HEAD");
      answer(response, 405, "only GET is answered here");
    }
    return true;
  };
}

function renderStatus(status: Status, { ok }: Readiness): Page {
  const { version, problems } = status;
  const title = problems.length > 0 ? "Needs attention" : ok ? "The server is running" : "Not ready";
  const warnings = problems.map((problem) => `<p class="warning" role="alert">${escapeHtml(problem)}.</p>`);
  const content = `
${warnings.join("\n")}
<dl>
<dt>Version</dt><dd>${escapeHtml(version)}</dd>
<dt>GitHub</dt><dd>${describeConnection(status)}</dd>
<dt>Ready</dt><dd>${ok ? "yes" : 'no: <a href="/readyz"><code>/readyz</code></a> says why'}</dd>
</dl>
${problems.length > 0 ? "" : INSTALL}
<p class="quiet">For operators: <a href="/healthz"><code>/healthz</code></a> (alive), <a href="/readyz"><code>/readyz</code></a> (ready, or why not),
  <a href="/metrics"><code>/metrics</code></a> (for Prometheus). <a href="${escapeHtml(PROJECT_PAGE)}">Documentation</a>.</p>`;
  return { title, content };
}

function describeConnection({ slug, problems }: Status): string {
  if (problems.length > 0) return "refused, see above";
  if (slug === null) return "not connected yet: no answer since the start";
  return `connected as <code>${escapeHtml(slug)}</code>`;
}

const INSTALL = `<p>Install the app on a repository, if you haven't yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request it
  opens there.</p>`;
