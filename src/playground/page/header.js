import { html, showLongDay } from "./dom.js";

/** The repository, the current player, and the clock. */
export function Header({ game, tour }) {
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
        <${Scenes} game=${game} tour=${tour} />
      </div>
    </header>`;
}

function PersonControl({ game }) {
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

/** The clock only moves forward. */
function ClockControls({ game }) {
  const { state, moveClock } = game;
  return html`
    <div class="control clock" role="group" aria-label="Clock">
      <time datetime=${state.now}>${showLongDay(state.now)}</time>
      <span class="buttons">
        ${MOVES.map(({ to, name }) => html`<button key=${to} onClick=${() => moveClock(to)}>${name}</button>`)}
      </span>
    </div>`;
}

/** The choice between the tour through the loop and a repository with a year of history. */
function Scenes({ game, tour }) {
  const begin = async () => {
    const { isDone } = await game.restart();
    if (isDone) tour.begin();
  };
  const lookBack = async () => {
    tour.leave();
    const { isDone, state } = await game.playYear();
    const dashboard = state?.threads.find(({ labels }) => labels.includes("outcome-dashboard"));
    if (isDone && dashboard) location.hash = `#/${dashboard.number}`;
  };
  return html`
    <div class="control" role="group" aria-label="Scene">
      ${!tour.isOpen && !game.state.isYear && html`<button onClick=${tour.resume}>Resume the tour</button>`}
      <button onClick=${begin}>Start over</button>
      <button onClick=${lookBack}>Load a year of data</button>
    </div>`;
}

/** The progress of a year that is being played. */
export function Progress({ progress }) {
  if (!progress) return null;
  const { days, of } = progress;
  return html`
    <div class="progress">
      <label for="progress">Playing a year of a small web shop through the real app: day ${days} of ${of}</label>
      <progress id="progress" value=${days} max=${of} />
    </div>`;
}
