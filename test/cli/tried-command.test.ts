import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { runTried, type TriedOptions } from "../../src/cli/tried-command.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import type { TriedEntry } from "../../src/core/report/tried.ts";
import { addTried } from "../../src/render/report/tried.ts";
import { aFolder, aTerminal, runCommand } from "./stage.ts";

function anEntry(number: number, given: Partial<TriedEntry>): TriedEntry {
  const address = `https://github.com/acme/shop/issues/${number + 1}`;
  return { number, on: "2026-05-12", end: "Missed", title: "A page", address, fields: {}, ...given };
}

const COMPARE = anEntry(17, {
  title: "Compare up to four products",
  fields: { Problem: "People open many tabs and lose track.", Seen: "0.8 %. They like their tabs.", Why: "the idea" },
});
const SEARCH = anEntry(18, {
  end: "Worked",
  title: "Forgive typing mistakes in the search",
  fields: { Labels: "area: search" },
});
const OTHERS = Array.from({ length: 8 }, (_, index) => anEntry(30 + index, { title: `Page ${index}` }));

/** A checkout with these files; paths may have folders. */
function aCheckout(files: Readonly<Record<string, string>>) {
  const { folder, path } = aFolder();
  mkdirSync(path(".git"));
  mkdirSync(path("src"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
  return { folder, path };
}

const memory = (entries: readonly TriedEntry[] = [COMPARE, SEARCH, ...OTHERS]) => addTried(null, entries).text;

async function ask(cwd: string, words: readonly string[], options: TriedOptions = {}) {
  const { terminal, text, warned } = aTerminal();
  const code = await runTried(words, options, { terminal, cwd });
  return { code, text: text(), warned };
}

describe("the tried command", () => {
  test("shows what became of a change like the proposal, worded differently", async () => {
    const { path } = aCheckout({ "outcomes/TRIED.md": memory() });

    const { code, text } = await ask(path("src"), ["Side-by-side table: visitors lose track between tabs"]);

    expect(code).toBe(0);
    expect(text).toMatchInlineSnapshot(`
      "Missed: Compare up to four products (12 May 2026)
        Problem  People open many tabs and lose track.
        Seen     0.8 %. They like their tabs.
        Why      the idea
        https://github.com/acme/shop/issues/18

      A verdict is not a prohibition: it says what happened then."
    `);
  });

  test("prints JSON with the same keys for every entry", async () => {
    const { folder } = aCheckout({ "outcomes/TRIED.md": memory() });

    const { text } = await ask(folder, ["compare", "products"], { json: true });

    expect(JSON.parse(text)).toEqual({
      words: "compare products",
      entries: [
        {
          pullRequest: 17,
          on: "2026-05-12",
          end: "Missed",
          title: "Compare up to four products",
          problem: "People open many tabs and lose track.",
          labels: null,
          hopedFor: null,
          numbers: null,
          seen: "0.8 %. They like their tabs.",
          why: "the idea",
          next: null,
          later: null,
          url: "https://github.com/acme/shop/issues/18",
          file: "outcomes/TRIED.md",
        },
      ],
    });
  });

  test("finds an entry by its labels, and not by what all entries have", async () => {
    const { folder } = aCheckout({ "outcomes/TRIED.md": memory() });

    expect((await ask(folder, ["area search"])).text).toContain("Forgive typing mistakes");
    expect((await ask(folder, ["pull request issues on acme"])).code).toBe(1);
  });

  test("ends with 1 when nothing like it was tried, or there is no memory, and says which", async () => {
    const with_ = aCheckout({ "outcomes/TRIED.md": memory() });
    const without = aCheckout({});

    expect(await ask(with_.folder, ["blockchain receipts"])).toMatchObject({
      code: 1,
      text: "Nothing like it was tried, as far as this checkout tells.",
      warned: [],
    });
    expect(await ask(without.folder, ["compare products"])).toEqual({
      code: 1,
      text: "",
      warned: ["There is no TRIED.md in outcomes/: this checkout has no memory yet."],
    });
    expect(JSON.parse((await ask(without.folder, ["x"], { json: true })).text)).toEqual({ words: "x", entries: [] });
  });

  test("searches the years that moved out too; of two entries about one pull request the later counts", async () => {
    const late = { ...COMPARE, on: "2027-01-05", end: "Worked" as const };
    const old = [{ ...COMPARE, end: "No answer" as const }, ...OTHERS];
    const { folder } = aCheckout({ "outcomes/TRIED.md": memory([late]), "outcomes/TRIED-2026.md": memory(old) });

    const { text } = await ask(folder, ["compare products"]);

    expect(text).toContain("Worked: Compare up to four products (5 Jan 2027)");
    expect(text).not.toContain("No answer");
  });

  test("looks into the ledger's folder, and into any other on request", async () => {
    const config = "ledger: { enabled: true, path: docs/outcomes }\n";
    const { folder } = aCheckout({
      ".github/outcomes.yml": config,
      "docs/outcomes/TRIED.md": memory(),
      "old/TRIED.md": memory([SEARCH, ...OTHERS]),
    });

    expect((await ask(folder, ["compare products"])).code).toBe(0);
    expect((await ask(folder, ["compare products"], { folder: "old" })).code).toBe(1);
    expect((await ask(folder, ["typing mistakes"], { folder: "old" })).code).toBe(0);
  });

  test("finds a folder named from the current one, and an absolute one", async () => {
    const { folder, path } = aCheckout({ "outcomes/TRIED.md": memory() });

    for (const [cwd, named] of [
      [path("src"), "../outcomes"],
      [path("src"), "outcomes"],
      [folder, "./outcomes/"],
      [path("src"), path("outcomes")],
    ] as const) {
      expect((await ask(cwd, ["typing mistakes"], { folder: named })).code, named).toBe(0);
    }
  });

  test.each(["outcomes/TRIED.md", "missing", "missing/below"])("refuses %s, which is no folder", async (named) => {
    const { folder } = aCheckout({ "outcomes/TRIED.md": memory() });

    await expect(ask(folder, ["typing mistakes"], { folder: named })).rejects.toThrow(UsageError);
  });

  test("skips sections that are no entries, with whatever line ends", async () => {
    const text = `${memory()}\n## Our compare notes: products\n\nCompare products.\n`.replaceAll("\n", "\r\n");
    const { folder } = aCheckout({ "outcomes/TRIED.md": text });

    expect((await ask(folder, ["compare products"])).text).toMatch(
      /^Missed: Compare up to four products \(12 May 2026\)\n/,
    );
  });

  test("without words is a usage error, with exit code 2", async () => {
    const { folder } = aCheckout({ "outcomes/TRIED.md": memory() });

    await expect(ask(folder, [" "])).rejects.toThrow(UsageError);
    expect(runCommand(["tried"], { cwd: folder }).status).toBe(2);
    expect(runCommand(["tried", "compare products"], { cwd: folder })).toMatchObject({ status: 0, stderr: "" });
  });
});
