import { describe, expect, it } from "vitest";
import { commentResource } from "../../src/core/resource-key.ts";
import {
  confirmOwnWrite,
  confirmResource,
  dismissResource,
  findResource,
  renewIntent,
  saveIntent,
} from "../../src/store/managed-resource.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const at = new Date("2026-11-02T10:00:00Z");
const intent = { key: commentResource(1, 7), repositoryId: 1, idempotencyKey: "abc", digest: "d1", at };

describe("a managed resource", () => {
  it("is first only intended, with an unknown result", async () => {
    await saveIntent(db(), intent);

    expect(await findResource(db(), intent.key)).toMatchObject({
      githubId: null,
      writtenAt: null,
      dismissedAt: null,
    });
  });

  it("is intended by only one of two workers", async () => {
    const first = await saveIntent(db(), intent);
    const second = await saveIntent(db(), { ...intent, idempotencyKey: "other" });

    expect([first, second]).toEqual([true, false]);
    expect((await findResource(db(), intent.key))?.idempotencyKey).toBe("abc");
  });

  it("is confirmed by its own event, only with its key and in its repository", async () => {
    await saveIntent(db(), intent);

    await confirmOwnWrite(db(), { repositoryId: 2, idempotencyKey: "abc", githubId: 5, at });
    await confirmOwnWrite(db(), { repositoryId: 1, idempotencyKey: "xyz", githubId: 5, at });
    const before = await findResource(db(), intent.key);
    const duplicated = await confirmOwnWrite(db(), { repositoryId: 1, idempotencyKey: "abc", githubId: 5, at });

    expect(before?.githubId).toBeNull();
    expect(duplicated).toBeUndefined();
    expect((await findResource(db(), intent.key))?.githubId).toBe(5);
  });

  it("keeps its id when the event of a duplicate arrives later", async () => {
    await saveIntent(db(), intent);
    await confirmResource(db(), intent.key, { githubId: 5, at });

    const duplicated = await confirmOwnWrite(db(), { repositoryId: 1, idempotencyKey: "abc", githubId: 6, at });

    expect(duplicated).toBe("comment/1/7");
    expect(await findResource(db(), intent.key)).toMatchObject({ githubId: 5, duplicateId: 6 });
  });

  it("is unconfirmed again while it is updated", async () => {
    await saveIntent(db(), intent);
    await confirmResource(db(), intent.key, { githubId: 5, at });

    await renewIntent(db(), intent.key, { digest: "d2", at });

    expect(await findResource(db(), intent.key)).toMatchObject({ githubId: 5, digest: "d2", writtenAt: null });
  });

  it("is not confirmed in its new content by the late event of its creation", async () => {
    await saveIntent(db(), intent);
    await confirmResource(db(), intent.key, { githubId: 5, at });
    await renewIntent(db(), intent.key, { digest: "d2", at });

    await confirmOwnWrite(db(), { repositoryId: 1, idempotencyKey: "abc", githubId: 5, at });

    expect(await findResource(db(), intent.key)).toMatchObject({ digest: "d2", writtenAt: null });
  });

  it("stays dismissed", async () => {
    await saveIntent(db(), intent);

    await dismissResource(db(), intent.key, at);

    expect((await findResource(db(), intent.key))?.dismissedAt).not.toBeNull();
  });
});
