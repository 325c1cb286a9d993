import { html, Icon } from "./dom.js";

const SEEN = "dashboard-seen";

/** Somebody looks at an issue or pull request; seeing an answer on the dashboard is the last step. */
export function noteVisit(state, thread) {
  const hasAnswers = state.threads.some((one) => one.labels.includes("outcome") && isAnswered(one));
  if (hasAnswers && thread.labels.includes("outcome-dashboard")) sessionStorage.setItem(SEEN, "yes");
}

/** At the beginning nothing was seen. */
export function forgetVisits() {
  sessionStorage.removeItem(SEEN);
}

/** The loop in five steps; each ticks itself off when it was taken. */
export function Guide({ state }) {
  const { threads } = state;
  const didEdit = state.steps.some(({ what }) => what.includes(" edits #"));
  const followUps = threads.filter(({ labels }) => labels.includes("outcome"));
  const merged = threads.filter(({ state: standing }) => standing === "merged");
  const steps = [
    { text: "Open a pull request with an open question, and answer it in the description", isDone: didEdit },
    { text: "Merge it", isDone: merged.length > 0 },
    { text: "Let 30 days go by", isDone: followUps.length > 0 },
    { text: "Answer the issue that asks: by a click, a comment or an e-mail", isDone: followUps.some(isAnswered) },
    { text: "See what the team learned on the dashboard", isDone: Boolean(sessionStorage.getItem(SEEN)) },
  ];
  return html`
    <section class="guide" aria-label="Try this">
      <h2>Try this</h2>
      <ol>
        ${steps.map(
          ({ text, isDone }) => html`
            <li key=${text} class=${isDone ? "done" : ""}>
              <span class="mark">${isDone && html`<${Icon} name="check" size="12" />`}</span>
              <span>${text}<span class="hidden-visually">${isDone ? " (done)" : ""}</span></span>
            </li>`,
        )}
      </ol>
    </section>`;
}

function isAnswered({ state, stateReason }) {
  return state === "closed" && stateReason === "completed";
}
