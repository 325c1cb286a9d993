import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import type { RepositoryAddress } from "../src/core/repository/repository-files.ts";
import { installShop, type Loop, quietLog, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const FULL =
  "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n\n20 exports a week.\n";

/** Without reports, a question is the only issue opened on its day. */
const NO_REPORT = "report: { enabled: false }\n";

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: TEMPLATE });
}

async function open(at: Loop, body: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await at.settle();
  return number;
}

async function addressOf({ db }: Loop): Promise<RepositoryAddress> {
  const [row] = await db.query<RepositoryAddress>(
    `select id, installation_id as "installationId", owner, name from repository`,
  );
  if (!row) throw new Error("there is no repository");
  return row;
}

/** Merges a pull request with a promise. Returns its number. */
async function merge(at: Loop): Promise<number> {
  const number = await open(at, FULL);
  await at.gh.people.merge({ by: "cleo", number });
  await at.settle();
  return number;
}

/** Merges a pull request and passes to its question. Returns the number of the follow-up. */
async function ask(at: Loop): Promise<number> {
  await merge(at);
  await at.pass({ days: 31 });
  await at.pass({ minutes: 2 });
  return at.gh.look.issues("outcome")[0]?.number ?? 0;
}

/** An abandoned request arrives after all: the same question is opened once more. Returns its number. */
async function openDuplicate(at: Loop, number: number): Promise<number> {
  const { title, body } = at.gh.look.thread(number);
  const issue = { title, body, labels: ["outcome"], assignees: [] };
  const duplicate = await at.gh.github.createIssue(await addressOf(at), issue);
  await at.gh.settled();
  return duplicate.number;
}

/** The state of each question, or the reason it is closed, by number. */
function listStates(at: Loop): readonly (string | null)[] {
  const questions = at.gh.look.issues("outcome").toSorted((a, b) => a.number - b.number);
  return questions.map(({ state, stateReason }) => (state === "closed" ? stateReason : state));
}

function isOpening(payload: unknown, number: number): boolean {
  const { action, issue } = payload as { action?: string; issue?: { number: number } };
  return action === "opened" && issue?.number === number;
}

