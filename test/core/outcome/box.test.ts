import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listNewlyTicked, listTicked, renderBox } from "../../../src/core/outcome/box.ts";

const KEY = "0123456789abcdef";
const body = (ticked: readonly string[]) =>
  ["worked", "partly", "missed"]
    .map((name) => renderBox(KEY, { name, label: `**${name}**`, isTicked: ticked.includes(name) }))
    .join("\n");

describe("a box", () => {
  it("is parsed as it was rendered, whatever its label", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.string(), (isTicked, text) => {
        const line = renderBox(KEY, { name: "worked", label: text.replace(/[\r\n]/g, " "), isTicked });

        expect(listTicked(line, KEY)).toEqual(isTicked ? ["worked"] : []);
      }),
    );
  });

  it("is parsed where an earlier version wrote its key first", () => {
    expect(listTicked(`- [x] <!-- box:${KEY}:worked --> **Worked**`, KEY)).toEqual(["worked"]);
  });

  it("counts as ticked when it is ticked now and was not before", () => {
    expect(listNewlyTicked(body(["worked"]), body(["worked", "missed"]), KEY)).toEqual(["missed"]);
  });

  it("counts with CRLF, an upper-case X and other bullets", () => {
    const edited = body(["partly"]).replaceAll("\n", "\r\n").replace("[x]", "[X]").replace(/^- /gm, "* ");

    expect(listTicked(edited, KEY)).toEqual(["partly"]);
  });

  it("does not count in a quote, or with an unknown key", () => {
    expect(listTicked(body(["worked"]).replace(/^/gm, "> "), KEY)).toEqual([]);
    expect(listTicked(body(["worked"]), "ffff")).toEqual([]);
  });
});
