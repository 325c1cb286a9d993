import { useEffect, useState } from "preact/hooks";
import { html, Icon } from "./dom.js";
import { findScene, STEPS } from "./tour-steps.js";

const OPEN = "tour-open";
const SEEN = "tour-seen";
const STEP = "tour-step";

/** The tour can be left and resumed: it derives the current step from the state of the page. */
export function useTour(state, route) {
  const [isOpen, setOpen] = useState(() => sessionStorage.getItem(OPEN) !== "no");
  const [chosen, setChosen] = useState(() => Number(sessionStorage.getItem(STEP) ?? 0));
  const [seen, setSeen] = useState(() => new Set(JSON.parse(sessionStorage.getItem(SEEN) ?? "[]")));
  useEffect(() => {
    const number = Number(route);
    if (!state || !(number > 0) || seen.has(number)) return;
    remember(new Set([...seen, number]));
  }, [state, route]);

  const remember = (numbers) => {
    sessionStorage.setItem(SEEN, JSON.stringify([...numbers]));
    setSeen(numbers);
  };
  const choose = (step) => {
    sessionStorage.setItem(STEP, step);
    setChosen(step);
  };
  const open = (is) => {
    sessionStorage.setItem(OPEN, is ? "yes" : "no");
    setOpen(is);
  };
  return {
    isOpen,
    chosen,
    choose,
    seen,
    begin: () => {
      remember(new Set());
      choose(0);
      open(true);
      location.hash = "#/pulls";
    },
    resume: () => open(true),
    leave: () => open(false),
  };
}

/** Five steps, one at a time. Each says what to look at; a button performs it, or the player does it. */
export function Tour({ game, tour }) {
  if (!tour.isOpen || game.state.isYear) return null;
  const scene = findScene(game.state);
  const done = STEPS.map(({ isDone }) => Boolean(isDone(scene, tour.seen)));
  const shown = tour.chosen;
  return html`
    <section class="box tour" aria-labelledby="tour-name">
      <div class="box-header">
        <h2 id="tour-name">The loop in five steps</h2>
        <button class="plain small" onClick=${tour.leave}>Leave the tour</button>
      </div>
      <ol class="tour-steps">
        ${STEPS.map(
          ({ name }, index) => html`
            <li key=${name}>
              <button class="plain" aria-current=${index === shown ? "step" : undefined} onClick=${() => tour.choose(index)}>
                <span class=${done[index] ? "mark mark-done" : "mark"} aria-hidden="true">${done[index] ? html`<${Icon} name="check" size="12" />` : index + 1}</span>
                <span class="tour-name">${name}</span><span class="hidden-visually">${done[index] ? ", done" : ""}</span>
              </button>
            </li>`,
        )}
      </ol>
      <${Step} game=${game} tour=${tour} scene=${scene} shown=${shown} done=${done} />
    </section>`;
}

function Step({ game, tour, scene, shown, done }) {
  const { look, acts, where } = STEPS[shown];
  const place = where(scene, tour.seen);
  const isDone = done[shown];
  const missing = done.slice(0, shown).indexOf(false);
  const isHere = location.hash === `#/${place?.number}`;
  const run = (act) => async () => {
    if (place) location.hash = `#/${place.number}`;
    await act(game, scene);
  };
  return html`
    <div class="tour-step">
      <p>${look}</p>
      <p class="tour-acts">
        ${place && !isHere && html`<a class="button" href=${`#/${place.number}`}>Go to #${place.number}</a>`}
        ${
          !isDone &&
          missing === -1 &&
          acts
            .filter(({ isOff = () => false }) => !isOff(scene))
            .map(
              ({ name, run: act }) =>
                html`<button key=${name} class="button primary" onClick=${run(act)}>${name}</button>`,
            )
        }
        ${isDone && shown < STEPS.length - 1 && html`<button class="button primary" onClick=${() => tour.choose(shown + 1)}>Next step</button>`}
        ${isDone && html`<span class="tour-done"><${Icon} name="check" /> Done</span>`}
        ${!isDone && missing !== -1 && html`<button class="button" onClick=${() => tour.choose(missing)}>First: ${STEPS[missing].name}</button>`}
        ${!done.includes(false) && html`<span>That was the whole loop. Play on as you like, or see <b>Load a year of data</b>.</span>`}
      </p>
    </div>`;
}
