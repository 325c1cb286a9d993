import { expect, it } from "vitest";
import { toAddress } from "../src/core/repository/repository.ts";
import { findRepository } from "../src/store/repository.ts";
import { useLoop } from "./support/loop.ts";

const loop = useLoop();

it("the app's own pull request is skipped: no comment, no outcome, only the count of skipped merges", async () => {
  const at = loop();
  const id = await at.gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/outcomes.yml": "skip: { bots: none }\n" },
    collaborators: { ada: "admin" },
  });
  await at.gh.people.install();
  await at.settle();
  const repository = await findRepository(at.db, id);
  if (!repository) throw new Error("the repository is not known");
  await at.gh.github.proposeFiles(toAddress(repository), {
    branch: "did-this-work/ledger",
    base: "main",
    onto: null,
    title: "Add October",
    body: "",
    commitMessage: "docs: add October",
    files: { "outcomes/2026-10.csv": "a" },
  });
  await at.settle();

  const opened = at.gh.look.thread(1);
  await at.gh.people.merge({ by: "ada", number: 1 });
  await at.settle();

  expect(opened).toMatchObject({ comments: [], check: { conclusion: "skipped" } });
  expect(at.gh.look.comments(1)).toEqual([]);
  expect(await at.db.query("select number from outcome")).toEqual([]);
  expect(await at.db.query("select reason from skipped_merge")).toEqual([{ reason: "bot" }]);
});
