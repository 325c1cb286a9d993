import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../src/core/config/config.ts";
import { currentQuestion, type Outcome, STATES, withQuestion } from "../src/core/outcome/outcome.ts";
import { VERDICTS } from "../src/core/outcome/verdict.ts";
import { organizationKey } from "../src/core/reconcile-key.ts";
import { organizationResource } from "../src/core/resource-key.ts";
import type { Context } from "../src/engine/context.ts";
import { parseHere } from "../src/engine/text-parser.ts";
import { findShowable, viewOrganization } from "../src/reconcilers/dashboard/organization-view.ts";
import type { RepositoryContext } from "../src/reconcilers/repository/repository-context.ts";
import { renderDashboard } from "../src/render/dashboard/dashboard.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { APP } from "../src/simulator/world.ts";
import { createSources } from "../src/sources/sources.ts";
import { findDashboard } from "../src/store/dashboard.ts";
import { saveOutcome } from "../src/store/outcome.ts";
import { findRepository } from "../src/store/repository.ts";
import { beginRepository } from "../src/store/repository-identity.ts";
import { anAnswer, anOutcome, aPerson } from "./support/builders.ts";
import { emptyDatabase, useDatabase } from "./support/database.ts";
import { KEY, storableText } from "./support/hostile.ts";
import { quietLog } from "./support/loop.ts";
import { readPage } from "./support/page.ts";

const db = useDatabase();

const NOW = new Date("2026-11-20T12:00:00Z");
const VISIBILITIES = ["private", "internal", "public"] as const;
const ENDED: readonly string[] = ["answered", "unanswered", "dropped", "reverted", "not-asked"];
const NOTICE = /Some repositories are hidden here.*\n\n/;

interface Given {
  readonly name: string;
  readonly visibility: (typeof VISIBILITIES)[number];
  readonly outcomes: readonly Outcome[];
}

/** A word that marks everything of one repository. */
const wordOf = (index: number) => `zq${index}qz`;

const anyOutcome: fc.Arbitrary<Outcome> = fc
  .record({
    state: fc.constantFrom(...STATES),
    verdict: fc.constantFrom(...VERDICTS),
    text: storableText.map((text) => text.slice(0, 500)),
    dueAt: fc.constantFrom("2026-11-25T09:00:00Z", "2026-12-25T09:00:00Z"),
    isStated: fc.boolean(),
  })
  .map(({ state, verdict, text, dueAt, isStated }) =>
    anOutcome({
      state,
      title: text,
      dueAt,
      reason: state === "not-asked" ? text : null,
      askedAt: state === "asked" || state === "answered" ? "2026-11-05T09:00:00Z" : null,
      endedAt: ENDED.includes(state) ? "2026-11-10T09:00:00Z" : null,
      answers: state === "answered" ? [anAnswer(verdict, { evidence: text })] : [],
      statement: { problem: null, measure: isStated || state === "waiting" ? "m" : null, exemption: null },
    }),
  );

const anyRepository: fc.Arbitrary<Given> = fc.record({
  name: fc.constantFrom(
    "shop",
    "@ada",
    "a|b",
    "](x)",
    "#12",
    "<!--",
    "`x",
    "-->",
    "- [ ] x",
    "** ",
    "\u202Ex",
    "%2e",
    "a)b(c",
  ),
  visibility: fc.constantFrom(...VISIBILITIES),
  outcomes: fc.array(anyOutcome, { maxLength: 5 }),
});

