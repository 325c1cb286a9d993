import { expect, it } from "vitest";
import { findLikeness } from "../../../src/core/outcome/similar-outcomes.ts";

it("labels about the kind of work do not count as subjects", () => {
  const labels = ["bug", "Enhancement", "area: checkout", "good first issue"];

  expect(findLikeness({ title: "Shorter checkout", labels })).toEqual({
    title: "Shorter checkout",
    labels: ["area: checkout"],
  });
});
