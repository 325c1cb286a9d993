import { html } from "./dom.js";
import { Editor } from "./editor.js";
import { mayWrite } from "./state.js";

const HINTS = [
  "The app recognizes these headings in many wordings; annotate others with <!-- outcome: measure -->.",
  "All keys are optional; an empty file is removed. Try a typo such as nudge-aftr to see how errors show up here and on the dashboard.",
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
            ${!canWrite && html`<p class="muted small">Only people with write access can commit to main.</p>`}
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
            <li key=${line + message}><strong>Line ${line}, column ${column}</strong>: ${message} ${isInForce ? "Only this key is ignored." : "The last valid file stays applied."}</li>`,
        )}
      </ul>
    </div>`;
}
