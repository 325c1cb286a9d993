import { describe, expect, it } from "vitest";
import { isCheckable } from "../../../src/core/outcome/checkable.ts";

describe("a measure can be checked later", () => {
  it.each([
    "20 exports a week",
    "Fewer support tickets about exports",
    "See https://grafana.test/d/exports",
    "The event `export_finished` arrives",
    "Latency on the dashboard falls",
    "By December nobody asks any more",
    "エクスポートのダッシュボード",
  ])("with a number, a date or a place to look: %s", (text) => {
    expect(isCheckable(text)).toBe(true);
  });

  it.each(["People like it.", "It feels faster", "Users are happy", "It just works"])(
    "but not with feelings only: %s",
    (text) => {
      expect(isCheckable(text)).toBe(false);
    },
  );
});
