import { Author, Avatar, html, Icon, showDay } from "./dom.js";
import { Markdown } from "./markdown.js";

/** Icon, colour and word of a thread's state. */
function findLook({ kind, state, stateReason, isDraft }) {
  if (state === "merged") return { icon: "merge", tone: "done", word: "Merged" };
  if (kind === "pull-request") {
    if (state === "closed") return { icon: "pull", tone: "closed", word: "Closed" };
    return isDraft ? { icon: "pull", tone: "draft", word: "Draft" } : { icon: "pull", tone: "open", word: "Open" };
  }
  if (state === "open") return { icon: "open", tone: "open", word: "Open" };
  if (stateReason === "not_planned") return { icon: "skip", tone: "draft", word: "Closed as not planned" };
  return { icon: "closed", tone: "done", word: "Closed" };
}

/** The icon in front of a row. */
export function StateIcon({ thread }) {
  const { icon, tone, word } = findLook(thread);
  return html`<span class=${`state-icon tone-${tone}`} title=${word}><${Icon} name=${icon} /><span class="hidden-visually">${word}</span></span>`;
}

/** The state pill below a title. */
export function StatePill({ thread }) {
  const { icon, tone, word } = findLook(thread);
  return html`<span class=${`pill tone-${tone}`}><${Icon} name=${icon} /> ${word}</span>`;
}

/** A description or comment below its author line. */
export function Post({ author, at, isEdited = false, children, actions = null, name }) {
  return html`
    <article class="post" aria-label=${name}>
      <${Avatar} login=${author} size=${36} />
      <div class="box post-box">
        <header class="box-header post-header">
          <span><${Author} login=${author} /> <span class="muted">on ${showDay(at)}${isEdited ? " · edited" : ""}</span></span>
          <span class="post-actions">${actions}</span>
        </header>
        <div class="post-body">${children}</div>
      </div>
    </article>`;
}

const EMOJI = { eyes: "👀", "+1": "👍", confused: "😕" };

/** One comment, with its reactions. */
export function Comment({ comment, canDelete, onDelete }) {
  const remove = canDelete && html`<button class="plain small" onClick=${onDelete}>Delete</button>`;
  return html`
    <${Post} author=${comment.author} at=${comment.at} isEdited=${comment.isEdited} actions=${remove} name=${`Comment by ${comment.author}`}>
      <${Markdown} text=${comment.body} />
      ${
        comment.reactions.length > 0 &&
        html`<p class="reactions">
          ${comment.reactions.map(
            ({ by, content }) =>
              html`<span key=${content} class="reaction" title=${by} role="img" aria-label=${`${by} reacted with ${content}`}>${EMOJI[content] ?? content} 1</span>`,
          )}
        </p>`
      }
    </${Post}>`;
}
