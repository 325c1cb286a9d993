import { expect, test } from "vitest";
import {
  countOutcomes,
  listOutcomesAfter,
  listOutcomesOfRepositoryAfter,
  listRepositoriesNamed,
  listRepositoryNames,
  type Place,
} from "../../src/store/export.ts";
import { saveOutcome } from "../../src/store/outcome.ts";
import { beginRepository } from "../../src/store/repository-identity.ts";
import { anOutcome } from "../support/builders.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();
const KEYS = [
  [1, 2],
  [1, 9],
  [2, 1],
  [2, 3],
  [3, 1],
] as const;

async function turnPages(list: typeof listOutcomesAfter, from: Place): Promise<string[]> {
  const found: string[] = [];
  for (let page = await list(db(), from, 2); page.length > 0; page = await list(db(), page.at(-1) ?? from, 2)) {
    found.push(...page.map(({ repositoryId, number }) => `${repositoryId}/${number}`));
  }
  return found;
}

test("the pages contain each outcome of all repositories, or of one, once", async () => {
  for (const [repositoryId, number] of KEYS) await saveOutcome(db(), anOutcome({ repositoryId, number }));

  expect(await turnPages(listOutcomesAfter, { repositoryId: 0, number: 0 })).toEqual(KEYS.map((key) => key.join("/")));
  expect(await turnPages(listOutcomesOfRepositoryAfter, { repositoryId: 2, number: 0 })).toEqual(["2/1", "2/3"]);
  expect([await countOutcomes(db(), null), await countOutcomes(db(), 2)]).toEqual([5, 2]);
});

test("a repository is found by its name in any case", async () => {
  const at = new Date("2026-11-01T00:00:00Z");
  await beginRepository(db(), {
    facts: { id: 5, owner: "Acme", name: "Shop", updatedAt: null },
    installationId: 7,
    at,
  });

  expect(await listRepositoriesNamed(db(), "acme", "shop")).toEqual([5]);
  expect(await listRepositoryNames(db(), [5, 6])).toEqual(new Map([[5, "Acme/Shop"]]));
});
