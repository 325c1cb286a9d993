import { html, showDay } from "./dom.js";
import { count } from "./state.js";

/** What happened, the newest first, and what the app asked of GitHub because of it. */
export function Timeline({ state }) {
  return html`
    <section class="box timeline" aria-label="What the app did">
      <div class="box-header"><h2>What the app did</h2><span class="muted small">${count(state.reads, "read")}, ${count(state.writes, "write")}</span></div>
      <ol>${state.steps.map((step) => html`<${Step} key=${step.at + step.what} step=${step} />`)}</ol>
    </section>`;
}

function Step({ step }) {
  const { at, what, calls, notes, reads, writes } = step;
  return html`
    <li>
      <p class="step-what">${what}</p>
      ${calls.length === 0 && html`<p class="muted small">Nothing to do.</p>`}
      <ul class="calls">
        ${calls.map(
          (call, index) => html`
            <li key=${index} class="call">
              <span class=${`call-kind call-${call.kind}`}>${call.kind}</span>
              <span>${call.words}${showDay(call.at) === showDay(at) ? "" : html` <span class="muted">on ${showDay(call.at)}</span>`}</span>
            </li>`,
        )}
      </ul>
      ${notes.map((note, index) => html`<p key=${index} class="muted small">Log: ${note}</p>`)}
      <p class="muted small">${showDay(at)}${calls.length > 0 ? ` · ${count(reads, "read")}, ${count(writes, "write")}` : ""}</p>
    </li>`;
}
