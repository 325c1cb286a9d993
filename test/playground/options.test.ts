import { describe, expect, it } from "vitest";
import { readOptions } from "../../src/playground/options.ts";

const NOW = new Date("2026-11-02T15:00:00Z");

function read(args: readonly string[], npm?: string) {
  return readOptions(args, { npm, otherwise: 3_000 }, NOW);
}

describe("the port of the playground", () => {
  it.each<[string, string[], string | undefined, number]>([
    ["npm run playground", [], undefined, 3_000],
    ["npm run playground -- --port 3010", ["--port", "3010"], undefined, 3_010],
    ["npm run playground --port 3010", ["3010"], "true", 3_010],
    ["npm run playground --port=3010", [], "3010", 3_010],
  ])("%s", (_, args, npm, port) => {
    expect(read(args, npm)).toMatchObject({ port });
  });

  it.each<[string[], string | undefined]>([
    [["--port", "many"], undefined],
    [["many"], "true"],
    [["--port", "65536"], undefined],
  ])("is refused in one line: %j", (args, npm) => {
    expect(read(args, npm)).toBe("--port takes a number from 0 to 65535");
  });
});

it("other words and options are named", () => {
  expect(read(["3010"])).toBe("unexpected argument “3010”");
  expect(read(["--pot", "3010"])).toContain("--pot");
});

it("the playground begins at ten on the day that is given, or today", () => {
  expect(read(["--date", "2026-12-24"])).toMatchObject({ start: new Date("2026-12-24T10:00:00Z") });
  expect(read([])).toMatchObject({ start: new Date("2026-11-02T10:00:00Z") });
  expect(read(["--date", "soon"])).toBe("--date takes a day such as 2026-11-02");
});
