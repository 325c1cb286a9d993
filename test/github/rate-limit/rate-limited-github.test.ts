import { expect, test } from "vitest";
import { ExternalError } from "../../../src/core/external-error.ts";
import type { GitHub } from "../../../src/github/github.ts";
import { limitCalls } from "../../../src/github/rate-limit/rate-limited-github.ts";
import { reserveRetry, reserveWrite, saveLimit } from "../../../src/store/rate-limit.ts";
import { useDatabase } from "../../support/database.ts";
import { eventually } from "../../support/eventually.ts";

const REPO = { id: 5, installationId: 7, owner: "acme", name: "shop" };
const NEIGHBOUR = { ...REPO, id: 6, name: "store" };
const ELSEWHERE = { ...REPO, id: 9, installationId: 8 };

const db = useDatabase();

/** A GitHub that records its calls, and a clock that only `sleep` moves. Each process has its own rate limiter. */
function aPacedGitHub(answer: (what: string) => Promise<void> = async () => {}) {
  let time = 0;
  const asked: string[] = [];
  const ask = async (what: string) => {
    asked.push(`${time}: ${what}`);
    await answer(what);
  };
  const fake: Partial<GitHub> = {
    readIssue: async ({ name }) => void (await ask(`read ${name}`)) as undefined,
    updateComment: (_, __, body) => ask(body),
    deleteComment: () => ask("delete"),
  };
  const sleep = async (ms: number) => {
    time += ms;
  };
  const reservations = {
    reserveWrite: (id: number, wanted: Parameters<typeof reserveWrite>[2]) => reserveWrite(db(), id, wanted),
    reserveRetry: (id: number, from: Date) => reserveRetry(db(), id, from),
  };
  const startProcess = () => limitCalls(fake as GitHub, { reservations, gapMs: 1_000, now: () => time, sleep });
  return { github: startProcess(), startProcess, asked, sleep, now: () => time };
}

const externalErrorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) =>
      error instanceof ExternalError ? { kind: error.kind, retryAt: error.retryAt?.getTime() } : error,
  );

test("the first write goes immediately, the next a second later, and longer waits are refused", async () => {
  const { github, asked } = aPacedGitHub();

  const results = await Promise.all(
    ["a", "b", "c", "d"].map((body) => externalErrorOf(github.updateComment(REPO, 1, body))),
  );

  expect(asked).toEqual(["0: a", "1000: b"]);
  expect(results.map((result) => result && (result as { kind: string }).kind)).toEqual([
    null,
    null,
    "not-now",
    "not-now",
  ]);
});

test("each refused write gets its own retry time", async () => {
  const { github } = aPacedGitHub();

  const results = await Promise.all(
    Array.from({ length: 12 }, (_, index) => externalErrorOf(github.updateComment(REPO, 1, String(index)))),
  );
  const moments = results.flatMap((result) => (result === null ? [] : [(result as { retryAt: number }).retryAt]));

  expect(moments).toHaveLength(10);
  expect(new Set(moments).size).toBe(10);
  expect(Math.max(...moments)).toBeLessThan(12_000);
});

test("a hundred writes retried at their times go at more than 0.9 a second", async () => {
  const { github, asked, sleep, now } = aPacedGitHub();
  const waiting = Array.from({ length: 100 }, (_, index) => ({ body: String(index), at: 0 }));

  let tries = 0;
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.at - other.at);
    const next = waiting.shift();
    if (!next) break;
    await sleep(Math.max(0, next.at - now()));
    tries += 1;
    const error = (await externalErrorOf(github.updateComment(REPO, 1, next.body))) as { retryAt: number } | null;
    if (error) waiting.push({ ...next, at: error.retryAt });
  }

  expect(asked).toHaveLength(100);
  expect(100 / (now() / 1_000)).toBeGreaterThan(0.9);
  expect(tries).toBeLessThan(220);
});

test("two processes on one database share the turns", async () => {
  const { github, startProcess, asked } = aPacedGitHub();
  const other = startProcess();

  await github.updateComment(REPO, 1, "a");
  await other.updateComment(REPO, 1, "b");

  expect(asked).toEqual(["0: a", "1000: b"]);
});

test("a write after the gap does not wait", async () => {
  const { github, asked, sleep } = aPacedGitHub();

  await github.updateComment(REPO, 1, "a");
  await sleep(5_000);
  await github.updateComment(REPO, 1, "b");

  expect(asked).toEqual(["0: a", "5000: b"]);
});

test("installations do not wait for each other, and reads do not wait", async () => {
  const { github, asked } = aPacedGitHub();

  await Promise.all([
    github.updateComment(REPO, 1, "a"),
    github.updateComment(ELSEWHERE, 1, "b"),
    github.readIssue(REPO, 1),
  ]);

  expect(asked.sort()).toEqual(["0: a", "0: b", "0: read shop"]);
});

test("a write begins when the one before has ended", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { github, asked } = aPacedGitHub((body) => (body === "a" ? released : Promise.resolve()));

  const both = [github.updateComment(REPO, 1, "a"), github.updateComment(REPO, 1, "b")];
  await eventually(() => expect(asked).toEqual(["0: a"]));
  // Anything else that may run without the first one ending has run by now.
  for (let turn = 0; turn < 20; turn++) await db().query("select 1");
  const askedMeanwhile = [...asked];
  release();
  await Promise.all(both);

  expect(askedMeanwhile).toEqual(["0: a"]);
  expect(asked).toHaveLength(2);
});

