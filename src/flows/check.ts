import { type CheckPart, planCheck } from "../core/check.ts";
import type { ConfigProblem } from "../core/config-problem.ts";
import { toAddress } from "../core/repository.ts";
import { CONFIG_PATH } from "../core/repository-files.ts";
import type { CheckAnnotation, CheckRun } from "../github/github.ts";
import { renderCheck, renderQueueCheck } from "../render/check.ts";
import { listOpenByHead } from "../store/pull-request.ts";
import { listBranchProblems } from "./branch-config.ts";
import type { Context } from "./context.ts";
import { ensureStanding, type Writing } from "./ensure.ts";
import { type JudgedPullRequest, judgePullRequest } from "./judge.ts";
import type { Scene } from "./scene.ts";

/** Makes the check on a pull request's head say what it should. Gives when to look again, or null. */
export async function ensureCheck(context: Context, scene: Scene, judged: JudgedPullRequest): Promise<Date | null> {
  const { pull } = judged.kept;
  // Closed without a merge: what stands there is nobody's business any more.
  if (pull.state === "closed" && pull.mergedAt === null) return null;
  const { config } = scene.settings;
  const problems = await listBranchProblems(context, scene, pull);
  const plan = planCheck(await listParts(context, scene, judged), config, problems);
  if (!plan) return null;

  const check: CheckRun = {
    ...renderCheck(plan, config),
    headSha: pull.headSha,
    externalId: `${pull.repositoryId}:${plan.parts[0]?.number ?? pull.number}`,
    conclusion: plan.conclusion,
    actions: plan.conclusion === "neutral" || plan.conclusion === "failure" ? [NOT_NEEDED] : [],
    annotations: problems.slice(0, MAX_ANNOTATIONS).map(toAnnotation),
  };
  return write(context, scene, check);
}

/** GitHub takes so many with a request. */
const MAX_ANNOTATIONS = 50;

function toAnnotation({ line, severity, message }: ConfigProblem): CheckAnnotation {
  return { path: CONFIG_PATH, line, level: severity === "error" ? "failure" : "warning", message };
}

/** The button under a check: the same as `/outcome skip`. */
const NOT_NEEDED = {
  label: "Not needed",
  description: "This change needs no outcome",
  identifier: "not-needed",
};

/** This pull request, and every other open one with the same head. */
async function listParts(context: Context, scene: Scene, judged: JudgedPullRequest): Promise<readonly CheckPart[]> {
  const { pull } = judged.kept;
  const others = await listOpenByHead(context.db, pull.repositoryId, pull.headSha);
  return [
    toPart(judged),
    ...others
      .filter((other) => other.pull.number !== pull.number)
      .map((other) => toPart(judgePullRequest(other, scene))),
  ];
}

function toPart({ kept, judgement, reading, outcome }: JudgedPullRequest): CheckPart {
  return { number: kept.pull.number, judgement, reading, outcome };
}

/** A merge queue makes commits of its own, and waits for every required check on them: ours has nothing more to say. */
export async function ensureQueueCheck(context: Context, scene: Scene, headSha: string): Promise<Date | null> {
  const check: CheckRun = {
    ...renderQueueCheck(),
    headSha,
    externalId: `${scene.repository.id}:0`,
    conclusion: "success",
    actions: [],
    annotations: [],
  };
  return write(context, scene, check);
}

async function write(context: Context, { repository }: Scene, check: CheckRun): Promise<Date | null> {
  const address = toAddress(repository);
  const { github } = context;
  const writing: Writing<CheckRun> = {
    object: `check/${repository.id}/${check.headSha}`,
    repositoryId: repository.id,
    render: () => check,
    create: async (content) => (await github.createCheckRun(address, content)).id,
    update: (id, content) => github.updateCheckRun(address, id, content),
    find: async () => (await github.listCheckRuns(address, check.headSha))[0]?.id,
  };
  const ensured = await ensureStanding(context, writing);
  return ensured.kind === "unknown" ? ensured.lookAgainAt : null;
}
