import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Code } from "./code.js";
import { html, Icon } from "./dom.js";
import { Header, Progress } from "./header.js";
import { List, NewPullRequest } from "./list.js";
import { Ships } from "./ships.js";
import { focusContent, useGame } from "./state.js";
import { Tabs } from "./tabs.js";
import { Thread } from "./thread.js";
import { Timeline } from "./timeline.js";
import { Tour, useTour } from "./tour.js";

/** `#/pulls`, `#/issues`, `#/releases`, `#/code`, `#/new` or `#/3`. */
function useRoute() {
  const read = () => location.hash.replace(/^#\//, "") || "pulls";
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => {
      setRoute(read());
      scrollTo(0, 0);
      focusContent();
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function App() {
  const game = useGame();
  const route = useRoute();
  const tour = useTour(game.state, route);
  const { state, notice } = game;
  useEffect(() => {
    document.title = `${nameRoute(state, route)} · Did this work? playground`;
  }, [state, route]);
  if (!state) return html`<${Starting} game=${game} />`;
  return html`
    <a class="skip-link" href="#content" onClick=${skip}>Skip to content</a>
    <${Header} game=${game} tour=${tour} />
    <${Tabs} state=${state} route=${route} />
    <${Notice} notice=${notice} dismiss=${game.dismiss} />
    <${Progress} progress=${game.progress} />
    <${Busy} isBusy=${game.busy && !game.progress} />
    <div class="layout" aria-busy=${game.busy}>
      <main id="content" tabindex="-1">
        <${Tour} game=${game} tour=${tour} />
        <${Page} game=${game} route=${route} />
      </main>
      <aside aria-label="What happened"><${Timeline} state=${state} /></aside>
    </div>`;
}

function Starting({ game: { notice, progress } }) {
  return html`<main class="starting">
    <h1>Did this work?</h1>
    <p role="status">${notice.text || "Starting on an in-memory database …"}</p>
    <${Progress} progress=${progress} />
  </main>`;
}

/** Every action shows that it is being done. */
function Busy({ isBusy }) {
  return html`<p class="busy" role="status" hidden=${!isBusy}>${isBusy ? "Working …" : ""}</p>`;
}

function skip(event) {
  event.preventDefault();
  focusContent();
}

const NAMES = {
  pulls: "Pull requests",
  issues: "Issues",
  releases: "Releases",
  code: "Files",
  new: "New pull request",
};

function nameRoute(state, route) {
  const thread = state?.threads.find(({ number }) => number === Number(route));
  return thread ? `${thread.title} #${thread.number}` : (NAMES[route] ?? NAMES.pulls);
}

function Notice({ notice, dismiss }) {
  return html`
    <div class="notices">
      <div role="alert" class=${notice.kind === "error" ? "notice notice-error" : "hidden"}>
        ${
          notice.kind === "error" &&
          html`<span>${notice.text}</span>
            <button class="plain" onClick=${dismiss} aria-label="Dismiss"><${Icon} name="cross" /></button>`
        }
      </div>
      <p role="status" class="hidden-visually">${notice.kind === "done" ? notice.text : ""}</p>
    </div>`;
}

function Page({ game, route }) {
  const { state } = game;
  const thread = state.threads.find(({ number }) => number === Number(route));
  if (thread) return html`<${Thread} key=${thread.number} game=${game} thread=${thread} />`;
  switch (route) {
    case "issues":
      return html`<${List} key="issue" state=${state} kind="issue" />`;
    case "new":
      return html`<${NewPullRequest} game=${game} />`;
    case "releases":
      return html`<${Ships} game=${game} />`;
    case "code":
      return html`<${Code} game=${game} />`;
    default:
      return html`<${List} key="pull-request" state=${state} kind="pull-request" />`;
  }
}

const root = document.getElementById("app");
// Removes the placeholder, which would otherwise stay below the page.
root.replaceChildren();
render(html`<${App} />`, root);
