import { useState } from "preact/hooks";
import { html, showDay } from "./dom.js";
import { count } from "./state.js";

/** Where the log stands beside the page. On a phone it would stand below it, and begins folded. */
const WIDE = "(min-width: 901px)";

/** The steps, newest first: the webhooks the app received, its decisions and its calls to GitHub. */
export function Timeline({ state }) {
  const older = state.stepCount - state.steps.length;
  const [isOpen, setOpen] = useState(() => matchMedia(WIDE).matches);
  return html`
    <section class="box timeline" aria-labelledby="timeline-name">
      <div class="box-header">
        <h2 id="timeline-name">Activity log</h2>
        <button class="plain small" aria-expanded=${isOpen} aria-controls="timeline-steps" onClick=${() => setOpen(!isOpen)}>
          ${isOpen ? "Hide" : "Show"}
        </button>
      </div>
      <div id="timeline-steps" hidden=${!isOpen}>
        <ol tabindex="0" aria-labelledby="timeline-name">${state.steps.map((step) => html`<${Step} key=${step.id} step=${step} />`)}</ol>
        ${older > 0 && html`<p class="muted small older">${older} earlier entries are not shown.</p>`}
        <p class="muted small older">API calls in all: ${count(state.reads, "read")}, ${count(state.writes, "write")}.</p>
      </div>
    </section>`;
}

function Step({ step }) {
  const { at, what, heard, lookedAt, decisions, calls, notes } = step;
  return html`
    <li>
      <p class="step-what">${what}</p>
      ${decisions.map(({ words }) => html`<p key=${words} class="decision">${words}</p>`)}
      <ul class="calls">
        ${group(calls).map(
          ({ kind, words, times, at: calledAt }) => html`
            <li key=${words} class="call">
              <span class=${`call-kind call-${kind}`}>${kind}</span>
              <span>${words}${times > 1 ? ` (${times} times)` : ""}${showDay(calledAt) === showDay(at) ? "" : html` <span class="muted">on ${showDay(calledAt)}</span>`}</span>
            </li>`,
        )}
      </ul>
      ${notes.map((note) => html`<p key=${note} class="muted small">Log: ${note}</p>`)}
      <details class="small">
        <summary class="muted">${showDay(at)} · <${Verdict} step=${step} /></summary>
        <${Why} heard=${heard} lookedAt=${lookedAt} step=${step} />
      </details>
    </li>`;
}

/** Does the step stay within its allowance? */
function Verdict({ step: { reads, writes, allowed } }) {
  const isWithin = reads <= allowed.reads && (allowed.writes === null || writes <= allowed.writes);
  return isWithin ? "within its budget" : html`<strong class="over">over its budget</strong>`;
}

function Why({ heard, lookedAt, step: { reads, writes, allowances, allowed } }) {
  return html`
    <dl class="why">
      ${heard.length > 0 && html`<dt>Webhooks</dt><dd>${heard.join(", ")}</dd>`}
      ${lookedAt.length > 0 && html`<dt>Reconciled</dt><dd>${lookedAt.join(", ")}</dd>`}
      <dt>API calls</dt><dd>${count(reads, "read")}, ${count(writes, "write")}</dd>
      <dt>Budget</dt>
      <dd>
        at most ${count(allowed.reads, "read")} and ${allowed.writes === null ? "writes at a pace of one a second" : count(allowed.writes, "write")}${
          allowances.length > 0 ? `: ${[...new Set(allowances.map(({ why }) => why))].join("; ")}` : ""
        }
      </dd>
    </dl>`;
}

/** Groups repeated calls into one line. */
function group(calls) {
  const groups = new Map();
  for (const call of calls) {
    const key = `${call.kind} ${call.words}`;
    groups.set(key, { ...call, times: (groups.get(key)?.times ?? 0) + 1 });
  }
  return [...groups.values()];
}
