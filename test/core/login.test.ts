import { describe, expect, it } from "vitest";
import { isRepositoryName } from "../../src/core/config/config-meaning.ts";
import { isLogin, NOT_IN_LOGIN } from "../../src/core/login.ts";

describe("a login", () => {
  it.each(["ada", "a", "ada-example", "ada_acme", "Ada-E_acme1", "old-", "old--login", "x".repeat(39)])(
    "is %s",
    (text) => {
      expect(isLogin(text)).toBe(true);
      expect(isRepositoryName(`${text}/shop`)).toBe(true);
    },
  );

  it.each(["", "-ada", "_acme", "ada.", "acme/core", "ada please", "ada\n", "x".repeat(40), "tidy[bot]"])(
    "is not %j",
    (text) => {
      expect(isLogin(text)).toBe(false);
    },
  );

  it("ends where another character could not belong to it", () => {
    const found = ["@ada!", "@ada's", "_@ada_", "@ada-maria", "@ada_acme", "@ada1"].filter((text) =>
      new RegExp(`@ada${NOT_IN_LOGIN}`, "i").test(text),
    );

    expect(found).toEqual(["@ada!", "@ada's", "_@ada_"]);
  });
});
