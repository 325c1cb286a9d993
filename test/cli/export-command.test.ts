import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExportOptions, runExport } from "../../src/cli/export-command.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { LEDGER_COLUMNS } from "../../src/core/report/ledger-row.ts";
import { addDays } from "../../src/core/time/day.ts";
import { lockFolder } from "../../src/store/data-folder.ts";
import { openPglite } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { saveOutcome } from "../../src/store/outcome.ts";
import { type KeptMetric, saveOutcomeMetric } from "../../src/store/outcome-metric.ts";
import { beginRepository } from "../../src/store/repository-identity.ts";
import { anAnswer, anOutcome } from "../support/builders.ts";
import { fillDataFolder } from "../support/data-folder.ts";
import { aMetric } from "../support/sources.ts";
import { aFolder, aTerminal, runCommand, runToFull } from "./stage.ts";

const dataDir = mkdtempSync(join(tmpdir(), "did-this-work-data-"));
const source = { DATA_DIR: dataDir };
/** More than one page. */
const MANY = 1_203;

beforeAll(async () => {
  await fillDataFolder(dataDir);
  const db = await openPglite(join(dataDir, "postgres"));
  await migrate(db);
  for (const [id, name] of [
    [1, "shop"],
    [2, "docs"],
    [3, "empty"],
  ] as const) {
    const facts = { id, owner: "acme", name, updatedAt: null };
    await beginRepository(db, { facts, installationId: 7, at: new Date("2026-11-01T00:00:00Z") });
  }
  await db.transaction(async (tx) => {
    await saveOutcome(tx, anOutcome({ number: 1 }));
    // Saved one by one, they take longer than the tests.
    const columns = await tx.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'outcome' and is_generated = 'NEVER' and column_name <> 'number'",
    );
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await tx.execute(
      `insert into outcome (number, ${names}) select place, ${names} from outcome, generate_series(2, ${MANY}) as place`,
    );
    await saveOutcome(
      tx,
      anOutcome({
        repositoryId: 2,
        title: "=HYPERLINK(1)",
        state: "answered",
        answers: [anAnswer("missed", { evidence: "line one\nline “two”", why: "idea" })],
        hasNumbers: true,
      }),
    );
    await saveOutcomeMetric(tx, aKeptMetric("exports", { position: 0, perDay: [0, 3], target: 20 }));
    await saveOutcomeMetric(tx, aKeptMetric("bugs", { position: 1, perDay: [2, 1], target: null }));
  });
  await db.close();
}, 60_000);

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** A metric of the outcome in acme/docs: four weeks with so many a day, and four with so many. */
function aKeptMetric(
  name: string,
  given: { readonly position: number; readonly perDay: readonly [number, number]; readonly target: number | null },
): KeptMetric {
  const [before, after] = given.perDay.map((value, side) =>
    Array.from({ length: 28 }, (_, index) => ({ day: addDays("2026-10-01", side * 29 + index), value })),
  );
  const { target } = given;
  return {
    repositoryId: 2,
    number: 7,
    name,
    position: given.position,
    metric: aMetric({ name }),
    target: target === null ? null : { kind: "at-least", value: target, isStrict: false },
    startedOn: "2026-10-29",
    isLate: false,
    wantedSince: "2026-10-29T12:00:00Z",
    before: before ?? null,
    beforeReadAt: "2026-10-29T12:00:00Z",
    after: after ?? null,
    afterReadAt: "2026-11-28T12:00:00Z",
    later: null,
    laterReadAt: null,
    problem: null,
    retryAt: null,
    mergedMeanwhile: 0,
  };
}

async function exportTo(file: string, options: Partial<ExportOptions> = {}, from = source) {
  const { terminal } = aTerminal();
  return runExport({ format: "csv", output: file, ...options }, terminal, from);
}

const readCsv = (file: string): Record<string, string>[] =>
  parse(readFileSync(file), { columns: true, record_delimiter: "\r\n" });
const readJsonLines = (file: string) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

