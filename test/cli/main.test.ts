import { describe, expect, test } from "vitest";
import { aFolder, runCommand } from "./stage.ts";

const COMPLETE = "## Problem\nSlow search.\n\n## How will we know it worked?\nThe p95 is below 300 ms.\n";

describe("the command", () => {
  test("reads a description from the standard input", () => {
    const { status, stdout } = runCommand(["check", "-", "--json"], { input: COMPLETE });

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: "-", evaluation: { kind: "complete" } });
  });

  test("exits with 1 when a field is missing", () => {
    expect(runCommand(["check", "-"], { input: "## Problem\nSlow search.\n" })).toMatchObject({
      status: 1,
      stderr: "",
    });
  });

  test("treats a file after the value of --template as a description", () => {
    const { folder } = aFolder({ "t.md": "## Problem\n## Measure\n", "a.md": COMPLETE });

    const { status, stdout } = runCommand(["check", "--template", "t.md", "a.md", "--json"], { cwd: folder });

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: "a.md", template: "t.md" });
  });

  test.each([
    [["check", "absent.md"], "cannot read absent.md: no such file"],
    [["check", "."], "cannot read .: it is a folder"],
    [["template", "latin-1.md"], "cannot read latin-1.md: it is not UTF-8 text"],
    [["check", "a.md", "--template", "absent.md"], "cannot read absent.md: no such file"],
    [["config", "absent.yml"], "cannot read absent.yml: no such file"],
    [["check", "-", "-"], "stdin (-) can be read only once"],
    [["template"], "missing required argument 'file'"],
    [["check", "a.md", "--verbose"], "unknown option '--verbose'"],
    [["judge", "a.md"], "unknown command 'judge'"],
  ])("answers %j with one clear line and exit code 2", (words, message) => {
    const { folder } = aFolder({ "a.md": COMPLETE, "latin-1.md": Uint8Array.of(0x23, 0x20, 0xfc, 0x0a) });

    expect(runCommand(words, { cwd: folder })).toEqual({ status: 2, stdout: "", stderr: `error: ${message}\n` });
  });

  test("prints its usage on request", () => {
    const { status, stdout } = runCommand(["--help"]);

    expect(status).toBe(0);
    for (const command of ["check", "template", "config", "export"]) expect(stdout).toContain(`  ${command} `);
  });
});
