import { expect, test } from "vitest";
import { Refusal } from "../../src/core/refusal.ts";
import type { GitHub, Proposal } from "../../src/github/github.ts";
import { paceWrites } from "../../src/github/pace.ts";

const REPO = { id: 5, installationId: 7, owner: "acme", name: "shop" };
const ELSEWHERE = { ...REPO, installationId: 8 };

/** A GitHub that notes when it was asked for what, and a clock that only sleeping moves. */
function aPacedGitHub(answer: (body: string) => Promise<void> = async () => {}) {
  let time = 0;
  const asked: string[] = [];
  const ask = async (what: string) => {
    asked.push(`${time}: ${what}`);
    await answer(what);
  };
  const fake: Partial<GitHub> = {
    readIssue: async () => void (await ask("read")) as undefined,
    updateComment: (_, __, body) => ask(body),
    deleteComment: () => ask("delete"),
    proposeFiles: async (_, { title }) => void (await ask(title)) as undefined,
  };
  const sleep = async (ms: number) => {
    time += ms;
  };
  const github = paceWrites(fake as GitHub, { gapMs: 1_000, now: () => time, sleep });
  return { github, asked, sleep };
}

test("the first write goes at once, the others about one a second", async () => {
  const { github, asked } = aPacedGitHub();

  await Promise.all(["a", "b", "c"].map((body) => github.updateComment(REPO, 1, body)));

  expect(asked).toEqual(["0: a", "1000: b", "2000: c"]);
});

test("who waited on his own does not wait again", async () => {
  const { github, asked, sleep } = aPacedGitHub();

  await github.updateComment(REPO, 1, "a");
  await sleep(5_000);
  await github.updateComment(REPO, 1, "b");

  expect(asked).toEqual(["0: a", "5000: b"]);
});

test("installations do not wait for each other, and reads for nobody", async () => {
  const { github, asked } = aPacedGitHub();

  await Promise.all([
    github.updateComment(REPO, 1, "a"),
    github.updateComment(ELSEWHERE, 1, "b"),
    github.readIssue(REPO, 1),
  ]);

  expect(asked.sort()).toEqual(["0: a", "0: b", "0: read"]);
});

test("a write begins when the one before has ended", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { github, asked } = aPacedGitHub((body) => (body === "a" ? released : Promise.resolve()));

  const both = [github.updateComment(REPO, 1, "a"), github.updateComment(REPO, 1, "b")];
  await new Promise((resolve) => setTimeout(resolve, 20));
  const askedMeanwhile = [...asked];
  release();
  await Promise.all(both);

  expect(askedMeanwhile).toEqual(["0: a"]);
  expect(asked).toHaveLength(2);
});

test("a write that fails holds up nobody", async () => {
  const { github, asked } = aPacedGitHub((body) =>
    body === "a" ? Promise.reject(new Error("no")) : Promise.resolve(),
  );

  const failed = github.updateComment(REPO, 1, "a").catch(() => "failed");
  await github.deleteComment(REPO, 1);

  expect(await failed).toBe("failed");
  expect(asked).toEqual(["0: a", "1000: delete"]);
});

test("a limited installation is not asked again before its time", async () => {
  const limited = new Refusal("limited", "slow down", { retryAt: new Date(60_000) });
  const { github, asked, sleep } = aPacedGitHub((body) => (body === "a" ? Promise.reject(limited) : Promise.resolve()));
  const retryTimeOf = (work: Promise<unknown>) => work.catch((error: Refusal) => error.retryAt);

  const writes = ["a", "b"].map((body) => retryTimeOf(github.updateComment(REPO, 1, body)));
  const refused = [...(await Promise.all(writes)), await retryTimeOf(github.readIssue(REPO, 1))];
  await github.updateComment(ELSEWHERE, 1, "elsewhere");
  await sleep(60_000);
  await github.updateComment(REPO, 1, "c");

  expect(refused).toEqual([limited.retryAt, limited.retryAt, limited.retryAt]);
  expect(asked).toEqual(["0: a", "0: elsewhere", "60000: c"]);
});

test("whoever comes after a proposal of files waits for all its writes", async () => {
  const { github, asked } = aPacedGitHub();
  const proposal: Proposal = {
    branch: "ledger",
    base: "main",
    onto: null,
    title: "propose",
    body: "",
    commitMessage: "",
    files: {},
  };

  await Promise.all([github.proposeFiles(REPO, proposal), github.updateComment(REPO, 1, "a")]);

  expect(asked).toEqual(["0: propose", "5000: a"]);
});
