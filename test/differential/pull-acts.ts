import type { ThreadView } from "../../src/simulator/look.ts";
import type { Chance } from "../chaos/random.ts";
import { type Act, BOT, nameThread, pickFrom, pickPull, pickRepository, pickThread, type Stage } from "./stage.ts";
import { LABELS, MEASURES, PULL_COMMANDS, TITLES, writeDescription, writePromise } from "./texts.ts";

// What people do to pull requests.

/** Who opens a pull request: mostly a colleague. */
function pickAuthor({ author }: Stage, chance: Chance): string {
  return chance.pick([author, author, author, author, "cleo", "cleo", "dan", "eve", "dependabot[bot]", "helper[bot]"]);
}

async function open(stage: Stage, chance: Chance): Promise<string> {
  const repository = pickRepository(stage, chance);
  const by = pickAuthor(stage, chance);
  const others = stage.look
    .threads(repository)
    .filter(({ kind, state }) => kind === "pull-request" && state === "open");
  const twin = chance.happens(0.07) ? pickFrom(chance, others)?.headSha : undefined;
  const number = await stage.people.openPullRequest({
    repository,
    by,
    title: chance.pick(TITLES),
    body: writeDescription(chance, repository),
    draft: chance.happens(0.12),
    base: chance.pick(["main", "main", "main", "main", "main", "main", "main", "main", "main", "release/1", "next"]),
    fork: by === "eve" ? chance.pick([true, true, "gone"] as const) : false,
    labels: chance.happens(0.25) ? [chance.pick(LABELS)] : [],
    touches: chance.pick([["src/shop.ts"], ["docs/a.md"], ["docs/a.md", "src/shop.ts"], []]),
    ...(chance.happens(0.1) && { branch: chance.pick(["wip/basket", "renovate/all", "main", "release/1"]) }),
    ...(twin ? { headSha: twin } : {}),
  });
  return `${by} opens ${repository}#${number}`;
}

/** Opened and merged in one go, with a promise: what questions come from. */
async function ship(stage: Stage, chance: Chance): Promise<string> {
  const repository = pickRepository(stage, chance);
  const by = chance.pick([stage.author, stage.author, "cleo", "dan", "eve", "helper[bot]"]);
  const body = writePromise(chance);
  const number = await stage.people.openPullRequest({
    repository,
    by,
    title: chance.pick(TITLES),
    body,
    fork: by === "eve",
  });
  if (chance.happens(0.3)) await stage.clock.settle();
  await stage.people.merge({ repository, number, by: "ada" });
  return `${by} ships ${repository}#${number}`;
}

/** An act on some pull request of a person's. */
function onPull(
  state: ThreadView["state"] | undefined,
  act: (stage: Stage, chance: Chance, pull: ThreadView) => Promise<string>,
): Act["play"] {
  return async (stage, chance) => {
    const pull = pickPull(stage, chance, state);
    return pull ? `${nameThread(pull)}: ${await act(stage, chance, pull)}` : null;
  };
}

async function edit({ people, author }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const title = chance.happens(0.2) ? { title: chance.pick(TITLES) } : {};
  const body = chance.happens(0.9) ? { body: writeDescription(chance, repository) } : {};
  await people.editPullRequest({ repository, number, by: chance.pick([author, "cleo"]), ...title, ...body });
  return `edits ${Object.keys({ ...title, ...body }).join(" and ")}`;
}

/** A promise that comes after the merge, where there was none. */
async function promiseLate(stage: Stage, chance: Chance): Promise<string | null> {
  const isMissing = (body: string) => !MEASURES.some((measure) => body.includes(measure));
  const pull = pickThread(
    stage,
    chance,
    ({ kind, author, state, body }) =>
      kind === "pull-request" && author !== BOT && state === "merged" && isMissing(body),
  );
  if (!pull) return null;
  const { repository, number } = pull;
  await stage.people.editPullRequest({ repository, number, by: "cleo", body: writePromise(chance) });
  return `${nameThread(pull)}: promises after the merge`;
}

