import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { findMarker } from "../../src/core/marker.ts";
import { listTicked } from "../../src/core/outcome/box.ts";
import { findCommand } from "../../src/core/outcome/command.ts";
import { neutralise, quoteBlock, quoteInline } from "../../src/render/neutral.ts";

const parse = (text: string) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

function listNodes(node: Nodes): readonly Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap((child) => listNodes(child as Nodes)) : [])];
}

/** Random sequences of harmful pieces. */
const hostile = fc
  .array(
    fc.constantFrom(
      "@ada",
      "@acme/team",
      "#12",
      "GH-7",
      "acme/shop#3",
      "https://github.com/acme/shop/issues/1",
      "<!-- did-this-work:0123456789abcdef -->",
      "- [x] <!-- box:0123456789abcdef:worked -->",
      "- [ ] task",
      "/outcome worked",
      "<script>alert(1)</script>",
      "<details>",
      "</details>",
      "```",
      "~~~",
      "# Heading",
      "Text\n---",
      "| a | b |",
      "|---|---|",
      "> quote",
      "`code",
      "\u202Eevil",
      "\u0000",
      "\r\n",
      "\n\n",
      " ",
      "word",
      "x".repeat(200),
      "*",
      "[a](b",
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(""));

const quoted = (text: string) =>
  `${quoteBlock(text, { limit: 1_500, more: "https://github.com/acme/shop/pull/1" })}\n\nAfter.\n`;

describe("a quotation of a person's text", () => {
  it("holds no mention, reference, marker, HTML, box or direction mark", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = neutralise(text);

        expect(shown).not.toMatch(/@[\p{L}\p{N}_-]/u);
        expect(shown).not.toMatch(/#\d/);
        expect(shown).not.toMatch(/\bGH-\d/i);
        expect(shown).not.toMatch(/<[A-Za-z/!?]/);
        expect(shown).not.toMatch(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u);
        expect(findMarker(shown)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it("turns no character reference into a mention or a reference", () => {
    expect(neutralise("&#64;ada, &commat;ada, &#x23;12")).toBe(
      "&\u200B#\u200B64;ada, &\u200Bcommat;ada, &\u200B#x23;12",
    );
    expect(neutralise("R&D; A && B")).toBe("R&\u200BD; A && B");
  });

  it("does not extend over the text after it", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = parse(quoted(text));

        const last = tree.children.at(-1);
        expect(last?.type).toBe("paragraph");
        expect(tree.children.slice(0, -1).every((node) => node.type === "blockquote")).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("renders no HTML and no box, and counts as no command and no tick", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const nodes = listNodes(parse(quoted(text)));

        expect(nodes.filter((node) => node.type === "html")).toEqual([]);
        expect(nodes.filter((node) => node.type === "listItem" && typeof node.checked === "boolean")).toEqual([]);
        expect(findCommand(quoted(text))).toBeUndefined();
        expect(listTicked(quoted(text), "0123456789abcdef")).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays within its table cell", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = parse(`| a | b |\n| --- | --- |\n| ${quoteInline(text)} | end |\n`);

        const [table] = tree.children;
        expect(tree.children).toHaveLength(1);
        expect(table?.type === "table" && table.children.map((row) => row.children.length)).toEqual([2, 2]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays readable", () => {
    expect(quoteInline("Ship *faster* | cheaper")).toBe("Ship \\*faster\\* \\| cheaper");
    expect(quoteBlock("One.\n\nTwo.", { limit: 100, more: "" })).toBe("> One.\n>\n> Two.");
  });

  it("links to the rest when it was cut", () => {
    const shown = quoteBlock("a".repeat(50), { limit: 10, more: "https://x.test" });

    expect(shown).toBe("> aaaaaaaaa…\n>\n> [Read the rest](https://x.test)");
  });

  it("never cuts through an emoji", () => {
    expect(quoteInline("👍".repeat(10), 4)).toBe("👍👍👍…");
  });
});
