import { useState } from "preact/hooks";
import { Check } from "./check.js";
import { html } from "./dom.js";
import { Editor } from "./editor.js";
import { Markdown } from "./markdown.js";
import { MergeBox } from "./merge-box.js";
import { mayWrite } from "./state.js";
import { Comment, Post, StatePill } from "./thread-parts.js";

/** The page of a pull request or of an issue. */
export function Thread({ game, thread }) {
  const { state, person } = game;
  const canWrite = mayWrite(state, person);
  const isOwn = thread.author === person;
  const isPull = thread.kind === "pull-request";
  return html`
    <div class="thread">
      <${Title} game=${game} thread=${thread} credit=${state.credits[thread.title]} />
      <${Description} game=${game} thread=${thread} canEdit=${canWrite || isOwn} />
      ${thread.comments.map(
        (comment) => html`
          <${Comment} key=${comment.id} comment=${comment} canDelete=${canWrite || comment.author === person}
            onDelete=${() => game.act("deleteComment", { id: comment.id })} />`,
      )}
      ${isPull && html`<${Check} game=${game} thread=${thread} canPress=${canWrite} />`}
      ${isPull && html`<${MergeBox} game=${game} thread=${thread} canWrite=${canWrite} isOwn=${isOwn} />`}
      <${Reply} game=${game} thread=${thread} canClose=${canWrite || isOwn} />
    </div>`;
}

/** An open question is answered by the person who was asked. */
function ActAs({ game, thread }) {
  const [asked] = thread.assignees;
  const { state, person, playAs } = game;
  const isOffered = thread.state === "open" && asked !== person && state.cast.some(({ login }) => login === asked);
  return isOffered && html`<button class="button small" onClick=${() => playAs(asked)}>Act as ${asked}</button>`;
}

function Title({ game, thread, credit }) {
  const { title, number, author, base, assignees, labels } = thread;
  return html`
    <div class="title">
      <h1>${title} <span class="number">#${number}</span></h1>
      <p class="title-facts">
        <${StatePill} thread=${thread} />
        <span class="muted">${base ? html`<strong>${author}</strong> wants to merge into <code>${base}</code>` : html`opened by <strong>${author}</strong>`}</span>
        ${assignees.length > 0 && html`<span class="muted">Assigned to <strong>${assignees.join(", ")}</strong></span>`}
        <${ActAs} game=${game} thread=${thread} />
        ${labels.map((label) => html`<span key=${label} class="label">${label}</span>`)}
      </p>
      ${credit && html`<p class="muted credit-line">Adapted from <${CreditLink} credit=${credit} />.</p>`}
    </div>`;
}

function CreditLink({ credit }) {
  const [repository, number] = credit.split("#");
  return html`<a href=${`https://github.com/${repository}/pull/${number}`} target="_blank" rel="noopener noreferrer">${credit}</a>`;
}

function Description({ game, thread, canEdit }) {
  const [isEditing, setEditing] = useState(false);
  const isPull = thread.kind === "pull-request";
  const save = async (text) => {
    const { isDone } = await game.act("editPullRequest", { number: thread.number, title: thread.title, text });
    if (isDone) setEditing(false);
  };
  const edit =
    isPull &&
    canEdit &&
    !isEditing &&
    html`<button class="plain small" onClick=${() => setEditing(true)}>Edit</button>`;
  const tick = (box) => game.act("tick", { number: thread.number, box });
  return html`
    <${Post} author=${thread.author} at=${thread.createdAt} actions=${edit} name="Description">
      ${
        isEditing
          ? html`<${Editor} label="Description" start=${thread.body} rows=${16}
              buttons=${[
                { name: "Save", isPrimary: true, run: save },
                { name: "Cancel", run: () => setEditing(false) },
              ]} />`
          : html`<${Markdown} text=${thread.body || "*No description provided.*"} onTick=${!isPull && canEdit ? tick : null} />`
      }
    </${Post}>`;
}

function Reply({ game, thread, canClose }) {
  const { number, kind, state } = thread;
  const say = (act) => (text) => game.act(act, { number, text });
  return html`
    <div class="reply">
      <${Editor} label="Add a comment" placeholder=${suggest(thread)} clears
        buttons=${[
          { name: "Comment", isPrimary: true, needsText: true, run: say("comment") },
          { name: "Reply by email", needsText: true, run: say("replyByEmail") },
          ...(canClose ? listClosing({ game, number, kind, state }) : []),
        ]} />
      <p class="muted small">Email replies include the quoted thread, like a real mail client.</p>
    </div>`;
}

function suggest({ kind, state, labels }) {
  if (labels.includes("outcome")) return "/outcome worked 23 exports a week";
  return kind === "pull-request" && state === "open" ? "/outcome skip a typo in the docs" : "";
}

function listClosing({ game, number, kind, state }) {
  const close =
    (act, fields = {}) =>
    () =>
      game.act(act, { number, ...fields });
  if (kind === "pull-request") {
    if (state === "merged") return [];
    return state === "open"
      ? [{ name: "Close pull request", run: close("closePullRequest") }]
      : [{ name: "Reopen pull request", run: close("reopenPullRequest") }];
  }
  if (state === "closed") return [{ name: "Reopen issue", run: close("reopenIssue") }];
  return [
    { name: "Close issue", run: close("closeIssue", { reason: "completed" }) },
    { name: "Close as not planned", run: close("closeIssue", { reason: "not_planned" }) },
  ];
}
