import { html, Icon, showDay } from "./dom.js";

/** Merge, drafts and new commits. */
export function MergeBox({ game, thread, canWrite, isOwn }) {
  const { number, state, isDraft, mergedAt } = thread;
  if (state === "merged") {
    return html`<p class="box merged"><span class="tone-done"><${Icon} name="merge" /></span> Merged into <code>${thread.base}</code> on ${showDay(mergedAt)}.</p>`;
  }
  if (state === "closed") return null;
  const act = (name) => () => game.act(name, { number });
  const canChange = canWrite || isOwn;
  return html`
    <section class="box merge-box" aria-label="Merge">
      <button class="button primary" disabled=${!canWrite || isDraft} onClick=${act("merge")}>Merge pull request</button>
      <button class="button" disabled=${!canChange} onClick=${act(isDraft ? "readyForReview" : "convertToDraft")}>
        ${isDraft ? "Ready for review" : "Convert to draft"}
      </button>
      <button class="button" disabled=${!canChange} onClick=${act("push")}>Push a commit</button>
      ${!canWrite && html`<span class="muted small">Only people with write access can merge this pull request.</span>`}
    </section>`;
}
