import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { parseDelivery } from "../../../src/core/delivery/delivery.ts";

interface Example {
  readonly repository?: { readonly id: number };
  readonly check_run?: object;
  readonly review?: object;
  readonly release?: object;
  readonly deployment_status?: object;
}
interface Examples {
  readonly name: string;
  readonly examples: readonly Example[];
}

/** Every example payload of GitHub (@octokit/webhooks-examples), with an installation. */
const EXAMPLES = (createRequire(import.meta.url)("@octokit/webhooks-examples/api.github.com/index.json") as Examples[])
  .flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })))
  .map(({ name, payload }) => ({
    name,
    payload: { installation: { id: 7 }, ...withUsers(withText(withOurCheck(payload))) },
  }));

/** Makes a check the app's own, which names its pull request in `external_id`. */
function withOurCheck(payload: Example): Example {
  const { check_run, repository } = payload;
  return check_run ? { ...payload, check_run: { ...check_run, external_id: `${repository?.id}:7` } } : payload;
}

/** Gives a review a text; the example has none, and is passed over like most reviews. */
function withText(payload: Example): Example {
  const { review } = payload;
  return review ? { ...payload, review: { ...review, body: "/outcome recheck" } } : payload;
}

/** Makes of a draft a release, and of a pending deployment one that succeeded; others reach no user. */
function withUsers(payload: Example): Example {
  const { release, deployment_status } = payload;
  return {
    ...payload,
    ...(release && { release: { ...release, draft: false, prerelease: false } }),
    ...(deployment_status && { deployment_status: { ...deployment_status, state: "success" } }),
  };
}

const UNDERSTOOD = EXAMPLES.flatMap(({ name, payload }) => {
  const delivery = parseDelivery(name, payload);
  return delivery ? [{ name, payload, delivery }] : [];
});

const countBytes = (payloads: readonly object[]) => JSON.stringify(payloads).length;

describe("the stored part of a payload", () => {
  it("parses to the same result, for every example of every event the app handles", () => {
    for (const { name, delivery } of UNDERSTOOD) {
      expect(parseDelivery(name, JSON.parse(JSON.stringify(delivery.payload)))).toEqual(delivery);
    }
    expect(new Set(UNDERSTOOD.map(({ name }) => name))).toEqual(
      new Set([
        ...[
          "pull_request",
          "issues",
          "issue_comment",
          "pull_request_review",
          "check_run",
          "check_suite",
          "merge_group",
        ],
        ...["push", "repository", "installation", "installation_repositories", "release", "deployment_status"],
      ]),
    );
  });

  it("is only what the app reads, at most a tenth of what GitHub sends", () => {
    const sent = countBytes(UNDERSTOOD.map(({ payload }) => payload));
    const kept = countBytes(UNDERSTOOD.map(({ delivery }) => delivery.payload));

    expect(kept).toBeLessThan(sent / 10);
    expect(JSON.stringify(UNDERSTOOD.map(({ delivery }) => delivery.payload))).not.toMatch(/email|avatar|gravatar/);
  });
});

describe("numbers and ids at the border", () => {
  const repository = { id: 5, name: "shop", owner: { login: "acme" } };
  const envelope = { action: "rerequested", installation: { id: 7 }, repository };
  const check = (external_id: string) =>
    parseDelivery("check_run", { ...envelope, check_run: { id: 1, head_sha: "abc", external_id } });
  const comment = (id: number, number: number) => {
    const issue = { number, updated_at: "2026-11-02T10:00:00Z" };
    const comment = { id, body: "text", updated_at: issue.updated_at };
    return parseDelivery("issue_comment", { ...envelope, action: "created", issue, comment });
  };

  it.each(["5:2147483648", "5:99999999999", `5:${"9".repeat(400)}`, "6:1", "5:1:2", "5:-1", "5:1e3", ""])(
    "a check run whose external id is %s is none of ours",
    (externalId) => {
      expect(check(externalId)).toBeNull();
    },
  );

  it("a check run may be that of the largest number", () => {
    expect(check("5:2147483647")).toMatchObject({ key: "commit/5/abc" });
  });

  it.each([
    [1, 2_147_483_648],
    [1, 0],
    [1, 1.5],
    [1, -3],
    [2 ** 53, 1],
    [-1, 1],
  ])("a comment %d on thread %d is not understood, and kept aside", (id, number) => {
    expect(() => comment(id, number)).toThrow();
    expect(comment(2 ** 53 - 1, 2_147_483_647)).toMatchObject({ key: "issue/5/2147483647" });
  });
});
