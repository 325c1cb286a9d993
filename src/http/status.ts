import { escapeHtml } from "../core/html.ts";
import { answer, pathOf } from "./answer.ts";
import { answerPage } from "./page.ts";
import type { Handler } from "./server.ts";

/** `/`: that the server runs, and what an operator has to see to. It is public, so it names no person and no repository. */
export function createStatusHandler(listProblems: () => readonly string[]): Handler {
  return (request, response) => {
    if (pathOf(request) !== "/") return false;
    if (request.method === "GET" || request.method === "HEAD") answerPage(response, 200, renderStatus(listProblems()));
    else answer(response, 405, "only GET is answered here");
    return true;
  };
}

function renderStatus(problems: readonly string[]) {
  if (problems.length > 0) {
    const list = problems.map((problem) => `<p class="warning" role="alert">${escapeHtml(problem)}.</p>`).join("\n");
    return {
      title: "Needs attention",
      content: `${list}\n<p>Webhooks are still received and stored in the meantime.</p>`,
    };
  }
  return {
    title: "The server is running",
    content: `
<p>The app is registered and the server is connected: <a href="/readyz"><code>/readyz</code></a> shows its state.</p>
<p>Install the app on a repository, if you haven't yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request it
  opens there.</p>`,
  };
}
