import { describe, expect, it } from "vitest";
import { parseDelivery } from "../../src/core/delivery/delivery.ts";
import type { People } from "../../src/simulator/people.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";

const BOXES = "- [ ] Worked\n- [ ] Missed\n";

/** A repository with pull request #1 with a check, and issue #2 with a comment. */
async function aRepository() {
  const simulation = createSimulatedGitHub({ now: () => new Date("2026-11-21T09:00:00Z"), deliver: () => {} });
  const { people, github, look, deliveries } = simulation;
  const collaborators = { ada: "write", root: "admin" } as const;
  const id = await people.addRepository({ owner: "acme", name: "shop", collaborators });
  await people.addRepository({ owner: "acme", name: "elsewhere", collaborators });
  const installationId = await people.install();
  const address = { id, installationId, owner: "acme", name: "shop" };
  await people.openPullRequest({ by: "ada", title: "Faster search" });
  await github.createIssue(address, { title: "Did this work?", body: BOXES, labels: ["outcome"], assignees: [] });
  await github.createCheckRun(address, {
    headSha: look.thread(1).headSha ?? "",
    externalId: `${id}:1`,
    conclusion: "neutral",
    title: "Missing",
    summary: "…",
    annotations: [],
    actions: [{ label: "Not needed", description: "No outcome", identifier: "not-needed" }],
  });
  const comment = await people.comment({ by: "ada", number: 2, body: "Hm." });
  const first = deliveries.length;
  const listHeard = () =>
    deliveries
      .slice(first)
      .map(({ event, payload }) => [event, (payload as { action?: string }).action].filter(Boolean).join("."));
  return { ...simulation, comment, first, listHeard };
}

const ada = { by: "ada", number: 1 };
const onIssue = { by: "ada", number: 2 };

/** User actions, with the events that GitHub sends for them. */
const ACTS: readonly [string, (people: People, comment: number) => Promise<unknown>, readonly string[]][] = [
  ["new commits", (people) => people.push(ada), ["push", "pull_request.synchronize"]],
  ["an edit", (people) => people.editPullRequest({ ...ada, body: "Why" }), ["pull_request.edited"]],
  ["another base", (people) => people.editPullRequest({ ...ada, base: "next" }), ["pull_request.edited"]],
  ["an edit that changes nothing", (people) => people.editPullRequest({ ...ada, title: "Faster search" }), []],
  ["a draft", (people) => people.convertToDraft(ada), ["pull_request.converted_to_draft"]],
  ["a label", (people) => people.label({ ...ada, label: "no-outcome" }), ["pull_request.labeled"]],
  ["a merge", (people) => people.merge(ada), ["pull_request.closed", "push"]],
  ["a closed pull request", (people) => people.closePullRequest(ada), ["pull_request.closed"]],
  ["a merge queue", (people) => people.enqueue(ada), ["pull_request.enqueued", "merge_group.checks_requested"]],
  ["a re-run", (people) => people.rerequestCheck(ada), ["check_run.rerequested"]],
  ["a re-run of all checks", (people) => people.rerequestSuite(ada), ["check_suite.rerequested"]],
  ["a button", (people) => people.pressButton({ ...ada, button: "not-needed" }), ["check_run.requested_action"]],
  ["a tick", (people) => people.tick({ ...onIssue, box: 1 }), ["issues.edited"]],
  ["two ticks at once", (people) => people.tick({ ...onIssue, box: [0, 1] }), ["issues.edited"]],
  ["a closed issue", (people) => people.closeIssue({ ...onIssue, reason: "not_planned" }), ["issues.closed"]],
  ["an assignment", (people) => people.assign({ ...onIssue, to: ["ada"] }), ["issues.assigned"]],
  ["a lock", (people) => people.lockIssue(onIssue), ["issues.locked"]],
  ["a deleted issue", (people) => people.deleteIssue({ by: "root", number: 2 }), ["issues.deleted"]],
  ["a transfer", (people) => people.transferIssue({ ...onIssue, to: "acme/elsewhere" }), ["issues.transferred"]],
  ["an edited comment", (people, id) => people.editComment({ by: "ada", id, body: "Oh." }), ["issue_comment.edited"]],
  ["a deleted comment", (people, id) => people.deleteComment({ by: "ada", id }), ["issue_comment.deleted"]],
  ["a rename", (people) => people.rename({ to: "store" }), ["repository.renamed"]],
  ["an archive", (people) => people.archive(), ["repository.archived"]],
  ["another visibility", (people) => people.setVisibility({ to: "private" }), ["repository.privatized"]],
  ["a repository taken out", (people) => people.removeFromInstallation(), ["installation_repositories.removed"]],
  ["a branch", (people) => people.createBranch({ by: "ada", branch: "next" }), ["push"]],
  [
    "a branch with a pull request that moves",
    (people) => people.moveBranch({ by: "ada", branch: "change-1", to: "main", force: true }),
    ["pull_request.synchronize", "push"],
  ],
  [
    "a release",
    (people) => people.publishRelease({ tag: "v1" }),
    ["push", "release.created", "release.published", "release.released"],
  ],
  [
    "a prerelease",
    (people) => people.publishRelease({ tag: "v1", prerelease: true }),
    ["push", "release.created", "release.published", "release.prereleased"],
  ],
  ["a release's draft", (people) => people.publishRelease({ tag: "v1", draft: true }), ["release.created"]],
  ["a deployment", (people) => people.deploy(), ["deployment_status.created"]],
  ["a suspension", (people) => people.suspend(), ["installation.suspend"]],
  ["the end", (people) => people.uninstall(), ["installation.deleted"]],
];

describe("the simulator", () => {
  it.each(ACTS)("sends GitHub's events for %s", async (_, act, expected) => {
    const { people, comment, listHeard } = await aRepository();

    await act(people, comment);

    expect(listHeard()).toEqual(expected);
  });

  it("sends only deliveries that the app can parse", async () => {
    for (const [name, act] of ACTS) {
      const { people, comment, deliveries, first } = await aRepository();

      await act(people, comment);

      for (const { event, payload } of deliveries.slice(first)) {
        expect(() => parseDelivery(event, payload), `${name}: ${event}`).not.toThrow();
      }
    }
  });
});
