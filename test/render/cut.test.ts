import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { cutBody, cutMarkdown } from "../../src/render/cut.ts";
import { hostileText } from "../support/hostile.ts";

describe("Markdown that is too long", () => {
  it("keeps within so many bytes, and breaks no character", () => {
    const text = fc.array(fc.oneof(hostileText, fc.string({ unit: "binary" }), fc.constant("語\n".repeat(200))));
    fc.assert(
      fc.property(text, fc.integer({ min: 400, max: 5_000 }), (parts, limit) => {
        const whole = parts.join("").toWellFormed();
        const cut = cutMarkdown(whole, limit);

        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut === whole).toBe(Buffer.byteLength(whole) <= limit);
      }),
    );
  });

  it.each(["```", "````", "~~~"])("closes a block of code that is cut (%s)", (fence) => {
    const tree = fromMarkdown(
      cutMarkdown(`Text\n\n${fence}markdown\n${"line of code\n".repeat(200)}${fence}\n`, 1_000),
    );

    expect(tree.children.map(({ type }) => type)).toEqual(["paragraph", "code", "paragraph"]);
  });

  it("is left alone while GitHub takes it", () => {
    expect(cutBody("é".repeat(32_768))).toBe("é".repeat(32_768));
    expect(cutBody("é".repeat(32_769))).toContain("This is cut here");
  });
});
