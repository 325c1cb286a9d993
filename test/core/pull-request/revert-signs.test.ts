import { describe, expect, it } from "vitest";
import { findRevertedCommits, findRevertSigns } from "../../../src/core/pull-request/revert-signs.ts";

const SHOP = { owner: "acme", name: "shop" };
const A = "a".repeat(40);
const B = "b".repeat(40);

const read = (body: string, headRef = "patch-1") => findRevertSigns({ body, headRef }, SHOP);

describe("a description takes back", () => {
  it.each<[string, string, readonly number[], readonly string[]]>([
    ["what GitHub's button names", "Reverts acme/shop#12", [12], []],
    ["a number alone, with a colon", "Reverts: #12", [12], []],
    ["several, in a list", "- Reverts #12\n- Reverts #13", [12, 13], []],
    ["several, in lines of one paragraph", "Reverts #12\nReverts #13 too", [12, 13], []],
    ["in other case, for names have none", "reverts Acme/Shop#12", [12], []],
    ["what it emphasises", "**Reverts** #12", [12], []],
    ["a commit", `This reverts commit ${A}.`, [], [A]],
    ["a shortened commit", "This reverts commit abcdef1", [], ["abcdef1"]],
    ["several commits", `This reverts commits ${A}, ${B} and abcdef1.`, [], [A, B, "abcdef1"]],
    ["a merge, not its base", `This reverts commit ${A}, reversing\nchanges made to ${B}.`, [], [A]],
  ])("%s", (_, body, numbers, shas) => {
    expect(read(body)).toEqual({ numbers, shas, branch: null });
  });

  it.each<[string, string]>([
    ["that another repository's is named", "Reverts other/shop#12"],
    ["in passing", `Nobody saw that "This reverts commit ${A}." was wrong, so nobody Reverts #12.`],
    ["in a quote", `> Reverts #12\n> This reverts commit ${A}.`],
    ["in a quote that goes on without its sign", "> He wrote:\nReverts #12"],
    ["in a comment", "<!--\nReverts #12\n-->"],
    ["in a comment within a paragraph", "See <!--\nReverts #12\n--> there."],
    ["in a fence", "```\nReverts #12\n```"],
    ["in an indented block", "Log:\n\n    Reverts #12\n"],
    ["in code", "`Reverts #12`"],
    ["struck through", "~~Reverts #12~~"],
    ["with too few letters of a commit", "This reverts commit abcdef."],
    ["with a number no pull request can have", "Reverts #12345678901"],
  ])("nothing %s", (_, body) => {
    expect(read(body)).toEqual({ numbers: [], shas: [], branch: null });
  });

  it("by the branch of the button, with the branch it was made from", () => {
    expect(read("", "revert-12-feature/csv").branch).toEqual({ number: 12, headRef: "feature/csv" });
    expect(read("", "revert-csv").branch).toBeNull();
  });
});

describe("a commit message takes back", () => {
  it.each<[string, string, readonly string[]]>([
    ["what git revert names", `Revert "A"\n\nThis reverts commit ${A}.`, [A]],
    [
      "each commit of a squash",
      `Two (#9)\n\n* Revert "A"\n\nThis reverts commit ${A}.\n\n* Revert "C"\n\nThis reverts commit ${B}.`,
      [A, B],
    ],
    ["what git reapplies, by the revert's commit", `Reapply "A"\n\nThis reverts commit ${B}.`, [B]],
    [
      "the merge of a branch",
      `Revert "Merge branch x"\r\n\r\nThis reverts commit ${A}, reversing\r\nchanges made to ${B}.`,
      [A],
    ],
  ])("%s", (_, message, shas) => {
    expect(findRevertedCommits(message)).toEqual(shas);
  });

  it.each<[string, string]>([
    ["it quotes", `Reapply "A"\n\n> This reverts commit ${A}.`],
    ["it repeats indented", `Mend\n\n    This reverts commit ${A}.`],
    ["it mentions", `Mend\n\nThe commit that said "This reverts commit ${A}." was wrong.`],
    [
      "a later commit of the same squash applies again",
      `Rework (#9)\n\n* Revert "A"\n\nThis reverts commit ${A}.\n\n* Reapply "A" with a fix`,
    ],
    ["a cherry-pick names", `A\n\n(cherry picked from commit ${A})`],
  ])("nothing that %s", (_, message) => {
    expect(findRevertedCommits(message)).toEqual([]);
  });
});
