import { useId, useState } from "preact/hooks";
import { html } from "./dom.js";
import { Markdown } from "./markdown.js";

/** A text area with a preview and buttons that receive its text. With `clears` it empties when a button succeeds. */
export function Editor({ label, start = "", rows = 6, placeholder = "", canPreview = true, clears = false, buttons }) {
  const id = useId();
  const [text, setText] = useState(start);
  const [isPreview, setPreview] = useState(false);
  const press = async (run) => {
    const result = await run(text);
    if (clears && result?.isDone) setText("");
  };
  return html`
    <div class="editor">
      <div class="editor-tabs">
        <label for=${id}>${label}</label>
        ${canPreview && html`<button class="plain" type="button" aria-pressed=${isPreview} onClick=${() => setPreview(!isPreview)}>Preview</button>`}
      </div>
      ${
        isPreview
          ? html`<div class="preview"><${Markdown} text=${text} /></div>`
          : html`<textarea id=${id} rows=${rows} spellcheck="false" placeholder=${placeholder} value=${text} onInput=${(event) => setText(event.target.value)} />`
      }
      <div class="editor-buttons">
        ${buttons.map(
          ({ name, isPrimary = false, isOff = false, needsText = false, run }) => html`
            <button key=${name} type="button" class=${isPrimary ? "button primary" : "button"}
              disabled=${isOff || (needsText && text.trim() === "")} onClick=${() => press(run)}>${name}</button>`,
        )}
      </div>
    </div>`;
}
