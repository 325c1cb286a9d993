import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Code } from "./code.js";
import { ClockControls, PersonControl } from "./controls.js";
import { html, Icon } from "./dom.js";
import { Guide, noteVisit } from "./guide.js";
import { List, NewPullRequest } from "./list.js";
import { useGame } from "./state.js";
import { Thread } from "./thread.js";
import { Timeline } from "./timeline.js";

/** `#/pulls`, `#/issues`, `#/code`, `#/new` or `#/3`. */
function useRoute() {
  const read = () => location.hash.replace(/^#\//, "") || "pulls";
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => {
      setRoute(read());
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function App() {
  const game = useGame();
  const route = useRoute();
  const { state, notice } = game;
  if (!state) return html`<p class="starting" role="status">${notice.text || "Starting…"}</p>`;
  return html`
    <a class="skip-link" href="#content" onClick=${focusContent}>Skip to content</a>
    <${Header} game=${game} />
    <${Tabs} state=${state} route=${route} />
    <${Notice} notice=${notice} dismiss=${game.dismiss} />
    <div class="layout" aria-busy=${game.busy}>
      <main id="content" tabindex="-1"><${Page} game=${game} route=${route} /></main>
      <aside aria-label="What happened"><${Timeline} state=${state} /></aside>
    </div>`;
}

function focusContent(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

function Header({ game }) {
  return html`
    <header class="top">
      <div class="top-line">
        <a class="brand" href="#/pulls"><img src="/page/icon.svg" alt="" width="28" height="28" /> Did this work?</a>
        <span class="repository">${game.state.repository}</span>
        <span class="badge" title="Nothing here leaves this machine">playground</span>
      </div>
      <div class="controls">
        <${PersonControl} game=${game} />
        <${ClockControls} game=${game} />
      </div>
    </header>`;
}

function Tabs({ state, route }) {
  const number = Number(route);
  const thread = state.threads.find((candidate) => candidate.number === number);
  const dashboard = state.threads.find(({ labels }) => labels.includes("outcome-dashboard"));
  const open = (kind) => state.threads.filter((one) => one.kind === kind && one.state === "open").length;
  const isDashboard = dashboard && dashboard.number === number;
  const tabs = [
    {
      to: "pulls",
      name: "Pull requests",
      icon: "pull",
      amount: open("pull-request"),
      is: thread?.kind === "pull-request" || route === "new",
    },
    { to: "issues", name: "Issues", icon: "open", amount: open("issue"), is: thread?.kind === "issue" && !isDashboard },
    ...(dashboard ? [{ to: String(dashboard.number), name: "Dashboard", icon: "closed", is: isDashboard }] : []),
    { to: "code", name: "Template", icon: "file", is: false },
  ];
  return html`
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(
        ({ to, name, icon, amount, is }) => html`
          <a key=${name} href=${`#/${to}`} aria-current=${is || route === to ? "page" : undefined}>
            <${Icon} name=${icon} /> ${name} ${amount === undefined ? "" : html`<span class="counter">${amount}</span>`}
          </a>`,
      )}
    </nav>`;
}

function Notice({ notice, dismiss }) {
  return html`
    <div class="notices">
      <p role="alert" class=${notice.kind === "error" ? "notice notice-error" : "hidden"}>
        ${notice.kind === "error" && html`${notice.text} <button class="plain" onClick=${dismiss} aria-label="Dismiss"><${Icon} name="cross" /></button>`}
      </p>
      <p role="status" class="hidden-visually">${notice.kind === "done" ? notice.text : ""}</p>
    </div>`;
}

function Page({ game, route }) {
  const { state } = game;
  const thread = state.threads.find(({ number }) => number === Number(route));
  if (thread) noteVisit(state, thread);
  if (thread) return html`<${Thread} key=${thread.number} game=${game} thread=${thread} />`;
  switch (route) {
    case "issues":
      return html`<${List} state=${state} kind="issue" />`;
    case "new":
      return html`<${NewPullRequest} game=${game} />`;
    case "code":
      return html`<${Code} game=${game} />`;
    default:
      return html`<${Guide} state=${state} /><${List} state=${state} kind="pull-request" />`;
  }
}

render(html`<${App} />`, document.getElementById("app"));