test("an installation whose calls hang occupies a few calls, and delays no other installation", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { github, asked } = aPacedGitHub((what) => (what.endsWith("shop") ? released : Promise.resolve()));

  const hanging = Array.from({ length: 9 }, () => externalErrorOf(github.readIssue(REPO, 1)));
  await github.readIssue({ ...ELSEWHERE, name: "elsewhere" }, 1);
  const sentAway = await Promise.race(hanging.slice(6));
  release();
  await Promise.all(hanging);

  expect(sentAway).toMatchObject({ kind: "not-now" });
  expect(asked.filter((what) => what.endsWith("shop"))).toHaveLength(6);
});

test("a failed write delays no other", async () => {
  const { github, asked } = aPacedGitHub((body) =>
    body === "a" ? Promise.reject(new Error("no")) : Promise.resolve(),
  );

  const failed = github.updateComment(REPO, 1, "a").catch(() => "failed");
  await github.deleteComment(REPO, 1);

  expect(await failed).toBe("failed");
  expect(asked).toEqual(["0: a", "1000: delete"]);
});

test("a limited installation is not asked again before its time", async () => {
  const limited = new ExternalError("limited", "slow down", { retryAt: new Date(60_000) });
  const { github, asked, sleep } = aPacedGitHub((body) => (body === "a" ? Promise.reject(limited) : Promise.resolve()));

  const writes = ["a", "b"].map((body) => externalErrorOf(github.updateComment(REPO, 1, body)));
  const refused = [...(await Promise.all(writes)), await externalErrorOf(github.readIssue(REPO, 1))];
  await github.updateComment(ELSEWHERE, 1, "elsewhere");
  await sleep(60_000);
  await github.updateComment(REPO, 1, "c");

  expect(refused).toEqual(Array(3).fill({ kind: "limited", retryAt: 60_000 }));
  expect(asked).toEqual(["0: a", "0: elsewhere", "60000: c"]);
});

test("an installation with a long limit is remembered, even without calls meanwhile", async () => {
  const limited = new ExternalError("limited", "slow down", { retryAt: new Date(3_600_000) });
  const { github, asked, sleep } = aPacedGitHub((what) => (what === "a" ? Promise.reject(limited) : Promise.resolve()));
  await externalErrorOf(github.updateComment(REPO, 1, "a"));

  await sleep(30 * 60_000);
  for (let id = 100; id < 110; id++) await github.readIssue({ ...ELSEWHERE, installationId: id, name: "other" }, 1);
  const error = await externalErrorOf(github.readIssue(REPO, 1));

  expect(error).toEqual({ kind: "limited", retryAt: 3_600_000 });
  expect(asked.filter((what) => what.endsWith("shop"))).toEqual([]);
});

test("calls that hang for long still count, even without other calls of the installation meanwhile", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { github, sleep } = aPacedGitHub((what) => (what.endsWith("shop") ? released : Promise.resolve()));
  const hanging = Array.from({ length: 6 }, () => externalErrorOf(github.readIssue(REPO, 1)));

  await sleep(30 * 60_000);
  for (let id = 100; id < 110; id++) await github.readIssue({ ...ELSEWHERE, installationId: id, name: "other" }, 1);
  const sentAway = await externalErrorOf(github.readIssue(REPO, 1));
  release();
  await Promise.all(hanging);

  expect(sentAway).toMatchObject({ kind: "not-now" });
});

test("a limit that another process met applies to all, also to processes started later", async () => {
  const { startProcess, asked, sleep } = aPacedGitHub();
  await saveLimit(db(), REPO.installationId, { until: new Date(30_000), reason: "slow down", at: new Date(0) });

  const refused = (await externalErrorOf(startProcess().updateComment(REPO, 1, "a"))) as {
    kind: string;
    retryAt: number;
  };
  await sleep(32_000);
  await startProcess().updateComment(REPO, 1, "b");

  expect(refused.kind).toBe("not-now");
  expect(refused.retryAt).toBeGreaterThanOrEqual(30_000);
  expect(asked).toEqual(["32000: b"]);
});

test("a repository that does not answer is called less and less often, and its neighbours are not affected", async () => {
  const lost = new ExternalError("unanswered", "GitHub did not answer");
  const { github, asked, sleep } = aPacedGitHub((what) =>
    what.endsWith("shop") ? Promise.reject(lost) : Promise.resolve(),
  );

  const kinds: unknown[] = [];
  for (let second = 0; second < 60; second++) {
    kinds.push(((await externalErrorOf(github.readIssue(REPO, 1))) as { kind: string }).kind);
    await github.readIssue(NEIGHBOUR, 1);
    await sleep(1_000);
  }

  expect(kinds.slice(0, 4)).toEqual(["unanswered", "unanswered", "unanswered", "not-now"]);
  expect(asked.filter((what) => what.endsWith("shop")).length).toBeLessThan(7);
  expect(asked.filter((what) => what.endsWith("store"))).toHaveLength(60);
});

test("a repository that answers again is called as before", async () => {
  let isLost = true;
  const { github, sleep } = aPacedGitHub(() =>
    isLost ? Promise.reject(new ExternalError("unanswered", "no")) : Promise.resolve(),
  );
  for (let call = 0; call < 4; call++) await externalErrorOf(github.readIssue(REPO, 1));

  isLost = false;
  await sleep(15_001);
  await github.readIssue(REPO, 1);

  expect(await externalErrorOf(github.readIssue(REPO, 1))).toBeNull();
});
