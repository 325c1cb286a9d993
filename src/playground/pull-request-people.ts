import { emit, showCheckRun, showCheckSuite } from "./payloads.ts";
import { demand } from "./permissions.ts";
import { addLabel, closeThread, editThread, emitThread, openThread, removeLabel, touchAndEmit } from "./thread-acts.ts";
import {
  type Actor,
  ensureAccount,
  getRepository,
  getThread,
  nextSha,
  type Pull,
  type Repository,
  type World,
} from "./world.ts";

interface OnRepository {
  /** `owner/name`; the first repository unless told. */
  readonly repository?: string;
  /** Login. */
  readonly by: string;
}
interface OnPull extends OnRepository {
  readonly number: number;
}

/** A pull request as a person opens it. */
export interface NewPullRequest extends OnRepository {
  readonly title: string;
  /** null where the author left the description empty, as GitHub sends it. */
  readonly body?: string | null;
  readonly base?: string;
  readonly branch?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  /** From a fork; "gone" for one deleted since. */
  readonly fork?: boolean | "gone";
  /** Another pull request of the same commit. */
  readonly headSha?: string;
}

/** What people do to pull requests and to branches. */
export function createPullRequestActs(world: World) {
  function onPull({ repository: name, by, number }: OnPull) {
    const repository = getRepository(world, name);
    const thread = getThread(repository, number);
    if (!thread.pull) throw new Error(`#${number} is no pull request`);
    const actor: Actor = { account: ensureAccount(world, by), isApp: false };
    return { repository, thread, pull: thread.pull, actor };
  }

  /** What the author may do, and whoever has that role. */
  function onOwnPull(where: OnPull, what: string, least: "triage" | "write" = "write") {
    const found = onPull(where);
    const { repository, thread, actor } = found;
    if (thread.author !== actor.account) demand(repository, actor.account, least, `${what} #${where.number}`);
    return found;
  }

  return {
    openPullRequest(start: NewPullRequest): number {
      const repository = getRepository(world, start.repository);
      const actor: Actor = { account: ensureAccount(world, start.by), isApp: false };
      demand(repository, actor.account, "read", "open a pull request");
      const pull = makePull(world, repository, start);
      const labels = start.labels ?? [];
      return openThread(world, actor, repository, { title: start.title, body: start.body ?? null, labels, pull })
        .number;
    },
    editPullRequest({ title, body, base, ...where }: OnPull & { title?: string; body?: string | null; base?: string }) {
      const { thread, actor } = onOwnPull(where, "edit");
      const edit = { ...(title !== undefined && { title }), ...(base !== undefined && { base }) };
      editThread(world, actor, thread, body === undefined ? edit : { ...edit, body });
    },
    /** New commits on the head branch; `touches` are the paths they change. */
    push({ touches = ["src/shop.ts"], message = "More work", ...where }: OnPull & PushedFiles): string {
      const { repository, thread, pull, actor } = onOwnPull(where, "push to");
      const before = pull.headSha;
      pull.headSha = nextSha(world, repository);
      const isHere = pull.headRepositoryId === repository.id;
      const commit = { sha: pull.headSha, message, modified: touches };
      if (isHere) emitPush(world, actor, repository, { branch: pull.headRef, before, commit });
      touchAndEmit(world, actor, thread, "synchronize", { before, after: pull.headSha });
      return pull.headSha;
    },
    label({ label, ...where }: OnPull & { label: string }): void {
      const { repository, thread, actor } = onPull(where);
      demand(repository, actor.account, "triage", "label");
      addLabel(world, actor, thread, label);
    },
    unlabel({ label, ...where }: OnPull & { label: string }): void {
      const { repository, thread, actor } = onPull(where);
      demand(repository, actor.account, "triage", "label");
      removeLabel(world, actor, thread, label);
    },
    convertToDraft(where: OnPull): void {
      const { thread, pull, actor } = onOwnPull(where, "convert");
      pull.isDraft = true;
      touchAndEmit(world, actor, thread, "converted_to_draft");
    },
    readyForReview(where: OnPull): void {
      const { thread, pull, actor } = onOwnPull(where, "convert");
      pull.isDraft = false;
      touchAndEmit(world, actor, thread, "ready_for_review");
    },
    /** Merges with a merge commit; gives back its sha. */
    merge(where: OnPull): string {
      const { repository, thread, pull, actor } = onPull(where);
      demand(repository, actor.account, "write", `merge #${where.number}`);
      if (thread.state === "closed" || pull.isDraft) throw new Error(`#${where.number} cannot be merged`);
      const before = repository.headSha;
      const sha = nextSha(world, repository);
      Object.assign(pull, { mergedAt: world.now(), mergedBy: actor.account, mergeCommitSha: sha });
      if (pull.baseRef === repository.defaultBranch) repository.headSha = sha;
      closeThread(world, actor, thread);
      const message = `Merge pull request #${thread.number} from ${thread.author.login}/${pull.headRef}\n\n${thread.title}`;
      emitPush(world, actor, repository, { branch: pull.baseRef, before, commit: { sha, message } });
      return sha;
    },
    closePullRequest(where: OnPull): void {
      const { thread, actor } = onOwnPull(where, "close", "triage");
      closeThread(world, actor, thread);
    },
    reopenPullRequest(where: OnPull): void {
      const { thread, actor } = onOwnPull(where, "reopen", "triage");
      thread.state = "open";
      touchAndEmit(world, actor, thread, "reopened");
    },
    /** The pull request enters the merge queue; gives back the sha of the group's commit. */
    enqueue(where: OnPull): string {
      const { repository, thread, pull, actor } = onPull(where);
      demand(repository, actor.account, "write", `enqueue #${where.number}`);
      const headSha = nextSha(world, repository);
      emitThread(world, actor, thread, "enqueued");
      const headRef = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${thread.number}-${headSha}`;
      const group = { head_sha: headSha, head_ref: headRef, base_ref: `refs/heads/${pull.baseRef}` };
      emit(world, repository, "merge_group", actor, { action: "checks_requested", merge_group: group });
      return headSha;
    },
    /** Presses a button of our newest check run on the pull request's head. */
    pressButton({ button, ...where }: OnPull & { button: string }): void {
      const { repository, pull, actor } = onPull(where);
      demand(repository, actor.account, "write", "press buttons of checks");
      const run = getCheckRun(repository, pull);
      const action = run.actions.find(({ identifier, label }) => identifier === button || label === button);
      if (!action) throw new Error(`the check has no button ${button}`);
      emit(world, repository, "check_run", actor, {
        action: "requested_action",
        check_run: showCheckRun(repository, run),
        requested_action: { identifier: action.identifier },
      });
    },
    rerequestCheck(where: OnPull): void {
      const { repository, pull, actor } = onPull(where);
      demand(repository, actor.account, "write", "re-run checks");
      const shown = showCheckRun(repository, getCheckRun(repository, pull));
      emit(world, repository, "check_run", actor, { action: "rerequested", check_run: shown });
    },
    rerequestSuite(where: OnPull): void {
      const { repository, pull, actor } = onPull(where);
      demand(repository, actor.account, "write", "re-run checks");
      const shown = showCheckSuite(repository, pull.headSha);
      emit(world, repository, "check_suite", actor, { action: "rerequested", check_suite: shown });
    },
    /** Commits files straight to the default branch; null removes one. Gives back the sha. */
    commitFile({ files, message = "Change files", ...where }: OnRepository & CommittedFiles): string {
      const repository = getRepository(world, where.repository);
      const actor: Actor = { account: ensureAccount(world, where.by), isApp: false };
      demand(repository, actor.account, "write", "push");
      const before = repository.headSha;
      const changed = changeFiles(repository, files);
      const sha = nextSha(world, repository);
      repository.headSha = sha;
      const commit = { sha, message, ...changed };
      emitPush(world, actor, repository, { branch: repository.defaultBranch, before, commit });
      return sha;
    },
  };
}

interface PushedFiles {
  readonly touches?: readonly string[];
  readonly message?: string;
}
interface CommittedFiles {
  readonly files: Readonly<Record<string, string | null>>;
  readonly message?: string;
}
interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly added?: readonly string[];
  readonly modified?: readonly string[];
  readonly removed?: readonly string[];
}

function makePull(world: World, repository: Repository, start: NewPullRequest): Pull {
  const { fork = false, headSha } = start;
  if (headSha) repository.commits.add(headSha);
  const forkId = fork === "gone" ? null : world.nextId();
  return {
    id: world.nextId(),
    isDraft: start.draft ?? false,
    baseRef: start.base ?? repository.defaultBranch,
    headRef: start.branch ?? `change-${repository.lastNumber + 1}`,
    headSha: headSha ?? nextSha(world, repository),
    headRepositoryId: fork === false ? repository.id : forkId,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
  };
}

function changeFiles(repository: Repository, files: CommittedFiles["files"]): Omit<Commit, "sha" | "message"> {
  const added: string[] = [];
  const modified: string[] = [];
  const removed: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (text === null) removed.push(path);
    else (repository.files.has(path) ? modified : added).push(path);
    if (text === null) repository.files.delete(path);
    else repository.files.set(path, text);
  }
  return { added, modified, removed };
}

function emitPush(
  world: World,
  by: Actor,
  repository: Repository,
  { branch, before, commit }: { branch: string; before: string | null; commit: Commit },
): void {
  const { sha, message, added = [], modified = [], removed = [] } = commit;
  const author = { name: by.account.login, username: by.account.login };
  const shown = { id: sha, message, author, committer: author, distinct: true, added, modified, removed };
  const from = before ?? "0".repeat(40);
  emit(world, repository, "push", by, {
    ref: `refs/heads/${branch}`,
    before: from,
    after: sha,
    created: before === null,
    deleted: false,
    forced: false,
    commits: [shown],
    head_commit: shown,
    pusher: { name: by.account.login },
  });
}

function getCheckRun(repository: Repository, pull: Pull) {
  const run = repository.checkRuns.findLast(({ headSha }) => headSha === pull.headSha);
  if (!run) throw new Error(`there is no check run on ${pull.headSha}`);
  return run;
}
