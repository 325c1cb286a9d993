import { html } from "./dom.js";
import { Editor } from "./editor.js";
import { mayWrite } from "./state.js";

const HINTS = [
  "The two headings are found in any wording the app knows; other headings can be annotated.",
  "Every key is optional. An empty file is removed.",
];

/** The two files the app reads. */
export function Code({ game }) {
  const { state, person, busy } = game;
  const canWrite = mayWrite(state, person);
  const commit = (path) => (text) => game.act("commitFile", { path, text });
  return html`${state.files.map(
    ({ path, text }, index) => html`
      <section key=${path} class="box form" aria-label=${path}>
        <div class="box-header"><h2><code>${path}</code></h2></div>
        <div class="form-body">
          <p class="muted">${HINTS[index]}</p>
          <${Editor} key=${text} label="Contents" start=${text} rows=${index === 0 ? 14 : 6} busy=${busy}
            placeholder="follow-up: { after: 14 days }"
            buttons=${[{ name: "Commit to main", isPrimary: true, isOff: !canWrite, run: commit(path) }]} />
        </div>
      </section>`,
  )}`;
}
