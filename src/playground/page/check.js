import { html, Icon } from "./dom.js";
import { Markdown } from "./markdown.js";

const ICONS = { success: "check", failure: "cross", neutral: "square", skipped: "skip" };

/** The small coloured icon of a check. */
export function Conclusion({ check }) {
  return html`
    <span class=${`conclusion conclusion-${check.conclusion}`}>
      <${Icon} name=${ICONS[check.conclusion] ?? "square"} /><span class="hidden-visually">${check.conclusion}</span>
    </span>`;
}

/** The check run with its summary and its buttons. */
export function Check({ game, thread, canPress }) {
  const { check } = thread;
  if (!check) return html`<section class="box check"><p class="blank">No check has run.</p></section>`;
  const press = (button) => game.act("pressButton", { number: thread.number, button });
  return html`
    <section class="box check" aria-label="Checks">
      <details open=${check.conclusion !== "skipped"}>
        <summary>
          <${Conclusion} check=${check} />
          <span><strong>Outcome</strong> <span class="check-title">${check.title}</span></span>
        </summary>
        <div class="check-summary">
          <div class="check-buttons">
            ${check.buttons.map(
              ({ label, description, identifier }) => html`
                <button key=${identifier} class="button" title=${description} disabled=${!canPress} onClick=${() => press(label)}>${label}</button>`,
            )}
            <button class="button" disabled=${!canPress} onClick=${() => game.act("rerequestCheck", { number: thread.number })}>Re-run</button>
          </div>
          <${Markdown} text=${check.summary} label="Summary of the check" />
          ${check.annotations.map(
            ({ path, line, level, message }) => html`
              <p key=${path + line + message} class="annotation"><strong>${path}:${line}</strong> ${level}: ${message}</p>`,
          )}
        </div>
      </details>
    </section>`;
}
