import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import type { RepositoryAddress } from "../src/core/repository/repository-files.ts";
import { quietLog } from "./support/loop.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

/** Without reports, a question is the only issue opened on its day. */
const NO_REPORT = "report: { enabled: false }\n";

const shop = useShop();

async function addressOf({ db }: Shop): Promise<RepositoryAddress> {
  const [row] = await db.query<RepositoryAddress>(
    `select id, installation_id as "installationId", owner, name from repository`,
  );
  if (!row) throw new Error("there is no repository");
  return row;
}

/** An abandoned request arrives after all: the same question is opened once more. Returns its number. */
async function openDuplicate(at: Shop, number: number): Promise<number> {
  const { title, body } = at.gh.look.thread(number);
  const issue = { title, body, labels: ["outcome"], assignees: [] };
  const duplicate = await at.gh.github.createIssue(await addressOf(at), issue);
  await at.gh.settled();
  return duplicate.number;
}

/** The state of each question, or the reason it is closed, by number. */
function listStates(at: Shop): readonly (string | null)[] {
  const questions = at.questions().toSorted((a, b) => a.number - b.number);
  return questions.map(({ state, stateReason }) => (state === "closed" ? stateReason : state));
}

function isOpening(payload: unknown, number: number): boolean {
  const { action, issue } = payload as { action?: string; issue?: { number: number } };
  return action === "opened" && issue?.number === number;
}

describe("a write that arrives after it was abandoned and repeated", () => {
  it("leaves one comment, the first", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const { number } = at.pull();
    const before = at.pull().comments;

    await at.gh.github.createComment(await addressOf(at), number, before[0]?.body ?? "");
    await at.gh.settled();
    await at.settle();

    expect(before).toHaveLength(1);
    expect(at.pull().comments.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it("leaves one question: the other is closed as its duplicate", async () => {
    const at = await shop().openPull().merge().ask().pass({ minutes: 2 });
    const { number } = at.question();

    const duplicate = await openDuplicate(at, number);
    await at.settle();

    expect(at.gh.look.thread(duplicate)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.question().state).toBe("open");
  });

  it("leaves no comment when it arrives after the comment is no longer needed", async () => {
    const at = await shop();
    at.gh.faults.next({ method: "createComment", mode: "fail" });
    await at.openPull({ body: TEMPLATE });
    const { number } = at.pull();
    const [sent] = await at.db.query<{ key: string }>(
      "select idempotency_key as key from managed_resource where key like 'comment/%'",
    );
    await at.edit({ body: FULL }).pass({ seconds: 15 });

    await at.gh.github.createComment(await addressOf(at), number, `<!-- did-this-work:${sent?.key} -->`);
    await at.gh.settled();
    await at.pass({ minutes: 1 });
    await at.pass({ minutes: 1 });

    expect(at.pull().comments).toEqual([]);
    expect(await at.db.query("select key from managed_resource where key like 'comment/%'")).toEqual([]);
  });

  it.each([
    ["ticked", (at: Shop, number: number) => at.gh.people.tick({ by: "bob", number, box: 0 })],
    ["written", (at: Shop, number: number) => at.gh.people.comment({ by: "bob", number, body: "worked: 23 a week" })],
  ])("takes the answer that was %s on the question that is closed", async (_how, answer) => {
    const at = await shop().openPull().merge().ask().pass({ minutes: 2 });
    const { number } = at.question();

    const duplicate = await openDuplicate(at, number);
    await answer(at, duplicate);
    await at.gh.settled();
    await at.settle();

    expect(at.gh.look.thread(duplicate)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
    expect(at.question().body).toContain("**Worked** – bob");
  });

  it("leaves the question with the lower number, even if the higher one is confirmed first", async () => {
    const at = await shop().openPull().merge().ask().pass({ minutes: 2 });
    const { number: first } = at.question();
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
    await at.say("/outcome worked");

    expect(at.gh.look.thread(second)).toMatchObject({ state: "closed", stateReason: "duplicate" });
    expect(at.question()).toMatchObject({ state: "closed", stateReason: "completed" });
  });

  it("leaves one question, even if the first arrives while it is repeated", async () => {
    const at = await shop().openPull().merge();
    const { number } = at.pull();
    const retryAt = new Date(at.now().getTime() + 31 * 86_400_000 + 60_000);
    at.gh.faults.next({ method: "createIssue", mode: "refuse", kind: "limited", retryAt });
    await at.pass({ days: 31 });
    const parts = { db: at.db, log: quietLog, now: at.now };
    const hearing = createApp({ ...parts, github: at.gh.github });
    const createIssue: typeof at.gh.github.createIssue = async (address, issue) => {
      const first = await at.gh.github.createIssue(address, issue);
      await at.gh.settled();
      await hearing.reconcile(`issue/${at.id}/${first.number}`, at.now());
      return at.gh.github.createIssue(address, issue);
    };

    await createApp({ ...parts, github: { ...at.gh.github, createIssue } }).reconcile(
      `outcome/${at.id}/${number}`,
      // The limit ends for one key after the other.
      new Date(retryAt.getTime() + 5_000),
    );
    await at.gh.settled();
    await at.pass({ minutes: 3 });

    expect(listStates(at)).toEqual(["open", "duplicate"]);
  });

  it("leaves one question, even if another attempt was refused in between", async () => {
    const at = await shop({ config: NO_REPORT }).openPull().merge();
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
    const at = await shop({ config: NO_REPORT }).openPull().merge();
    const { number } = at.pull();
    at.gh.hooks.isAway = true;
    at.gh.faults.next({ method: "createIssue", mode: "apply-then-fail" });
    await at.pass({ days: 31 });
    const { number: first } = at.question();
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

    await app.reconcile(`outcome/${at.id}/${number}`, later);
    at.gh.hooks.isAway = false;
    await at.pass({ minutes: 2 });

    expect(listStates(at)).toEqual(["open", "duplicate"]);
  });

  it("leaves the newest check, which GitHub shows, with the current result", async () => {
    const at = await shop().openPull({ body: TEMPLATE });
    const { number } = at.pull();
    const headSha = at.gh.look.checkRuns()[0]?.headSha ?? "";
    await at.edit({ body: FULL });

    await at.gh.github.createCheckRun(await addressOf(at), {
      headSha,
      externalId: `${at.id}:${number}`,
      conclusion: "neutral",
      title: "Missing: how will we know",
      summary: "",
      actions: [],
      annotations: [],
    });
    await at.gh.settled();
    await at.settle();

    expect(at.pull().check?.conclusion).toBe("success");
    expect(at.gh.look.checkRuns()).toHaveLength(2);
  });
});
