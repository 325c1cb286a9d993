import { parseIssue } from "./answers.ts";
import { presentCheckRun, presentCheckRunChange } from "./check-run.ts";
import type { Client } from "./client.ts";
import type { CheckRun, GitHub, IssueChange } from "./github.ts";
import { ask, send } from "./requests.ts";
import { addReviewReaction } from "./review-reaction.ts";

type CheckRunWrite = "createCheckRun" | "updateCheckRun" | "repeatCheckRun";
type CommentWrite = "createComment" | "updateComment" | "deleteComment" | "addReaction" | "addReviewReaction";
type IssueWrite = "createIssue" | "updateIssue";

/** The methods of `GitHub` that change something. */
export function createWrites(client: Client): Pick<GitHub, CheckRunWrite | CommentWrite | IssueWrite> {
  return { ...createCheckRunWrites(client), ...createCommentWrites(client), ...createIssueWrites(client) };
}

function createCheckRunWrites(client: Client): Pick<GitHub, CheckRunWrite> {
  return {
    async createCheckRun(repository, check) {
      const { id } = await ask(client, repository, "create a check run", (rest, at) =>
        rest.checks.create({ ...at, ...presentCheckRun(check), head_sha: check.headSha }),
      );
      return { id };
    },
    async updateCheckRun(repository, check_run_id, change) {
      await send(client, repository, `update check run ${check_run_id}`, (rest, at) =>
        rest.checks.update({ ...at, ...presentCheckRunChange(change), check_run_id }),
      );
    },
    async repeatCheckRun(repository, { id: check_run_id, conclusion, title, summary }) {
      const standing = {
        status: "completed",
        conclusion: parseConclusion(conclusion),
        output: { title, summary },
      } as const;
      await send(client, repository, `send check run ${check_run_id} again`, (rest, at) =>
        rest.checks.update({ ...at, ...standing, check_run_id }),
      );
    },
  };
}

function createCommentWrites(client: Client): Pick<GitHub, CommentWrite> {
  return {
    async createComment(repository, issue_number, body) {
      const { id } = await ask(client, repository, `comment on ${issue_number}`, (rest, at) =>
        rest.issues.createComment({ ...at, issue_number, body }),
      );
      return { id };
    },
    async updateComment(repository, comment_id, body) {
      await send(client, repository, `update comment ${comment_id}`, (rest, at) =>
        rest.issues.updateComment({ ...at, comment_id, body }),
      );
    },
    async deleteComment(repository, comment_id) {
      await send(client, repository, `delete comment ${comment_id}`, (rest, at) =>
        rest.issues.deleteComment({ ...at, comment_id }),
      );
    },
    addReviewReaction: (repository, nodeId, reaction) => addReviewReaction(client, repository, { nodeId, reaction }),
    async addReaction(repository, comment_id, content) {
      await send(client, repository, `react to comment ${comment_id}`, (rest, at) =>
        rest.reactions.createForIssueComment({ ...at, comment_id, content }),
      );
    },
  };
}

function createIssueWrites(client: Client): Pick<GitHub, IssueWrite> {
  return {
    async createIssue(repository, { title, body, labels, assignees }) {
      const issue = { title, body, labels: [...labels], assignees: [...assignees] };
      return parseIssue(
        await ask(client, repository, "create an issue", (rest, at) => rest.issues.create({ ...at, ...issue })),
      );
    },
    async updateIssue(repository, issue_number, change) {
      return parseIssue(
        await ask(client, repository, `update issue ${issue_number}`, (rest, at) =>
          rest.issues.update({ ...at, issue_number, ...presentChange(change) }),
        ),
      );
    },
  };
}

function presentChange({ title, body, state, stateReason, assignees }: IssueChange) {
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...(state === undefined ? {} : { state }),
    ...(stateReason === undefined ? {} : { state_reason: stateReason }),
    ...(assignees === undefined ? {} : { assignees: [...assignees] }),
  };
}

/** The app gives no other; GitHub itself closes runs that were left open. */
function parseConclusion(conclusion: string): CheckRun["conclusion"] {
  return conclusion === "success" || conclusion === "failure" || conclusion === "skipped" ? conclusion : "neutral";
}
