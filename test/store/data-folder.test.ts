import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FolderInUse, FolderProblem, lockFolder, openInFolder } from "../../src/store/data-folder.ts";

const aFolder = () => mkdtempSync(join(tmpdir(), "data-folder-"));

describe("a data folder", () => {
  test("is locked once, and free again after its release", async () => {
    const folder = aFolder();
    const lock = await lockFolder(folder);

    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await lock.release();

    await (await lockFolder(folder)).release();
  });

  test("whose path is too long for a socket is refused in words", async () => {
    const folder = join(aFolder(), "x".repeat(60), "y".repeat(60));

    await expect(lockFolder(folder)).rejects.toThrow(/^DATA_DIR is too long: .* 103 bytes$/);
  });

  test("that is a file is no folder", async () => {
    const file = join(aFolder(), "data");
    writeFileSync(file, "");

    await expect(lockFolder(file)).rejects.toThrow("DATA_DIR is no folder");
  });

  test("from which a stale lock cannot be removed is in nobody's use", async () => {
    const folder = aFolder();
    // In the place of a socket that a dead process left, and that cannot be removed.
    mkdirSync(join(folder, "lock.sock"));

    await expect(lockFolder(folder)).rejects.toThrow(FolderProblem);
  });

  test("that holds a damaged database is refused in one line", async () => {
    const folder = aFolder();
    mkdirSync(join(folder, "postgres"));
    writeFileSync(join(folder, "postgres", "PG_VERSION"), "nonsense");

    const problem = await openInFolder(folder).catch((error: unknown) => error);

    expect(problem).toBeInstanceOf(FolderProblem);
    expect((problem as Error).message).toMatch(/^DATA_DIR holds a database that cannot be opened[^\n]*$/);
  });
});
