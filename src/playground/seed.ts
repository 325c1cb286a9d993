import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { ThreadView } from "../simulator/look.ts";
import type { Engine } from "./loop.ts";
import { SHOP_METRICS } from "./shop-metrics.ts";

/** A pull request of the demo, modelled on a real one. */
export interface SeedPullRequest {
  readonly title: string;
  readonly by: string;
  readonly branch: string;
  readonly body: string;
  /** `owner/repo#number` of the pull request the text comes from, shortened and put under our headings; null: it is ours. */
  readonly credit: string | null;
}

export const REPOSITORY = "acme/shop";
export const TEMPLATE_PATH = ".github/pull_request_template.md";

/** The people a player can act as, and their role in the repository. */
export const CAST = [
  { login: "ada", role: "author", permission: "write" },
  { login: "bob", role: "reviewer", permission: "write" },
  { login: "cleo", role: "no write access", permission: "read" },
] as const;

/** A person a player can act as. */
export interface Player {
  readonly login: string;
  readonly role: string;
}

/** The cast, and everyone who was asked and has not answered yet. */
export function listCast(threads: readonly Pick<ThreadView, "state" | "assignees">[]): readonly Player[] {
  const known = new Set<string>(CAST.map(({ login }) => login));
  const asked = threads.filter(({ state }) => state === "open").flatMap(({ assignees }) => assignees);
  const others = [...new Set(asked)].filter((login) => !known.has(login));
  return [...CAST, ...others.map((login) => ({ login, role: "was asked" }))];
}

const PROBLEM_HINT = "<!-- Who is it a problem for, and how do we know? -->";
const MEASURE_HINT = "<!-- What will be different in 30 days? A number, a date or a place to look is best. -->";

/** The pull request template of the demo's repository. */
export const TEMPLATE = `## What does this change?

<!-- One paragraph is plenty. -->

## What problem does this solve?

${PROBLEM_HINT}

## How will we know it worked?

${MEASURE_HINT}
`;

/** A description under the template's headings; null is an empty field. */
export function describeChange(change: {
  readonly title: string;
  readonly problem: string;
  readonly measure: string | null;
}): string {
  return [
    `## What does this change?\n\n${change.title}.`,
    `## What problem does this solve?\n\n${change.problem}`,
    `## How will we know it worked?\n\n${change.measure ?? MEASURE_HINT}\n`,
  ].join("\n\n");
}

/** Most are texts of real pull requests, each credited here and on the page. */
export const PULL_REQUESTS: readonly SeedPullRequest[] = [
  {
    title: "Say that the app is ready only when it is",
    by: "ada",
    branch: "load-before-success",
    credit: "Shopify/cli#4998",
    body: `## What does this change?

Load the app BEFORE showing the success message.

## What problem does this solve?

App init shows the success message and then it still takes 1-2s to finish.

## How will we know it worked?

After the success message the command finishes immediately: at most 500 ms, to process analytics.
`,
  },
  {
    title: "Add a CSV export",
    by: "ada",
    branch: "csv-export",
    credit: null,
    body: `## What does this change?

- add *Export as CSV* to the list of orders
- write the file in the background, and mail a link when it is ready

## What problem does this solve?

Support copies numbers into a spreadsheet every Monday: about two hours, and last month one column was missed.

## How will we know it worked?

${MEASURE_HINT}
`,
  },
  {
    title: "Sign in on the iframe",
    by: "bob",
    branch: "iframe-sign-in",
    credit: "guardian/gateway#3447",
    body: `## What does this change?

Implements the Sign-In and Sign-In with email flows on the iframe, for use by the support front-end.

## What problem does this solve?

TBD

## How will we know it worked?

The support front-end can successfully connect to the iframe and get control back when registration is successful.
`,
  },
  {
    title: "Send initial drafts for every extension",
    by: "ada",
    branch: "parallel-drafts",
    credit: "Shopify/cli#4929",
    body: `## What does this change?

- Filters extension events to only process draftable extensions
- Implements concurrent processing of extension updates using \`Promise.all\`

## What problem does this solve?

Addresses potential race conditions when pushing updates for draftable extensions in parallel.

## How will we know it worked?

n/a - this doesn't need measurement, e.g. a linting rule or a bug-fix
`,
  },
  {
    title: "Keep blocked elements in the flow of the page",
    by: "bob",
    branch: "blocked-elements",
    credit: "PostHog/posthog-js#3678",
    body: `## What does this change?

- snapshot.ts: when blocking, also capture \`rr_position\`, \`rr_transform\` (only if not \`none\`), and \`rr_display\` (only if \`inline\`).
- rebuild.ts: skip the forced \`position: absolute\` when \`rr_position === 'static'\` and no contributing transform.

## What problem does this solve?

\`ph-no-capture\` elements come back during replay with \`position: absolute\` regardless of their original positioning.
In-flow elements get pulled out of flow and sibling layout collapses.
`,
  },
  {
    title: "Update dependency npm-run-all2 to v9.0.3",
    by: "renovate[bot]",
    branch: "renovate/npm-run-all2-9.x",
    credit: "netlify/cli#8319",
    body: `This PR contains the following updates:

| Package | Change |
| --- | --- |
| npm-run-all2 | \`9.0.2\` → \`9.0.3\` |

### Release Notes

- Upgrade: Bump ansi-styles from 6.2.3 to 7.0.0
- Upgrade: Bump actions/setup-node from 6 to 7
`,
  },
];

/** Makes the demo's repository and installs the app on it. */
export async function seedRepository({ simulation, act }: Engine): Promise<void> {
  const [owner = "", name = ""] = REPOSITORY.split("/");
  const roles = CAST.map(({ login, permission }) => [login, permission] as const);
  await simulation.people.addRepository({
    owner,
    name,
    files: { [TEMPLATE_PATH]: TEMPLATE, [CONFIG_PATH]: SHOP_METRICS },
    collaborators: { ...Object.fromEntries(roles), "acme-admin": "admin", "renovate[bot]": "write" },
  });
  await act("acme installs the app", (people) => people.install({ owner }));
}

/** Opens the demo's pull requests. */
export async function seedPullRequests({ act }: Engine): Promise<void> {
  for (const { by, title, body, branch } of PULL_REQUESTS) {
    await act(`${by} opens “${title}”`, (people) => people.openPullRequest({ by, title, body, branch }));
  }
}
