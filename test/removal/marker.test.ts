import { describe, expect, it } from "vitest";
import { cutMarked, listMarkers } from "./marker.ts";

/** A function with the marker `guard` in it, and what is below the marker. */
function aFunction(...below: string[]): string {
  return ["function decide() {", "  begin();", "  // @removal guard", ...below, "  end();", "}"].join("\n");
}

const WITHOUT = aFunction();

describe("the statement below a marker", () => {
  it.each([
    ["on one line", ["  if (isOld) return;"]],
    ["that is a block", ["  if (isOld) {", "    forget();", "", "    return;", "  }"]],
    ["with an else", ["  if (isOld) {", "    forget();", "  } else {", "    take();", "  }"]],
    ["with an else on a line of its own", ["  if (isOld) forget();", "  else take();"]],
    ["whose consequence stands on the next line", ["  if (isOld)", "    return;"]],
    ["that tries and catches", ["  try {", "    send();", "  } catch {", "    forget();", "  }"]],
    ["with its arguments on lines of their own", ["  send(", "    one,", "    other,", "  );"]],
    ["with a text over several lines", ["  query(`", "    select 1", "  `);"]],
    ["that is a chain", ["  await list", "    .map(one)", "    .filter(other);"]],
  ])("%s is taken away whole, and nothing else", (_, below) => {
    expect(cutMarked(aFunction(...below), "guard")).toEqual({ kind: "cut", text: WITHOUT });
  });

  it("leaves what comes after an empty line", () => {
    const text = aFunction("  if (isOld) return;", "", "  take();");

    expect(cutMarked(text, "guard")).toEqual({ kind: "cut", text: aFunction("", "  take();") });
  });
});

describe("a line of a chain below a marker", () => {
  const chain = (...lines: string[]) => ["const clean = text", ...lines, "use(clean);"].join("\n");

  it("is taken out of the chain", () => {
    const text = chain("  // @removal marks", '  .replace(MARK, "")', "  .trim();");

    expect(cutMarked(text, "marks")).toEqual({ kind: "cut", text: chain("  // @removal marks", "  .trim();") });
  });

  it("is taken with its arguments", () => {
    const text = chain("  // @removal marks", "  .replace(", "    MARK,", '    "",', "  )", "  .trim();");

    expect(cutMarked(text, "marks")).toEqual({ kind: "cut", text: chain("  // @removal marks", "  .trim();") });
  });

  it("leaves the semicolon when it is the last", () => {
    const text = chain("  .trim()", "  // @removal marks", '  .replace(MARK, "");');

    expect(cutMarked(text, "marks")).toEqual({ kind: "cut", text: chain("  .trim()", "  // @removal marks", ";") });
  });
});

describe("nothing is taken away", () => {
  it("where the marker is another one", () => {
    const text = aFunction("  if (isOld) return;").replace("guard", "guarded");

    expect(cutMarked(text, "guard")).toEqual({ kind: "impossible", problem: "the marker is not there" });
  });

  it.each([
    ["an empty line", ["", "  if (isOld) return;"]],
    ["the end of the block", []],
    ["another comment", ["  // Because it is old.", "  if (isOld) return;"]],
    ["a statement further in", ["    return;"]],
  ])("where the marker stands above %s", (_, below) => {
    const text = ["if (isNew) {", "  // @removal guard", ...below, "}"].join("\n");

    expect(cutMarked(text, "guard")).toEqual({
      kind: "impossible",
      problem: "the marker does not stand directly above a statement",
    });
  });

  it("where the marker stands above a name that others use: without it nothing runs, whatever is tested", () => {
    expect(cutMarked(aFunction("  const isOld = judge();"), "guard")).toEqual({
      kind: "impossible",
      problem: "the marker stands above a declaration",
    });
  });
});

describe("the markers of a file", () => {
  it("are listed in their order", () => {
    expect(listMarkers("// @removal first-rule\none();\n  // @removal other\n  other();\n")).toEqual([
      "first-rule",
      "other",
    ]);
  });

  it("are listed as they are written where they are not written as markers are", () => {
    const text = ["one(); // @removal rule", "// @removal Rule", "// @removal", "/* @removal rule */"].join("\n");

    expect(listMarkers(text)).toEqual(text.split("\n"));
  });
});
