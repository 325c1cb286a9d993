import { describe, expect, it } from "vitest";
import type { RepositoryAddress } from "../src/core/repository/repository-files.ts";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const TEMPLATE = "## What problem does this solve?\n\n## How will we know it worked?\n";
const HALF = "## What problem does this solve?\n\nNumbers are copied by hand.\n\n## How will we know it worked?\n";
const FULL = `${HALF}\n20 exports a week.\n`;

const loop = useLoop();

async function open(at: Loop, body: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body });
  await at.settle();
  return number;
}

async function edit(at: Loop, number: number, body: string): Promise<void> {
  await at.gh.people.editPullRequest({ by: "bob", number, body });
  await at.settle();
}

async function addressOf({ db }: Loop): Promise<RepositoryAddress> {
  const [row] = await db.query<RepositoryAddress>(
    `select id, installation_id as "installationId", owner, name from repository`,
  );
  if (!row) throw new Error("there is no repository");
  return row;
}

describe("a comment that the app took away without hearing so", () => {
  it.each(["apply-then-fail", "fail"] as const)(
    "is there once when the description needs it again (%s)",
    async (mode) => {
      const at = loop();
      await installShop(at, { template: TEMPLATE });
      const number = await open(at, TEMPLATE);
      at.gh.faults.next({ method: "deleteComment", mode });
      await edit(at, number, FULL);

      await edit(at, number, TEMPLATE);
      await at.pass({ seconds: 15 });
      await at.pass({ minutes: 2 });

      expect(at.gh.look.comments(number)).toHaveLength(1);
    },
  );

  it("goes when the description stays complete", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    const number = await open(at, TEMPLATE);
    at.gh.faults.next({ method: "deleteComment", mode: "apply-then-fail" });

    await edit(at, number, FULL);
    await at.pass({ seconds: 15 });

    expect(at.gh.look.comments(number)).toEqual([]);
    expect(await at.db.query("select key from managed_resource where key like 'comment/%'")).toEqual([]);
  });

  it("is still respected when a person deletes the next one", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    const number = await open(at, TEMPLATE);
    at.gh.faults.next({ method: "deleteComment", mode: "apply-then-fail" });
    await edit(at, number, FULL);
    await edit(at, number, TEMPLATE);
    await at.pass({ seconds: 15 });

    const [comment] = at.gh.look.comments(number);
    await at.gh.people.deleteComment({ by: "bob", id: comment?.id ?? 0 });
    await at.settle();
    await edit(at, number, HALF);

    expect(at.gh.look.comments(number)).toEqual([]);
  });
});

describe("an attempt that arrives after another one with other content got no answer", () => {
  it("does not stand for that other one: a check is written anew", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    at.gh.faults.next({ method: "createCheckRun", mode: "fail", times: 2 });
    const number = await open(at, FULL);
    await at.gh.people.editPullRequest({ by: "bob", number, body: TEMPLATE });
    await at.pass({ seconds: 15 });

    const { headSha = "" } = (await at.gh.github.readPullRequest(await addressOf(at), number)) ?? {};
    const late = {
      headSha,
      conclusion: "success",
      title: "Follow-up",
      summary: "",
      actions: [],
      annotations: [],
    } as const;
    const address = await addressOf(at);
    await at.gh.github.createCheckRun(address, { ...late, externalId: `${address.id}:${number}` });
    await at.gh.settled();
    await at.settle();
    await at.pass({ minutes: 1 });

    expect(at.gh.look.thread(number).check).toMatchObject({ conclusion: "neutral" });
    expect(at.gh.look.checkRuns()).toHaveLength(1);
  });

  it("does not stand for that other one: a comment is written anew", async () => {
    const at = loop();
    await installShop(at, { template: TEMPLATE });
    at.gh.faults.next({ method: "createComment", mode: "fail", times: 2 });
    const number = await open(at, TEMPLATE);
    await at.gh.people.editPullRequest({ by: "bob", number, body: HALF });
    await at.pass({ seconds: 15 });
    const [sent] = await at.db.query<{ key: string }>(
      "select idempotency_key as key from managed_resource where key like 'comment/%'",
    );

    const late = `<!-- did-this-work:${sent?.key} -->\nThis description says neither what for nor how to know.`;
    await at.gh.github.createComment(await addressOf(at), number, late);
    await at.gh.settled();
    await at.pass({ minutes: 1 });

    const comments = at.gh.look.comments(number).map(({ body }) => body);
    expect(comments).toEqual([expect.stringContaining("missing from the description")]);
  });
});