describe("an export", () => {
  test("begins with a byte order mark where that is asked for, and never as JSON", async () => {
    const { path } = aFolder();
    await exportTo(path("marked.csv"), { repository: "acme/docs", bom: true });
    await exportTo(path("plain.csv"), { repository: "acme/docs" });

    const marked = readFileSync(path("marked.csv"));
    expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(marked.subarray(3)).toEqual(readFileSync(path("plain.csv")));
    await expect(exportTo(path("x.jsonl"), { format: "json-lines", bom: true })).rejects.toThrow("--bom is for csv");
  });

  test("writes each outcome of all repositories once, over all pages", async () => {
    const { path } = aFolder();

    const code = await exportTo(path("all.csv"));

    const rows = readCsv(path("all.csv"));
    expect(code).toBe(0);
    expect(rows.map((row) => row.repository)).toEqual([...Array(MANY).fill("acme/shop"), "acme/docs"]);
    expect(new Set(rows.map((row) => `${row.repository}#${row.pull_request}`)).size).toBe(MANY + 1);
    expect(rows.at(-1)).toMatchObject({ title: "'=HYPERLINK(1)", evidence: "line one\nline “two”", verdict: "missed" });
  });

  test("writes the outcomes of one repository, whatever the case of its name", async () => {
    const { path } = aFolder();

    await exportTo(path("one.csv"), { repository: "Acme/Docs" });

    expect(readCsv(path("one.csv")).map((row) => row.repository)).toEqual(["acme/docs"]);
  });

  test("writes only the header when there are no outcomes", async () => {
    const { path } = aFolder();

    await exportTo(path("none.csv"), { repository: "acme/empty" });

    expect(readFileSync(path("none.csv"), "utf8")).toBe(`${LEDGER_COLUMNS.join(",")}\r\n`);
  });

  test("writes JSON lines with the same columns, as people wrote them", async () => {
    const { path } = aFolder();

    await exportTo(path("all.jsonl"), { format: "json-lines", repository: "acme/docs" });

    const [row] = readJsonLines(path("all.jsonl"));
    expect(Object.keys(row)).toEqual([...LEDGER_COLUMNS, "metrics"]);
    expect(row).toMatchObject({
      title: "=HYPERLINK(1)",
      pull_request: 7,
      evidence: "line one\nline “two”",
      next: null,
    });
  });

  test("writes the first metric in the columns, and all of them in JSON lines", async () => {
    const { path } = aFolder();

    await exportTo(path("docs.csv"), { repository: "acme/docs" });
    await exportTo(path("docs.jsonl"), { format: "json-lines", repository: "acme/docs" });

    const first = { metric: "exports", baseline: "0", observed: "21", target: "at least 20" };
    expect(readCsv(path("docs.csv"))[0]).toMatchObject(first);
    expect(readJsonLines(path("docs.jsonl"))[0].metrics).toEqual([
      { metric: "exports", baseline: 0, observed: 21, target: "at least 20" },
      { metric: "bugs", baseline: 14, observed: 7, target: null },
    ]);
  });

  test("reports its progress, up to the last outcome", async () => {
    const { path } = aFolder();
    const { terminal } = aTerminal();
    let [total, done] = [0, 0];
    const advance = (by = 1) => {
      done += by;
    };
    const startProgress = (of: number) => {
      total = of;
      return { advance, stop() {} };
    };

    await runExport({ format: "csv", output: path("all.csv") }, { ...terminal, startProgress }, source);

    expect([total, done]).toEqual([MANY + 1, MANY + 1]);
  });

  test("overwrites a file only on request", async () => {
    const { path } = aFolder({ "all.csv": "precious" });

    await expect(exportTo(path("all.csv"))).rejects.toThrow(/already exists: name another file, or add --force/);
    const kept = readFileSync(path("all.csv"), "utf8");
    await exportTo(path("all.csv"), { force: true });

    expect(kept).toBe("precious");
    expect(readCsv(path("all.csv"))).toHaveLength(MANY + 1);
  });

  test.each([
    ["a repository that is not known", { repository: "acme/other" }, "unknown repository acme/other"],
    ["an invalid repository", { repository: "shop" }, 'expected a repository as owner/name, not "shop"'],
    ["a missing folder", { output: "/nowhere/at/all.csv" }, "cannot write /nowhere/at/all.csv: no such folder"],
    ["a folder", { output: tmpdir() }, `cannot write ${tmpdir()}: it is a folder`],
  ])("answers %s in one clear line", async (_, options, message) => {
    const { path } = aFolder();

    const run = exportTo(path("all.csv"), options);

    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(message);
  });

  test("does not open an embedded database that a server uses", async () => {
    const { path } = aFolder();
    const lock = await lockFolder(dataDir);

    const run = exportTo(path("all.csv"));

    await expect(run).rejects.toThrow(`another process uses the data folder ${dataDir}: stop the server first`);
    await lock.release();
  });

  test("creates no database where there is none", async () => {
    const { folder, path } = aFolder();

    await expect(exportTo(path("all.csv"), {}, { DATA_DIR: folder })).rejects.toThrow(`no database found in ${folder}`);
  });

  test("does not print the address of a database it cannot reach", async () => {
    const { path } = aFolder();
    const { terminal } = aTerminal();
    const url = "postgres://me:secret@127.0.0.1:1/x";

    const run = runExport({ format: "csv", output: path("all.csv") }, terminal, { DATABASE_URL: url });

    await expect(run).rejects.toThrow("cannot read the database (ECONNREFUSED)");
  });
});

describe("the export command", () => {
  test("writes only to the standard output", () => {
    const { folder } = aFolder();
    // The server's environment, in a `.env` file in the working directory.
    writeFileSync(join(folder, ".env"), `DATA_DIR="${dataDir}"\n`);

    const { status, stdout, stderr } = runCommand(["export", "--repository", "acme/docs"], { cwd: folder });

    expect([status, stderr]).toEqual([0, ""]);
    expect(parse(stdout, { columns: true, record_delimiter: "\r\n" })).toHaveLength(1);
  });

  test("accepts two formats", () => {
    const { status, stderr } = runCommand(["export", "--format", "xml"]);

    expect(status).toBe(2);
    expect(stderr).toContain("Allowed choices are csv, json-lines");
  });
});

describe.runIf(existsSync("/dev/full"))("on a disk that is full", () => {
  test("the standard output is refused in one line", () => {
    const { status, stderr } = runToFull(["export"], { DATA_DIR: dataDir });

    expect([status, stderr]).toEqual([2, "error: cannot write stdout: the disk is full\n"]);
  });

  test("a file that is not finished does not stay behind", async () => {
    const { path } = aFolder();
    const { terminal } = aTerminal();
    const startProgress = () => ({
      advance: () => {
        throw new Error("interrupted");
      },
      stop() {},
    });

    const run = runExport({ format: "csv", output: path("all.csv") }, { ...terminal, startProgress }, source);

    await expect(run).rejects.toThrow("interrupted");
    expect(existsSync(path("all.csv.part"))).toBe(false);
  });
});
