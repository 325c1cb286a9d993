import { useState } from "preact/hooks";
import { html, Icon, showDay } from "./dom.js";
import { mayWrite } from "./state.js";

/** Rows shown at first, and added each time. */
const PAGE = 25;
const ENVIRONMENTS = ["production", "staging"];

/** What brings merged changes to their users: releases and deployments. */
export function Ships({ game }) {
  const { state, person } = game;
  const canWrite = mayWrite(state, person);
  return html`
    <h1 class="hidden-visually">Releases</h1>
    <${Clock} game=${game} canWrite=${canWrite} />
    <section class="box list ships" aria-label="Releases">
      <div class="box-header"><h2>Releases</h2><${Publish} game=${game} canWrite=${canWrite} /></div>
      <${Rows} rows=${state.releases} Row=${Release} blank="No release yet." />
    </section>
    <section class="box list ships" aria-label="Deployments">
      <div class="box-header"><h2>Deployments</h2><${Deploy} game=${game} canWrite=${canWrite} /></div>
      <${Rows} rows=${state.deployments} Row=${Deployment} blank="No deployment yet." />
    </section>
    ${!canWrite && html`<p class="muted small">Only people with write access can release and deploy.</p>`}`;
}

/** Says what the wait is counted from, and how to change that. */
function Clock({ game, canWrite }) {
  const { clock, files } = game.state;
  const path = ".github/outcomes.yml";
  const text = files.find((file) => file.path === path)?.text ?? "";
  const isEmpty = !/^clock:/m.test(text);
  const count = (starts) => () => game.act("commitFile", { path, text: `clock: { starts: ${starts} }\n${text}` });
  return html`
    <section class="box form" aria-label="What starts the clock">
      <div class="form-body clock-says">
        <p>${describe(clock)}</p>
        ${
          clock?.starts === "merge" && isEmpty
            ? html`
              <button class="button" disabled=${!canWrite} onClick=${count("release")}>Count from releases</button>
              <button class="button" disabled=${!canWrite} onClick=${count("deployment")}>Count from deployments</button>`
            : html`<a href="#/code">Change <code>clock.starts</code></a>`
        }
      </div>
    </section>`;
}

function describe(clock) {
  if (!clock) return "The configuration has an error: what started the clock before still does.";
  const { starts, after, named } = clock;
  const what = html`<strong>${after} after ${CLOCKS[starts]}</strong>`;
  switch (starts) {
    case "merge":
      return html`The app asks ${what}. Do people get it later? Count from there: a change then waits to ship.`;
    case "release":
      return html`The app asks ${what} that first contains a merged pull request.`;
    case "deployment":
      return html`The app asks ${what} to ${named.join(", ")} that first contains a merged pull request.`;
    case "branch":
      return html`The app asks ${what}: ${named.join(", ")}. Releases and deployments change nothing.`;
  }
}

const CLOCKS = {
  merge: "the merge",
  release: "the release",
  deployment: "the deployment",
  branch: "a merged pull request reaches its branch",
};

function Publish({ game, canWrite }) {
  const next = suggestTag(game.state.releases);
  const [tag, setTag] = useState(null);
  const publish = async () => {
    const { isDone } = await game.act("publishRelease", { name: tag ?? next });
    if (isDone) setTag(null);
  };
  return html`
    <span class="ship-form">
      <label>Tag <input value=${tag ?? next} maxlength="50" onInput=${(event) => setTag(event.target.value)} /></label>
      <button class="button primary" disabled=${!canWrite} onClick=${publish}>Publish release</button>
    </span>`;
}

function suggestTag(releases) {
  const numbers = releases.map(({ tag }) => Number(/^v(\d+)$/.exec(tag)?.[1] ?? 0));
  return `v${Math.max(0, ...numbers) + 1}`;
}

function Deploy({ game, canWrite }) {
  const [name, setName] = useState(ENVIRONMENTS[0]);
  return html`
    <span class="ship-form">
      <label>To ${" "}
        <select value=${name} onChange=${(event) => setName(event.target.value)}>
          ${ENVIRONMENTS.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
        </select>
      </label>
      <button class="button primary" disabled=${!canWrite} onClick=${() => game.act("deploy", { name })}>Deploy main</button>
    </span>`;
}

function Rows({ rows, Row, blank }) {
  const [limit, setLimit] = useState(PAGE);
  if (rows.length === 0) return html`<p class="blank">${blank}</p>`;
  return html`
    <ul>${rows.slice(0, limit).map((row) => html`<${Row} key=${row.tag ?? row.id} row=${row} />`)}</ul>
    ${rows.length > limit && html`<p class="more"><button onClick=${() => setLimit(limit + PAGE)}>Show more</button></p>`}`;
}

function Release({ row: { tag, by, publishedAt, isPrerelease, ships } }) {
  return html`
    <li>
      <span class="state-icon tone-open"><${Icon} name="tag" /></span>
      <div class="row-text">
        <strong>${tag}</strong>${isPrerelease && html` <span class="badge">prerelease</span>`}
        <div class="muted">by ${by}${publishedAt && ` on ${showDay(publishedAt)}`} · <${Brought} ships=${ships} /></div>
      </div>
    </li>`;
}

function Deployment({ row: { environment, by, state, createdAt, ships } }) {
  const isSuccess = state === "success";
  return html`
    <li>
      <span class=${`state-icon tone-${isSuccess ? "open" : "draft"}`}><${Icon} name=${isSuccess ? "closed" : "open"} /></span>
      <div class="row-text">
        <strong>${environment}</strong>${!isSuccess && html` <span class="badge">${state}</span>`}
        <div class="muted">by ${by} on ${showDay(createdAt)} · <${Brought} ships=${ships} /></div>
      </div>
    </li>`;
}

/** Links to the pull requests that came with it. */
function Brought({ ships }) {
  if (ships.length === 0) return "nothing new";
  return html`brings ${ships.map((number, index) => html`${index > 0 && ", "}<a key=${number} href=${`#/${number}`}>#${number}</a>`)}`;
}
