import { describe, expect, it } from "vitest";
import { findCommand, findNewCommand } from "../../../src/core/outcome/command.ts";

describe("a command", () => {
  it("is parsed as an answer with evidence", () => {
    const found = findCommand("/outcome worked it did");

    expect(found?.command).toEqual({ kind: "answer", verdict: "worked", evidence: "it did" });
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
    ["inline code", "`/outcome worked`"],
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
    expect(findCommand("/outcome wurked")).toEqual({ line: "/outcome wurked", command: null });
    expect(findCommand("/outcome")).toEqual({ line: "/outcome", command: null });
    expect(findCommand("/outcome drop")?.command).toBeNull();
  });

  it("in an edited comment counts only when the edit added it", () => {
    expect(findNewCommand("/outcome worked", "let me see")?.command).toMatchObject({ verdict: "worked" });
    expect(findNewCommand("/outcome worked\n\ntypo fixed", "/outcome worked\n\ntypo")).toBeUndefined();
  });
});