async function retarget({ people }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const base = chance.pick(["main", "release/1", "next"]);
  await people.editPullRequest({ repository, number, by: "cleo", base });
  return `retargets to ${base}`;
}

async function changeLabel({ people }: Stage, chance: Chance, pull: ThreadView): Promise<string> {
  const { repository, number, labels } = pull;
  const on = pickFrom(chance, labels);
  if (on && chance.happens(0.6)) {
    await people.unlabel({ repository, number, by: "cleo", label: on });
    return `takes off ${on}`;
  }
  const label = chance.pick(LABELS);
  await people.label({ repository, number, by: "tina", label });
  return `labels ${label}`;
}

async function toggleDraft({ people }: Stage, _: Chance, { repository, number, isDraft }: ThreadView): Promise<string> {
  if (isDraft) await people.readyForReview({ repository, number, by: "cleo" });
  else await people.convertToDraft({ repository, number, by: "cleo" });
  return isDraft ? "is ready" : "becomes a draft";
}

const CONFIGS = [
  "follow-up: { after: 2 weeks }\n",
  "follow-up: { after: soon, colour: red }\n",
  "follow-up:\n  after: [\n",
  "enforcement: require\nskip: { labels: [chore] }\n",
];

async function push({ people }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const config = chance.happens(0.4) ? chance.pick(CONFIGS) : undefined;
  const touches = chance.pick([["src/shop.ts"], ["docs/b.md"]]);
  await people.push({ repository, number, by: "cleo", ...(config === undefined ? { touches } : { config }) });
  return config === undefined ? `pushes to ${touches}` : `pushes ${JSON.stringify(config)}`;
}

async function closePull({ people }: Stage, _: Chance, { repository, number }: ThreadView): Promise<string> {
  await people.closePullRequest({ repository, number, by: "cleo" });
  return "closes";
}

async function reopenPull({ people }: Stage, _: Chance, { repository, number }: ThreadView): Promise<string> {
  await people.reopenPullRequest({ repository, number, by: "cleo" });
  return "reopens";
}

async function merge({ people }: Stage, chance: Chance, pull: ThreadView): Promise<string> {
  const { repository, number, isDraft } = pull;
  if (isDraft) await people.readyForReview({ repository, number, by: "cleo" });
  const by = chance.pick(["cleo", "cleo", "ada"]);
  await people.merge({ repository, number, by });
  return `${by} merges`;
}

async function enqueue({ people }: Stage, _: Chance, { repository, number }: ThreadView): Promise<string> {
  await people.enqueue({ repository, number, by: "cleo" });
  return "enters the merge queue";
}

async function rerun({ people }: Stage, chance: Chance, { repository, number, check }: ThreadView): Promise<string> {
  const isSuite = check === null || chance.happens(0.4);
  await people[isSuite ? "rerequestSuite" : "rerequestCheck"]({ repository, number, by: "cleo" });
  return isSuite ? "re-runs all checks" : "re-runs the check";
}

async function press(stage: Stage, chance: Chance): Promise<string | null> {
  const pull = pickThread(stage, chance, ({ check, state }) => state === "open" && (check?.buttons.length ?? 0) > 0);
  const button = pull?.check?.buttons[0]?.identifier;
  if (!pull || !button) return null;
  const by = chance.pick([stage.author, "cleo", "ada"]);
  await stage.people.pressButton({ repository: pull.repository, number: pull.number, by, button });
  return `${nameThread(pull)}: ${by} presses ${button}`;
}

async function say({ people, author }: Stage, chance: Chance, { repository, number }: ThreadView): Promise<string> {
  const body = chance.pick(PULL_COMMANDS);
  const by = chance.pick([author, author, "cleo", "tina", "eve", "helper[bot]"]);
  await people.comment({ repository, number, by, body });
  return `${by} says ${JSON.stringify(body)}`;
}

