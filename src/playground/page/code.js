import { html } from "./dom.js";
import { Editor } from "./editor.js";
import { mayWrite } from "./state.js";

const HINTS = [
  "The two headings are found in any wording the app knows; other headings can be annotated.",
  "Every key is optional, and an empty file is removed. Try a wrong one, such as “nudge-aftr”: see what is said here and on the dashboard.",
];

/** The two files the app reads. */
export function Code({ game }) {
  const { state, person } = game;
  const canWrite = mayWrite(state, person);
  const commit = (path) => (text) => game.act("commitFile", { path, text });
  return html`
    <h1 class="hidden-visually">Files</h1>
    ${state.files.map(
      ({ path, text }, index) => html`
        <section key=${path} class="box form" aria-label=${path}>
          <div class="box-header"><h2><code>${path}</code></h2></div>
          <div class="form-body">
            <p class="muted">${HINTS[index]}</p>
            ${index === 1 && html`<${Problems} problems=${state.configProblems} />`}
            <${Editor} key=${text} label=${`Contents of ${path}`} start=${text} rows=${index === 0 ? 14 : 6} canPreview=${index === 0}
              placeholder="follow-up: { after: 14 days }"
              buttons=${[{ name: "Commit to main", isPrimary: true, isOff: !canWrite, run: commit(path) }]} />
            ${!canWrite && html`<p class="muted small">Only those with write access can commit to main.</p>`}
          </div>
        </section>`,
    )}`;
}

function Problems({ problems }) {
  if (problems.length === 0) return null;
  return html`
    <div class="problems">
      <h3>${problems.length === 1 ? "One problem" : `${problems.length} problems`} in the file on main</h3>
      <ul>
        ${problems.map(
          ({ line, column, message, isInForce }) => html`
            <li key=${line + message}><strong>Line ${line}, column ${column}</strong>: ${message} ${isInForce ? "Only this is ignored." : "The last good file stays in force."}</li>`,
        )}
      </ul>
    </div>`;
}