describe("a write that arrives after it was abandoned and repeated", () => {
  it("leaves one comment, the first", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);
    const before = at.gh.look.comments(number);

    await at.gh.github.createComment(await addressOf(at), number, before[0]?.body ?? "");
    await at.gh.settled();
    await at.settle();

    expect(before).toHaveLength(1);
    expect(at.gh.look.comments(number).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it("leaves one question: the other is closed as its duplicate", async () => {
    const at = loop();
    await install(at);
    const number = await ask(at);

    const duplicate = await openDuplicate(at, number);
    await at.settle();

    expect(at.gh.look.thread(duplicate)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.gh.look.thread(number).state).toBe("open");
  });

  it("leaves no comment when it arrives after the comment is no longer needed", async () => {
    const at = loop();
    await install(at);
    at.gh.faults.next({ method: "createComment", mode: "fail" });
    const number = await open(at, TEMPLATE);
    const [sent] = await at.db.query<{ key: string }>(
      "select idempotency_key as key from managed_resource where key like 'comment/%'",
    );
    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.pass({ seconds: 15 });

    await at.gh.github.createComment(await addressOf(at), number, `<!-- did-this-work:${sent?.key} -->`);
    await at.gh.settled();
    await at.pass({ minutes: 1 });
    await at.pass({ minutes: 1 });

    expect(at.gh.look.comments(number)).toEqual([]);
    expect(await at.db.query("select key from managed_resource where key like 'comment/%'")).toEqual([]);
  });

  it.each([
    ["ticked", (at: Loop, number: number) => at.gh.people.tick({ by: "bob", number, box: 0 })],
    ["written", (at: Loop, number: number) => at.gh.people.comment({ by: "bob", number, body: "worked: 23 a week" })],
  ])("takes the answer that was %s on the question that is closed", async (_how, answer) => {
    const at = loop();
    await install(at);
    const number = await ask(at);

    const duplicate = await openDuplicate(at, number);
    await answer(at, duplicate);
    await at.gh.settled();
    await at.settle();

    expect(at.gh.look.thread(duplicate)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.gh.look.thread(number)).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.gh.look.thread(number).body).toContain("**Worked**, says bob");
  });

  it("leaves the question with the lower number, even if the higher one is confirmed first", async () => {
    const at = loop();
    await install(at);
    const first = await ask(at);
    const echo = at.gh.deliveries.findLast(({ event, payload }) => event === "issues" && isOpening(payload, first));
    at.gh.hooks.isAway = true;
    const second = await openDuplicate(at, first);
    at.gh.hooks.isAway = false;
    await at.db.query("update managed_resource set github_id = $2 where github_id = $1", [first, second]);
    await at.db.query(
      "update outcome set issue_number = $1, questions = jsonb_set(questions, '{-1,issueNumber}', to_jsonb($1::int))",
      [second],
    );

    if (echo) await at.accept({ ...echo, guid: "the first is heard of last" });
    await at.settle();
    await at.gh.people.comment({ by: "bob", number: first, body: "/outcome worked" });
    await at.settle();

    expect(at.gh.look.thread(second)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.gh.look.thread(first)).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("leaves one question, even if the first arrives while it is repeated", async () => {
    const at = loop();
    await install(at);
    const number = await merge(at);
    const retryAt = new Date(at.now().getTime() + 31 * 86_400_000 + 60_000);
    at.gh.faults.next({ method: "createIssue", mode: "refuse", kind: "limited", retryAt });
    await at.pass({ days: 31 });
    const [repository] = await at.db.query<{ id: number }>("select id from repository");
    const parts = { db: at.db, log: quietLog, now: at.now };
    const hearing = createApp({ ...parts, github: at.gh.github });
    const createIssue: typeof at.gh.github.createIssue = async (address, issue) => {
      const first = await at.gh.github.createIssue(address, issue);
      await at.gh.settled();
      await hearing.reconcile(`issue/${repository?.id}/${first.number}`, at.now());
      return at.gh.github.createIssue(address, issue);
    };

    await createApp({ ...parts, github: { ...at.gh.github, createIssue } }).reconcile(
      `outcome/${repository?.id}/${number}`,
      // The limit ends for one key after the other.
      new Date(retryAt.getTime() + 5_000),
    );
    await at.gh.settled();
    await at.pass({ minutes: 3 });

    expect(listStates(at)).toEqual(["open", "duplicate"]);
  });

  it("leaves one question, even if another attempt was refused in between", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE, config: NO_REPORT });
    await merge(at);
    at.gh.faults.next({ method: "createIssue", mode: "fail" });
    await at.pass({ days: 31 });
    const [sent] = await at.db.query<{ key: string }>(
      "select idempotency_key as key from managed_resource where key like 'follow-up/%'",
    );
    const retryAt = new Date(at.now().getTime() + 10 * 60_000);
    at.gh.faults.next({ method: "createIssue", mode: "refuse", kind: "limited", retryAt });
    await at.pass({ minutes: 2 });
    await at.pass({ minutes: 20 });
    await at.pass({ minutes: 2 });

    const issue = {
      title: "Did this work?",
      body: `<!-- did-this-work:${sent?.key} -->`,
      labels: ["outcome"],
      assignees: [],
    };
    await at.gh.github.createIssue(await addressOf(at), issue);
    await at.gh.settled();
    await at.settle();

    expect(listStates(at)).toEqual(["open", "duplicate"]);
  });

  it("leaves one question, even if another process creates it while this one searches for it", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE, config: NO_REPORT });
    const number = await merge(at);
    at.gh.hooks.isAway = true;
    at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
    await at.pass({ days: 31 });
    const first = at.gh.look.issues("outcome")[0]?.number ?? 0;
    const listIssues: typeof at.gh.github.listIssues = async (...asked) => {
      const found = await at.gh.github.listIssues(...asked);
      const duplicate = await openDuplicate(at, first);
      await at.db.query("update managed_resource set github_id = $1, written_at = $2 where key like 'follow-up/%'", [
        duplicate,
        at.now(),
      ]);
      return found;
    };
    const later = new Date(at.now().getTime() + 60_000);
    const app = createApp({ db: at.db, log: quietLog, now: () => later, github: { ...at.gh.github, listIssues } });
    const [repository] = await at.db.query<{ id: number }>("select id from repository");

    await app.reconcile(`outcome/${repository?.id}/${number}`, later);
    at.gh.hooks.isAway = false;
    await at.pass({ minutes: 2 });

    expect(listStates(at)).toEqual(["open", "duplicate"]);
  });

  it("leaves the newest check, which GitHub shows, with the current result", async () => {
    const at = loop();
    await install(at);
    const number = await open(at, TEMPLATE);
    const headSha = at.gh.look.checkRuns()[0]?.headSha ?? "";
    await at.gh.people.editPullRequest({ by: "bob", number, body: FULL });
    await at.settle();

    const [repository] = await at.db.query<{ id: number }>("select id from repository");
    await at.gh.github.createCheckRun(await addressOf(at), {
      headSha,
      externalId: `${repository?.id}:${number}`,
      conclusion: "neutral",
      title: "Missing: how will we know",
      summary: "",
      actions: [],
      annotations: [],
    });
    await at.gh.settled();
    await at.settle();

    expect(at.gh.look.thread(number).check?.conclusion).toBe("success");
    expect(at.gh.look.checkRuns()).toHaveLength(2);
  });
});
