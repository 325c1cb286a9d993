import { describe, expect, it } from "vitest";
import { findCommand, findNewCommand } from "../../../src/core/outcome/command.ts";
import { isReadInTime, PLAIN_TEXT } from "../../support/reading-time.ts";

describe("a command", () => {
  it("is parsed as an answer with evidence", () => {
    const found = findCommand("/outcome worked it did");

    expect(found?.command).toEqual({ kind: "answer", verdict: "worked", evidence: "it did" });
  });

  it("may use the words of the box for what cannot be told", () => {
    for (const words of ["unclear", "can't tell", "Can’t tell", "cannot tell"]) {
      expect(findCommand(`/outcome ${words}: no dashboard`)?.command).toEqual({
        kind: "answer",
        verdict: "unclear",
        evidence: "no dashboard",
      });
    }
    expect(findCommand("/outcome can't tellme")?.misreading).toEqual({ kind: "unknown" });
  });

  it("includes evidence over several lines, up to the next quote", () => {
    const body =
      "/outcome partly: half of it\nsee the dashboard\n\nand the tickets\n\n> On Monday bob wrote:\n> did it work?";

    expect(findCommand(body)?.command).toEqual({
      kind: "answer",
      verdict: "partly",
      evidence: "half of it\nsee the dashboard\n\nand the tickets",
    });
  });

  it("sent by e-mail does not include the attribution line of the mail program", () => {
    const body =
      "/outcome missed nobody used it\n\nOn Wed, 02 Dec 2026 at 10:00, did-this-work[bot]\n<x@github.com> wrote:\n\n> Did it work?";

    expect(findCommand(body)?.command).toMatchObject({ verdict: "missed", evidence: "nobody used it" });
  });

  it.each([
    ["a quote", "> /outcome worked"],
    ["a fence", "```\n/outcome worked\n```"],
    ["indented code", "    /outcome worked"],
    ["inline code", "it is `/outcome worked`"],
    ["inline code over several lines", "`so\n/outcome worked\nis it`"],
    ["a fence in a list", "- so:\n  ```\n  /outcome worked\n  ```"],
    ["the middle of a line", "please /outcome worked"],
    ["an HTML comment", "<!--\n/outcome worked\n-->"],
    ["a longer word", "/outcomes worked"],
  ])("is not found in %s", (_, body) => {
    expect(findCommand(body)).toBeUndefined();
  });

  it("is found anywhere in a comment, on a line of its own, in any case", () => {
    expect(findCommand("Thanks!\r\n/Outcome MISSED nobody used it\r\n")?.command).toMatchObject({ verdict: "missed" });
  });

  it("that is invalid is found, with its line", () => {
    const unknown = { command: null, misreading: { kind: "unknown" } };
    expect(findCommand("/outcome wurked")).toEqual({ line: "/outcome wurked", ...unknown });
    expect(findCommand("/outcome")).toEqual({ line: "/outcome", ...unknown });
    expect(findCommand("/outcome drop")?.command).toBeNull();
  });

  it("in an edited comment counts only when the edit added it", () => {
    expect(findNewCommand("/outcome worked", "let me see")?.command).toMatchObject({ verdict: "worked" });
    expect(findNewCommand("/outcome worked\n\ntypo fixed", "/outcome worked\n\ntypo")).toBeUndefined();
  });

  it.each([
    ["quotes", ">".repeat(65_536)],
    ["quotes with blanks", "> ".repeat(32_768)],
    ["lists", "- ".repeat(32_768)],
    ["one long line", `/outcome ${"a ".repeat(32_000)}`],
    ["one line of blanks", `/outcome${" ".repeat(65_000)}x`],
    ["many commands", "/outcome worked\n".repeat(4_096)],
    ["many commands in code", "`a`\n\n/outcome worked\n\n".repeat(2_900)],
    ["emphasis", `${"*".repeat(60_000)}\n/outcome worked`],
    ["open brackets", `${"[".repeat(60_000)}\n/outcome worked`],
    ["open code", `${"`a".repeat(30_000)}\n/outcome worked`],
  ])("is looked for in little time among 65,536 characters of %s", (_, body) => {
    const plain = `/outcome worked\n${PLAIN_TEXT}`;

    isReadInTime(
      () => findCommand(body),
      () => findCommand(plain),
    );
  });
});
