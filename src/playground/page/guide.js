import { html, Icon } from "./dom.js";

/** The loop in five steps; each ticks itself off when it was taken. */
export function Guide({ state }) {
  const { threads } = state;
  const did = (words) => state.steps.some(({ what }) => what.includes(words));
  const followUps = threads.filter(({ labels }) => labels.includes("outcome"));
  const merged = threads.filter(({ state: standing }) => standing === "merged");
  const steps = [
    { text: "Open a pull request with an open question, and answer it in the description", isDone: did(" edits #") },
    { text: "Merge it", isDone: merged.length > 0 },
    { text: "Let 30 days go by", isDone: followUps.length > 0 },
    { text: "Answer the issue that asks: by a click, a comment or an e-mail", isDone: followUps.some(isAnswered) },
    { text: "See what the team learned on the dashboard", isDone: followUps.some(isAnswered) && did("clicks") },
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
