import { html } from "./dom.js";
import { forgetVisits } from "./guide.js";

/** Who is playing. */
export function PersonControl({ game }) {
  const { state, person, playAs } = game;
  return html`
    <label class="control">
      <span>Act as</span>
      <select value=${person} onChange=${(event) => playAs(event.target.value)}>
        ${state.cast.map(({ login, role }) => html`<option key=${login} value=${login}>${login}, ${role}</option>`)}
      </select>
    </label>`;
}

const MOVES = [
  { to: "day", name: "+1 day" },
  { to: "30-days", name: "+30 days" },
  { to: "month", name: "To next month" },
];

/** The clock, which only moves forward, and a way back to the beginning. */
export function ClockControls({ game }) {
  const { state, busy, moveClock, restart } = game;
  const now = new Date(state.now);
  const day = now.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const startOver = async () => {
    const { isDone } = await restart();
    if (!isDone) return;
    forgetVisits();
    location.hash = "#/pulls";
  };
  return html`
    <div class="control clock" role="group" aria-label="Clock">
      <time datetime=${state.now}>${day}</time>
      <span class="buttons">
        ${MOVES.map(
          ({ to, name }) => html`<button key=${to} disabled=${busy} onClick=${() => moveClock(to)}>${name}</button>`,
        )}
      </span>
    </div>
    <button class="start-over" disabled=${busy} onClick=${startOver}>Start over</button>`;
}