/** The page over all repositories, and the page rendered as if hidden repositories did not exist. */
async function renderTwice(pageIs: Given["visibility"], given: readonly Given[]) {
  await emptyDatabase(db());
  const gh = createSimulatedGitHub({ now: () => NOW, deliver: async () => {} });
  const add = (name: string, visibility: Given["visibility"]) =>
    gh.people.addRepository({ owner: "acme", name, visibility });
  const pageId = await add(".github", pageIs);
  const ids: number[] = [];
  for (const [index, { name, visibility }] of given.entries())
    ids.push(await add(`${name}${wordOf(index)}`, visibility));
  const installationId = await gh.people.install({ owner: "acme" });

  const names = [".github", ...given.map(({ name }, index) => `${name}${wordOf(index)}`)];
  for (const [index, id] of [pageId, ...ids].entries()) {
    const facts = { id, owner: "acme", name: names[index] ?? "", updatedAt: null };
    await beginRepository(db(), { facts, installationId, at: NOW });
  }
  await db().transaction(async (tx) => {
    for (const [index, { outcomes }] of given.entries()) {
      for (const [number, outcome] of outcomes.entries()) {
        await saveOutcome(
          tx,
          mark(outcome, { repositoryId: ids[index] ?? 0, number: number + 1, word: wordOf(index) }),
        );
      }
    }
  });
  const context: Context = {
    db: db(),
    github: gh.github,
    sources: createSources(),
    now: NOW,
    log: quietLog,
    texts: parseHere,
    pass: async () => {},
    key: organizationKey(pageId),
    notify: () => {},
    notifyAt: () => {},
    onMilestone: () => {},
  };
  const all = await render(context, pageId);
  const hidden = ids.filter((_, index) => !isShown(pageIs, given[index]?.visibility));
  await db().query("delete from outcome where repository_id = any($1::bigint[])", [hidden]);
  await db().query("delete from repository where id = any($1::bigint[])", [hidden]);
  return { all, without: await render(context, pageId) };
}

function mark(outcome: Outcome, given: { repositoryId: number; number: number; word: string }): Outcome {
  const { repositoryId, number, word } = given;
  const by = aPerson(`person-${word}`);
  const { answers } = currentQuestion(outcome);
  return {
    ...withQuestion(outcome, {
      assignee: by,
      answers: answers.map((answer) => ({ ...answer, by, evidence: `${word} ${answer.evidence}` })),
    }),
    repositoryId,
    number,
    title: `${word} ${outcome.title}`,
    author: by,
    reason: outcome.reason === null ? null : `${word} ${outcome.reason}`,
  };
}

async function render(context: Context, pageId: number): Promise<string> {
  const repository = await findRepository(context.db, pageId);
  if (!repository) throw new Error("no page");
  const settings = {
    config: DEFAULT_CONFIG,
    templates: [],
    isActive: true,
    problems: [],
    hasOwnConfig: true,
    ownMetrics: [],
  };
  const { botLogin, about, site } = APP;
  const repo: RepositoryContext = { repository, settings, defaultBranch: "main", botLogin, about, site };
  const showable = await findShowable(context, repo, { isUrgent: false });
  const record = await findDashboard(context.db, organizationResource(1));
  return renderDashboard(await viewOrganization(context, repo, { record, showable }), KEY);
}

const isShown = (page: Given["visibility"], visibility: Given["visibility"] = "private") =>
  VISIBILITIES.indexOf(visibility) >= VISIBILITIES.indexOf(page);

it("the page is the same as if hidden repositories did not exist, except that it says there are more", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...VISIBILITIES),
      fc.array(anyRepository, { maxLength: 5 }),
      async (pageIs, given) => {
        const { all, without } = await renderTwice(pageIs, given);

        expect(all.replace(NOTICE, "")).toBe(without);
        const hasHidden = given.some(({ visibility, outcomes }) => outcomes.length > 0 && !isShown(pageIs, visibility));
        expect(NOTICE.test(all)).toBe(hasHidden);
        for (const [index, { visibility, outcomes }] of given.entries()) {
          if (!isShown(pageIs, visibility)) expect(all).not.toContain(wordOf(index));
          else if (outcomes.some(({ state }) => state === "asked")) expect(all).toContain(wordOf(index));
        }
        const page = readPage(all);
        for (const table of page.tables) expect(new Set(table).size).toBe(1);
        expect(page.boxes).toHaveLength(1);
        expect(page.text).not.toMatch(/@[\p{L}\p{N}_-]|(?<!&)#\d|\bGH-\d/u);
        expect(page.links.filter((url) => !url.startsWith("http"))).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
