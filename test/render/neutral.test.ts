import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toPlainText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { findMarker } from "../../src/core/marker.ts";
import { listTicked } from "../../src/core/outcome/box.ts";
import { findCommand } from "../../src/core/outcome/command.ts";
import { neutralise, plainTitle, quoteBlock, quoteInline } from "../../src/render/neutral.ts";
import { isReadInTime, PLAIN_TEXT } from "../support/reading-time.ts";

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

/** References as people and attackers write them, with something before and after. */
const hostileReference = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "(", "[x](", "[x](<", "![x](", "[x]: ", "<", "**", "_", "`", "see ", "\n", "\\", "|"),
      fc.constantFrom(
        "https://",
        "http://",
        "HTTPS://",
        "//",
        "https:\\/\\/",
        "https:\\\\",
        "www.",
        "https:",
        "https://x:y@",
      ),
      fc.constantFrom(
        "github.com",
        "www.github.com",
        "GitHub.com",
        "ghe.example.com",
        "acme.ghe.com",
        "github.com:443",
      ),
      fc.constantFrom("/", "\\/", "//", "/./", "\\"),
      fc.constantFrom("acme/shop", "acme\\/shop", "acme/x/../shop"),
      fc.constantFrom(
        "/issues/",
        "/pull/",
        "/%69ssues/",
        "/ISSUES/",
        "/commit/",
        "/discussions/",
        "\\/issues\\/",
        "%2Fissues%2F",
      ),
      fc.constantFrom("1", "12/files", "1#issuecomment-3", "1?a=b", "0123456789abcdef"),
      fc.constantFrom("", ")", ">)", ">", " ", "\n", "**", "_", "`", ",", ".", " GH\\-1 ", " _GH-1_", " #1", "|"),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.map((part) => part.join("")).join(""));

/** What GitHub would make a reference of: a link with an address, or words. Links without a host leave no mark. */
function findReference(node: Nodes): readonly string[] {
  if (node.type === "text") return node.value.match(/#\d|(?<![A-Za-z0-9])GH-\d|@\w/gi) ?? [];
  if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return [];
  if (!/^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(node.url)) return [];
  const url = URL.parse(node.url, "https://github.com/");
  const hosts = ["github.com", "www.github.com", "ghe.example.com", "acme.ghe.com"];
  if (!url || !hosts.includes(url.hostname)) return [];
  const path = safelyDecode(safelyDecode(url.pathname));
  return /^[/\\]+[^/\\]+[/\\]+[^/\\]+[/\\]+(issues|pull|commit|discussions)[/\\]+\w/i.test(path) ? [node.url] : [];
}

function safelyDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const quoted = (text: string) => `${quoteBlock(text, { limit: 1_500, more: "https://example.com" })}\n\nAfter.\n`;

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

  it("links to no issue, pull request, commit or discussion, on whatever GitHub", () => {
    fc.assert(
      fc.property(hostileReference, (text) => {
        for (const rendered of [quoted(text), `Said: ${quoteInline(text, 400)}`]) {
          const nodes = listNodes(parse(rendered));

          expect(nodes.flatMap(findReference)).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    "https://github.com/acme/shop/issues/1",
    "HTTP://WWW.GitHub.com/acme/shop/pull/1/files",
    "www.github.com/acme/shop/issues/1",
    "(see www.github.com/acme/shop/issues/1)",
    "[x](//github.com/acme/shop/issues/1)",
    "[x](https:github.com/acme/shop/issues/1)",
    "[x](https:\\\\github.com\\acme\\shop\\issues\\1)",
    "https://github.com:443/acme/shop/issues/1",
    "https://github.com/acme/shop/%69ssues/1",
    "https://github.com/acme/shop/%2569ssues/1",
    "[x](https:\\/\\/github.com\\/acme\\/shop\\/issues\\/1)",
    "https://github.com/./acme//shop/x/../issues/1",
    "https://ghe.example.com/acme/shop/issues/1",
    "https://acme.ghe.com/acme/shop/discussions/1",
    "[a]: https://github.com/acme/shop/commit/0123456",
    "![a](https://github.com/acme/shop/pull/1)",
    "GH-1",
    "GH\\-1",
    "_GH-1_",
    "acme/shop#1",
    "acme/shop\\#1",
  ])("%s makes no reference", (text) => {
    expect(listNodes(parse(quoted(text))).flatMap(findReference)).toEqual([]);
  });

  it.each([
    ["long", `https://github.com/acme/shop/issues/1?${"x".repeat(3_000)}`],
    ["of many addresses", `${"//a".repeat(30)}//github.com/acme/shop/issues/1`],
  ])("a word that is %s makes no reference", (_, text) => {
    expect(listNodes(parse(`[x](${neutralise(text)})`)).flatMap(findReference)).toEqual([]);
  });

  it("leaves links that lead elsewhere as they are, and those to github.com lead where they did", () => {
    const elsewhere = [
      "https://grafana.example.com/d/abc/exports?orgId=1&from=now-7d",
      "[the board](https://github.com/acme/shop)",
      "https://github.com/acme/shop/blob/main/README.md",
      "https://acme.sentry.io/organizations/acme/issues/123/",
      "www.example.com/a/b",
    ];
    expect(elsewhere.map(neutralise)).toEqual(elsewhere);
    expect(neutralise("https://www.github.com/acme/shop/pull/1#issuecomment-2")).toBe(
      "https://redirect.github.com/acme/shop/pull/1#issuecomment-2",
    );
  });

  it.each([
    "[!CAUTION]\nRun this",
    " [!note]\ntext",
    "\\[!TIP]\ntext",
    "[\\!WARNING]\ntext",
    "a\n\n> [!IMPORTANT]\n> b",
  ])("%j becomes no alert", (text) => {
    const quotes = listNodes(parse(quoted(text))).filter(({ type }) => type === "blockquote");

    for (const quote of quotes)
      expect(toPlainText(quote).trim()).not.toMatch(/^\[!(note|tip|important|warning|caution)\]/i);
  });

  it("is read in time, however long and whatever is repeated", () => {
    const pieces = ["//", "https://a", "www.", "\\/", "%69", "GH-", "[!", "- [", "& ", "-", "=", "\\", "a/"];

    for (const unit of pieces.flatMap((piece) => [piece, `${piece} `])) {
      isReadInTime(
        () => neutralise(unit.repeat(65_536 / unit.length)),
        () => neutralise(PLAIN_TEXT),
      );
    }
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

  it("keeps a title on one line, without marks that reorder it, and within GitHub's limit", () => {
    expect(plainTitle("Add \u202Eexe\u202C a\u0007\n CSV #12 @ada \ud83d")).toBe("Add exe a CSV #12 @ada \ufffd");
    expect([...plainTitle("👍".repeat(300))]).toHaveLength(250);
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
