import { answer, pathOf } from "./answer.ts";
import { answerPage, escapeHtml } from "./page.ts";
import type { Handler } from "./server.ts";

/** `/`: that the server runs, and what an operator has to see to. Anybody can read it, so it names nobody. */
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
      title: "Something is to be done",
      content: `${list}\n<p>Deliveries are stored meanwhile, if they come.</p>`,
    };
  }
  return {
    title: "The server runs",
    content: `
<p>The app is registered, and this server works with its credentials: <a href="/readyz"><code>/readyz</code></a> says whether all is well.</p>
<p>Install the app on a repository, if you have not yet: on its page on GitHub, <i>Install App</i>. Then merge the pull request it
  opens there.</p>`,
  };
}