/** Our comment, or a person's. */
async function deleteComment(stage: Stage, chance: Chance): Promise<string | null> {
  const pull = pickThread(stage, chance, ({ kind, comments }) => kind === "pull-request" && comments.length > 0);
  const comment = pull && pickFrom(chance, pull.comments);
  if (!pull || !comment) return null;
  await stage.people.deleteComment({ repository: pull.repository, by: "cleo", id: comment.id });
  return `${nameThread(pull)}: deletes a comment of ${comment.author}`;
}

/** GitHub's button, which names what it takes back; what is taken back may be such a pull request itself. */
async function revert({ people, look }: Stage, chance: Chance, pull: ThreadView): Promise<string> {
  const { repository, number, title } = pull;
  const reverting = await people.openPullRequest({
    repository,
    by: "cleo",
    title: `Revert "${title}"`.slice(0, 250),
    body: chance.pick([`Reverts ${repository}#${number}`, `Reverts #${number}\n\nIt broke the checkout.`]),
    base: pull.base ?? "main",
    branch: chance.pick([`revert-${number}-change`, `undo-${number}`]),
  });
  if (chance.happens(0.85)) await people.merge({ repository, number: reverting, by: "ada" });
  return `#${reverting} takes it back, ${look.thread(reverting, repository).state}`;
}

/** `git revert`, pushed without a pull request. */
async function revertByCommit(stage: Stage, chance: Chance): Promise<string | null> {
  const merges = stage.deliveries.flatMap(({ event, payload }) => {
    const { action, pull_request, repository } = payload as Payload;
    const sha = event === "pull_request" && action === "closed" ? pull_request?.merge_commit_sha : undefined;
    return sha && repository && stage.repositories.includes(repository.full_name)
      ? [{ sha, repository: repository.full_name }]
      : [];
  });
  const merged = pickFrom(chance, merges);
  if (!merged) return null;
  const message = `Take it back\n\nThis reverts commit ${merged.sha}.`;
  await stage.people.commitFile({ repository: merged.repository, by: "cleo", message, files: { "src/shop.ts": "" } });
  return `${merged.repository}: a commit reverts ${merged.sha.slice(0, 7)}`;
}

interface Payload {
  readonly action?: string;
  readonly pull_request?: { readonly merge_commit_sha: string | null };
  readonly repository?: { readonly full_name: string };
}

/** A revert of ours is a change of a person's: the newest first, so that reverts of reverts happen. */
async function revertRevert(stage: Stage, chance: Chance): Promise<string | null> {
  const pull = pickThread(
    stage,
    chance,
    ({ kind, author, state, title }) =>
      kind === "pull-request" && author !== BOT && state === "merged" && title.startsWith("Revert"),
  );
  return pull ? `${nameThread(pull)}: ${await revert(stage, chance, pull)}` : null;
}

export const PULL_ACTS: readonly Act[] = [
  { name: "open", weight: 7, play: open },
  { name: "ship", weight: 7, play: ship },
  { name: "edit pull request", weight: 5, play: onPull("open", edit) },
  { name: "edit after the merge", weight: 2, play: onPull("merged", edit) },
  { name: "promise after the merge", weight: 2, play: promiseLate },
  { name: "retarget", weight: 1, play: onPull("open", retarget) },
  { name: "label", weight: 2, play: onPull("open", changeLabel) },
  { name: "draft", weight: 2, play: onPull("open", toggleDraft) },
  { name: "push", weight: 3, play: onPull("open", push) },
  { name: "close pull request", weight: 2, play: onPull("open", closePull) },
  { name: "reopen pull request", weight: 4, play: onPull("closed", reopenPull) },
  { name: "merge", weight: 7, play: onPull("open", merge) },
  { name: "enqueue", weight: 1, play: onPull("open", enqueue) },
  { name: "re-run", weight: 2, play: onPull("open", rerun) },
  { name: "press", weight: 2, play: press },
  { name: "say on a pull request", weight: 3, play: onPull(undefined, say) },
  { name: "delete a comment", weight: 2, play: deleteComment },
  { name: "revert", weight: 1.2, play: onPull("merged", revert) },
  { name: "revert a revert", weight: 4, play: revertRevert },
  { name: "revert by commit", weight: 1, play: revertByCommit },
];
