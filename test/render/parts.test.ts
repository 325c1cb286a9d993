import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listMonths } from "../../src/core/time/schedule.ts";
import { renderBar } from "../../src/render/dashboard/bar.ts";
import { renderFooter } from "../../src/render/footer.ts";
import { quoteInline } from "../../src/render/neutral.ts";
import { findLinkBase, findOwnPlace, renderOutcomeLink } from "../../src/render/outcome/outcome-link.ts";
import { renderNotAsked } from "../../src/render/outcome/reason.ts";
import { renderShare } from "../../src/render/share.ts";
import { renderTable } from "../../src/render/table.ts";
import { anOutcome } from "../support/builders.ts";
import { hostileText } from "../support/hostile.ts";
import { findUnbalancedTags, readPage } from "../support/page.ts";

describe("the last line of a page", () => {
  it("is small, and ends with what this is", () => {
    expect(renderFooter(["Updated today", ""], "https://example.com")).toBe(
      "<sub>Updated today · [What is this?](https://example.com)</sub>",
    );
  });
});

describe("a share", () => {
  it("is a percentage from five on, only counts below that, and a dash for none", () => {
    expect([renderShare(13, 21), renderShare(3, 4), renderShare(0, 0)]).toEqual(["13 of 21 (62%)", "3 of 4", "–"]);
  });

  it("is drawn empty or full only at 0 % or 100 %", () => {
    expect([renderBar(0, 100), renderBar(1, 100), renderBar(99, 100), renderBar(100, 100)]).toEqual([
      "░░░░░░░░░░",
      "█░░░░░░░░░",
      "█████████░",
      "██████████",
    ]);
    expect(renderBar(3, 4)).toBe("");
  });
});

describe("a link to an outcome", () => {
  it("leads to the question, and to the pull request where there is none", () => {
    const asked = anOutcome({ issueNumber: 12, title: "Sort | filter" });

    expect(renderOutcomeLink(asked)).toBe("[Sort \\| filter](../issues/12)");
    expect(renderOutcomeLink(anOutcome({ title: " " }))).toBe("[(no title)](../pull/7)");
  });

  it.each([
    ["https://github.com", "acme", "shop", true, "https://redirect.github.com/acme/shop"],
    ["https://github.com", "acme", "shop", false, "https://redirect.github.com/acme/shop"],
    ["https://github.com", "acme", "a)b", false, "https://redirect.github.com/acme/a%29b"],
    ["https://acme.ghe.com", "acme", "shop", true, ".."],
    ["https://acme.ghe.com", "acme", "shop", false, "../../shop"],
    ["https://github.example.com:8443", "acme", "shop", true, ".."],
    ["https://github.com.example.com", "acme", "shop", false, "../../shop"],
    ["", "acme", "shop", true, ".."],
  ])("on %s to %s/%s (own page: %s) begins with %s", (site, owner, name, isOwnPage, base) => {
    expect(findLinkBase({ site, owner, name }, { isOwnPage })).toBe(base);
  });

  it("works in emails on github.com", () => {
    const place = findOwnPlace("https://github.com", { owner: "acme", name: "shop" });

    expect(renderOutcomeLink(anOutcome(), place)).toBe(
      "[Add a CSV export](https://redirect.github.com/acme/shop/pull/7)",
    );
  });

  it("names its repository on a page of several", () => {
    const place = () => ({ base: "https://github.com/acme/shop", name: "shop" });

    expect(renderOutcomeLink(anOutcome(), place)).toBe("shop: [Add a CSV export](https://github.com/acme/shop/pull/7)");
  });
});

it("an unknown reason is quoted", () => {
  expect(renderNotAsked("no room", 39)).toBe("39 hit the limits (`max-per-day`, `max-open-per-person`)");
  expect(renderNotAsked("@ada | said", 1)).toBe("1 for this reason: @\u200Bada \\| said");
});

it("no title affects anything outside its cell, its link or its page", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (title, other) => {
      const cells = [renderOutcomeLink(anOutcome({ title })), quoteInline(other, 160)];
      const page = readPage(`${renderTable(["a", "b"], [cells, ["x", "y"]])}\n\nAfter.\n`);

      expect(page.tables).toEqual([[2, 2, 2]]);
      expect(page.headings).toEqual([]);
      expect(page.boxes).toEqual([]);
      expect(page.html).toEqual([]);
      expect(page.text).not.toMatch(/@[\p{L}\p{N}_-]|#\d/u);
    }),
    { numRuns: 500 },
  );
});

it("a page with an open tag is detected", () => {
  expect(findUnbalancedTags(readPage("<details>\n\ntext\n\n<sub>x</sub>\n"))).toEqual(["details"]);
  expect(findUnbalancedTags(readPage("<!-- a -->\n<details>\n\n</details>\n"))).toEqual([]);
});

it.each([
  ["UTC", "2026-05-31T24:00:00.000Z"],
  ["America/New_York", "2026-06-01T04:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-05-31T10:00:00.000Z"],
])("months in %s begin by its local calendar, without gaps, across daylight saving", (zone, first) => {
  const months = listMonths(new Date("2026-11-15T12:00:00Z"), zone, 6);

  expect(months.map(({ month }) => month)).toEqual(["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]);
  expect(months[0]?.from).toEqual(new Date(first));
  expect(months.slice(1).map(({ from }) => from)).toEqual(months.slice(0, -1).map(({ to }) => to));
});
