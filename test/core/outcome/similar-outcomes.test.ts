import { expect, it } from "vitest";
import { toLikeness } from "../../../src/core/outcome/similar-outcomes.ts";

it("labels about the kind of work do not count as subjects", () => {
  const labels = ["bug", "Enhancement", "area: checkout", "good first issue"];

  expect(toLikeness({ title: "Shorter checkout", labels }, null)).toEqual({
    title: "Shorter checkout\narea: checkout",
    text: "",
  });
});
