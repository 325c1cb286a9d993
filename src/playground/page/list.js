import { useState } from "preact/hooks";
import { Conclusion } from "./check.js";
import { html, showDay } from "./dom.js";
import { Editor } from "./editor.js";
import { StateIcon } from "./thread-parts.js";

/** Rows shown at first, and added each time. */
const PAGE = 25;

/** Pull requests or issues; initially the open ones. */
export function List({ state, kind }) {
  const [shown, setShown] = useState("open");
  const [limit, setLimit] = useState(PAGE);
  const all = state.threads.filter((thread) => thread.kind === kind);
  const isShown = (thread) => (thread.state === "open") === (shown === "open");
  const name = kind === "issue" ? "Issues" : "Pull requests";
  const counts = { open: all.filter(({ state: at }) => at === "open").length };
  counts.closed = all.length - counts.open;
  const found = all.filter(isShown);
  return html`
    <h1 class="hidden-visually">${name}</h1>
    <section class="box list" aria-label=${name}>
      <div class="box-header">
        <div class="switch" role="group" aria-label="Show">
          ${["open", "closed"].map(
            (one) => html`
              <button key=${one} class="plain" aria-pressed=${shown === one} onClick=${() => setShown(one)}>
                ${counts[one]} ${one}
              </button>`,
          )}
        </div>
        ${kind === "pull-request" && html`<a class="button primary" href="#/new">New pull request</a>`}
      </div>
      <ul>
        ${found.slice(0, limit).map((thread) => html`<${Row} key=${thread.number} thread=${thread} credit=${state.credits[thread.title]} />`)}
      </ul>
      ${found.length > limit && html`<p class="more"><button onClick=${() => setLimit(limit + PAGE)}>Show more</button></p>`}
      ${found.length === 0 && html`<p class="blank">${describeNothing(kind, shown)}</p>`}
    </section>`;
}

function describeNothing(kind, shown) {
  if (kind === "issue" && shown === "open") return "No open issues. Merge a pull request and move the clock.";
  return `Nothing ${shown} here.`;
}

function Row({ thread, credit }) {
  const { number, title, author, labels, assignees, check, createdAt, comments } = thread;
  return html`
    <li>
      <${StateIcon} thread=${thread} />
      <div class="row-text">
        <a class="row-title" href=${`#/${number}`}>${title}</a>
        ${labels.map((label) => html` <span key=${label} class="label">${label}</span>`)}
        <div class="muted">
          #${number} by ${author} on ${showDay(createdAt)}
          ${assignees.length > 0 && ` · assigned to ${assignees.join(", ")}`}
          ${comments.length > 0 && ` · ${comments.length} ${comments.length === 1 ? "comment" : "comments"}`}
          ${credit && html` · after <span class="credit">${credit}</span>`}
        </div>
        ${check && html`<div class="row-check"><${Conclusion} check=${check} /> ${check.title}</div>`}
      </div>
    </li>`;
}

/** The form of a new pull request, with the template in place as on GitHub. */
export function NewPullRequest({ game }) {
  const template = game.state.files[0]?.text ?? "";
  const [title, setTitle] = useState("");
  const save = async (text) => {
    const { isDone, result } = await game.act("openPullRequest", { title, text });
    if (isDone) location.hash = `#/${result}`;
  };
  return html`
    <section class="box form" aria-label="New pull request">
      <div class="box-header"><h1>New pull request</h1></div>
      <div class="form-body">
        <label class="field">
          <span>Title</span>
          <input class="title-input" value=${title} onInput=${(event) => setTitle(event.target.value)} maxlength="256" />
        </label>
        <${Editor} label="Description" start=${template} rows=${16}
          buttons=${[{ name: "Create pull request", isPrimary: true, isOff: title.trim() === "", run: save }]} />
      </div>
    </section>`;
}
