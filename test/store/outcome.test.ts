import { describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { forget } from "../../src/store/forget.ts";
import { findOutcome, moveQuestion, saveOutcome } from "../../src/store/outcome.ts";
import { renamePeople, renameUrls } from "../../src/store/outcome-people.ts";
import { Overtaken } from "../../src/store/overtaken.ts";
import { anOutcome, aPerson } from "../support/builders.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const BOB = aPerson("bob");

describe("an outcome that is saved", () => {
  it("is returned as it is read from then on", async () => {
    const first = await saveOutcome(db(), anOutcome({ issueNumber: 12 }));
    const second = await saveOutcome(db(), { ...first, movedTimes: 1 });

    expect(second.version).toBe(2);
    expect(await findOutcome(db(), 1, 7)).toEqual(second);
  });

  it.each<[string, (db: Database) => Promise<unknown>]>([
    ["another reconcile", async (own) => saveOutcome(own, { ...(await read()), movedTimes: 5 })],
    [
      "the question's move to another issue",
      (own) => moveQuestion(own, { repositoryId: 1, number: 7, issueNumber: 13 }),
    ],
    ["a new name of the repository", (own) => renameUrls(own, [1])],
    ["a new name of a person", (own) => renamePeople(own, 1, [{ ...BOB, login: "robert" }])],
    ["the erasure of a person", (own) => forget(own, { userId: BOB.id, repositoryId: null })],
  ])("is not written over %s, which came after it was read", async (_, write) => {
    await db().query(
      "insert into repository (id, installation_id, owner, name, known_since) values (1, 1, 'acme', 'store', now())",
    );
    await saveOutcome(db(), anOutcome({ issueNumber: 12 }));
    const stale = await read();
    await write(db());
    const standing = await read();

    await expect(saveOutcome(db(), { ...stale, movedTimes: 1 })).rejects.toThrow(Overtaken);

    expect(standing.version).toBe(2);
    expect(await read()).toEqual(standing);
  });

  it("is not taken for a new one when there is one", async () => {
    await saveOutcome(db(), anOutcome());

    await expect(saveOutcome(db(), anOutcome())).rejects.toThrow("outcome 1/7 was written meanwhile");
  });
});

async function read() {
  const outcome = await findOutcome(db(), 1, 7);
  if (!outcome) throw new Error("the outcome is gone");
  return outcome;
}
