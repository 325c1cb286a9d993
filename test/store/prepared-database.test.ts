import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openInFolder } from "../../src/store/data-folder.ts";
import { isMigrated } from "../../src/store/migrate.ts";
import { findPrepared, PREPARED_FOLDER, prepareDatabase, unpack } from "../../src/store/prepared-database.ts";
import { eventually } from "../support/eventually.ts";
import { SHORT_LIVED } from "../support/short-lived.ts";
import { ROOT } from "../support/source.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "prepared-database-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a new data folder begins with the prepared database, which has the tables of this version", async () => {
  const db = await openInFolder(aFolder());
  onTestFinished(() => db.close());

  expect(await isMigrated(db)).toBe(true);
  expect(await db.query("select count(*)::int as count from outcome")).toEqual([{ count: 0 }]);
});

test("a folder with a database keeps it", async () => {
  const folder = aFolder();
  const first = await openInFolder(folder);
  await first.execute("create table mine (word text); insert into mine values ('kept')");
  await first.close();

  const second = await openInFolder(folder);
  onTestFinished(() => second.close());

  expect(await second.query("select word from mine")).toEqual([{ word: "kept" }]);
});

test("a database that was prepared for other migrations is not found, and goes when one is prepared", async () => {
  const folder = aFolder();
  const [stale, mine] = ["pglite-0.5.16-000000000000.tar.gz", "notes.txt"];
  for (const name of [stale, mine]) writeFileSync(join(folder, name), "");
  expect(findPrepared(folder)).toBeUndefined();

  const fitting = basename(await prepareDatabase());
  cpSync(join(PREPARED_FOLDER, fitting), join(folder, fitting));
  await prepareDatabase(folder);

  expect(readdirSync(folder).sort()).toEqual([mine, fitting].sort());
  expect(findPrepared(folder)).toBe(join(folder, fitting));
});

test("a folder without a prepared database has none", async () => {
  expect(findPrepared(join(aFolder(), "missing"))).toBeUndefined();
});

test("a process that is killed while it unpacks leaves no database, so the next one begins anew", async () => {
  const folder = aFolder();
  const module = JSON.stringify(join(ROOT, "src/store/data-folder.ts"));
  const script = `const { openInFolder } = await import(${module}); await openInFolder(${JSON.stringify(folder)});`;
  const child = spawn(process.execPath, [...SHORT_LIVED, "--input-type=module", "--eval", script], {
    stdio: "inherit",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const postgres = join(folder, "postgres");
  await eventually(() => expect(readdirSync(join(postgres, "base")).length).toBeGreaterThan(0));
  child.kill("SIGKILL");
  await ended;

  const db = await openInFolder(folder);
  onTestFinished(() => db.close());

  expect(await isMigrated(db)).toBe(true);
});

test("what cannot be unpacked to its end is no database, and the reason is told", async () => {
  const folder = aFolder();
  // A folder stands where a file belongs that comes late in the archive.
  const listed = execFileSync("tar", ["-tzf", await prepareDatabase()], { encoding: "utf8", stdio: "pipe" });
  const files = listed.split("\n").filter((name) => name !== "" && !/\/$|PG_VERSION$/.test(name));
  mkdirSync(join(folder, files.at(-1) ?? ""), { recursive: true });

  await expect(unpack(await prepareDatabase(), folder)).rejects.toMatchObject({ code: "EISDIR" });

  expect(existsSync(join(folder, files[0] ?? ""))).toBe(true);
  expect(existsSync(join(folder, "PG_VERSION"))).toBe(false);
});

test("only the account of the server may read an unpacked database", async () => {
  const folder = join(aFolder(), "postgres");
  await unpack(await prepareDatabase(), folder);

  const modes = ["", "base", "PG_VERSION"].map((name) => statSync(join(folder, name)).mode & 0o777);

  expect(modes).toEqual([0o700, 0o700, 0o600]);
});
