import { expect, it } from "vitest";
import { findAboutPage, PROJECT_PAGE } from "../../src/core/about-page.ts";

it("takes the app's homepage, and the project's page where there is none to link to", () => {
  expect(findAboutPage("https://example.com/about")).toBe("https://example.com/about");
  expect([null, undefined, "", "  ", "acme.example", "javascript:alert(1)"].map(findAboutPage)).toEqual(
    Array(6).fill(PROJECT_PAGE),
  );
});

it("encodes what would end a link in Markdown", () => {
  expect(findAboutPage("https://example.com/a_(b)?q=<c>")).toBe("https://example.com/a_%28b%29?q=%3Cc%3E");
});
