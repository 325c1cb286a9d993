import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { compileGlob } from "../../../src/core/pull-request/glob.ts";
import { isReadInTime } from "../../support/reading-time.ts";

describe("a glob", () => {
  it.each([
    ["chore(deps)*", "Chore(deps): bump x"],
    ["[WIP]*", "[wip] export"],
    ['Revert "*"', 'Revert "Export"'],
    ["docs/**", "docs"],
    ["docs/**", "docs/a/b.md"],
    ["docs/**/*", "docs/a/b.md"],
    ["**/*.md", "README.md"],
    ["**/*.md", "docs/a.md"],
    ["src/**/test/*", "src/test/a.ts"],
    ["src/**/test/*", "src/a/b/test/a.ts"],
    ["{docs,examples/{a,b}}/*", "examples/b/c"],
    ["v?.?", "v1.2"],
    ["!src/**", "docs/a"],
    ["./docs/*", "docs/a"],
    ["a\\*b", "a*b"],
    ["{open", "{open"],
    ["release/*", "release/1/2"],
  ])("%s matches %s", (glob, text) => {
    expect(compileGlob(glob)(text)).toBe(true);
  });

  it.each([
    ["docs/**", "docs2"],
    ["docs/**/*", "docs"],
    ["**/a", "xa"],
    ["src/**/b", "srcb"],
    ["v?", "v/"],
    ["a\\*b", "axb"],
    ["!src/**", "src/a"],
    ["feat", "feature"],
  ])("%s does not match %s", (glob, text) => {
    expect(compileGlob(glob)(text)).toBe(false);
  });

  it("of stars, choices and slashes matches what the usual library matches", () => {
    const piece = fc.constantFrom("a", "b", "*", "?", "/", "ab", "{a,b}", "{a,b*}x", "**/", "/**", "(a)");
    const text = fc.array(fc.constantFrom("a", "b", "/", "x", "(a)"), { minLength: 1, maxLength: 8 });

    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), text, (pieces, letters) => {
        const [glob, given] = [pieces.join(""), letters.join("")];
        // What these mean is a matter of taste: nobody writes them, and no path looks like that.
        fc.pre(!/\*{3}|\/\/|^\/|[^/]\*\*|\*\*[^/]|\*[?]|\/\*\*\/\*/.test(glob) && !/^\/|\/\/|\/$/.test(given));

        expect([glob, given, compileGlob(glob)(given)]).toEqual([glob, given, matchUsually(glob, given)]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (glob, text) => {
        expect(typeof compileGlob(glob)(text)).toBe("boolean");
      }),
    );
    for (const glob of ["", "!", "*".repeat(60_000), "{".repeat(60_000), "{a,".repeat(20_000), "a".repeat(60_000)]) {
      expect(typeof compileGlob(glob)("a".repeat(256))).toBe("boolean");
    }
  });

  it.each([
    "*a*a*a*a*a*b",
    `${"**/a/".repeat(90)}b`,
    `${"*".repeat(499)}b`,
    `${"{a,*}".repeat(100)}`,
    `${"{*,".repeat(150)}b${"}".repeat(50)}`,
    `${"?*".repeat(249)}b`,
  ])("stops nobody: %#", (glob) => {
    const matcher = compileGlob(glob);

    isReadInTime(() => {
      matcher("a".repeat(256));
      matcher("a/".repeat(128));
    });
  });
});

function matchUsually(glob: string, text: string): boolean {
  const options = { nocase: true, noextglob: true, dot: true, bash: true };
  return picomatch.isMatch(text, glob.replace(/[()[\]|]/g, "\\$&"), options);
}
