import type { GitHub } from "../../src/github/github.ts";
import type { NewRepository } from "../../src/simulator/repository-people.ts";
import type { Withheld } from "../../src/simulator/world.ts";
import { GERMAN_TEMPLATE, OTHER_TEMPLATE, TEMPLATE, TEMPLATE_WITH_DATE } from "./texts.ts";

/** What a history begins with. */
export interface Scenario {
  readonly name: string;
  readonly start?: string;
  readonly owner?: string;
  readonly ownerType?: "Organization" | "User";
  /** The first is where most happens. */
  readonly repositories: readonly Start[];
  readonly withhold?: readonly Withheld[];
  readonly unassignable?: "drop" | "refuse";
  /** Begins with every move an outcome can make. */
  readonly isTour?: boolean;
  /** Acts that happen more often here. */
  readonly favours?: readonly string[];
  /** Calls that fail more often than others. */
  readonly weak?: readonly (keyof GitHub)[];
  /** Which calls may fail; all unless told. */
  readonly faults?: "none" | "writes" | "all";
}

/** A repository; its template and configuration are files with names of their own. */
export interface Start extends Partial<Omit<NewRepository, "template">> {
  readonly name: string;
  readonly template?: string;
  readonly config?: string;
}

export const CONFIG_PATH = ".github/outcomes.yml";
export const TEMPLATE_PATH = ".github/pull_request_template.md";

const SHORT =
  "follow-up: { after: 2 days, nudge-after: 2 days, give-up-after: 6 days, max-open-per-person: 1, max-per-day: 1, fallback: [cleo] }\n";
const QUICK = "follow-up: { after: 2 days, nudge-after: 3 days, give-up-after: 9 days }\n";

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "a template alone",
    repositories: [{ name: "shop", template: TEMPLATE }],
    favours: ["pass days", "ship"],
    faults: "none",
  },
  {
    name: "short dates and little room",
    repositories: [{ name: "shop", template: TEMPLATE, config: SHORT }],
    weak: ["createIssue", "updateIssue"],
    favours: ["ship", "pass days", "answer", "command"],
    unassignable: "refuse",
  },
  {
    name: "required, with everything that is left alone",
    repositories: [
      {
        name: "shop",
        template: TEMPLATE_WITH_DATE,
        config: `${QUICK}enforcement: require\nfields: { check-back: { required: true }, measure: { not-applicable: forbidden } }\nskip: { paths: ["docs/**"], titles: ["chore(deps)*", "[WIP]*"], authors: [eve], branches: ["wip/*"], bots: all }\n`,
      },
    ],
    weak: ["createCheckRun", "createCheckRun", "updateCheckRun"],
    favours: ["open", "push", "fail", "edit pull request", "say on a pull request", "enqueue", "press"],
    faults: "writes",
  },
  {
    name: "a ledger, over the end of a month",
    start: "2026-11-22T22:10:00Z",
    repositories: [
      { name: "shop", template: TEMPLATE, config: `${QUICK}ledger: { enabled: true, path: docs/outcomes }\n` },
    ],
    weak: ["proposeFiles"],
    favours: ["write the ledger", "work on a proposal", "ship", "answer", "command", "pass days"],
    faults: "writes",
  },
  {
    name: "nothing yet: the app asks to begin",
    repositories: [
      { name: "shop", template: OTHER_TEMPLATE },
      { name: "docs" },
      { name: "tools", config: "active: never\n" },
    ],
    weak: ["proposeFiles", "createIssue", "readStart"],
    favours: ["work on a proposal", "change the template", "change the configuration", "ship", "open", "fail"],
    faults: "writes",
  },
  {
    name: "many repositories that are asked one after the other",
    repositories: ["shop", "docs", "tools", "api", "web", "ios", "jobs", "mail", "site", "data", "auth", "bank"].map(
      (name) => ({
        name,
        template: OTHER_TEMPLATE,
      }),
    ),
    weak: ["proposeFiles"],
    favours: ["work on a proposal", "pass days", "fail"],
    faults: "writes",
  },
  {
    name: "one page over all repositories",
    repositories: [
      { name: "shop", template: TEMPLATE, config: QUICK },
      { name: "docs", template: TEMPLATE, visibility: "internal" },
      { name: "bank", template: TEMPLATE, visibility: "private" },
      { name: ".github", config: "organization: { dashboard: true }\n" },
    ],
    favours: ["change visibility", "turn the page", "ship", "open", "answer"],
  },
  {
    name: "what the owner's and another file say",
    repositories: [
      { name: "shop", config: "_extends: acme/rules\ntime-zone: Europe/Berlin\n" },
      { name: "rules", config: `${SHORT}dashboard: { pin: true, title: What came of it }\n` },
      {
        name: ".github",
        files: { "PULL_REQUEST_TEMPLATE.md": TEMPLATE },
        config: "onboarding: false\nreport: { labels: [news] }\n",
      },
    ],
    favours: ["change the configuration", "change the template", "ship", "answer"],
    faults: "writes",
  },
  {
    name: "permissions that are missing",
    repositories: [{ name: "shop", template: TEMPLATE, config: QUICK }],
    withhold: ["checks"],
    favours: ["change permissions", "switch issues", "archive", "ship", "open"],
    faults: "none",
  },
  {
    name: "a person's private repository without proposals",
    owner: "ada",
    ownerType: "User",
    repositories: [
      { name: "docs", template: TEMPLATE, visibility: "private", config: QUICK },
      { name: "shop", visibility: "private" },
      { name: "site", visibility: "private", hasIssues: false },
    ],
    withhold: ["contents", "merge_queues"],
    weak: ["createIssue", "proposeFiles"],
    favours: [
      "switch issues",
      "change permissions",
      "touch an invitation",
      "work on a proposal",
      "change the configuration",
    ],
    faults: "writes",
  },
  {
    name: "far away, on other branches",
    start: "2027-02-25T11:30:00Z",
    repositories: [
      {
        name: "shop",
        template: TEMPLATE,
        config:
          'time-zone: Pacific/Auckland\nbases: [default, "release/*"]\ncomment-after: 10 minutes\nfollow-up: { after: 3 days, weekdays-only: true }\ndashboard: { pin: true }\n',
      },
    ],
    favours: ["retarget", "revert", "ship", "open"],
    faults: "writes",
  },
  {
    name: "deliveries that get lost",
    repositories: [{ name: "shop", template: TEMPLATE, config: QUICK }],
    favours: ["lose deliveries", "hold deliveries", "repeat deliveries", "ship", "answer", "restart", "pass minutes"],
    faults: "none",
  },
  {
    name: "silent, in German",
    start: "2026-10-23T08:00:00Z",
    repositories: [
      {
        name: "shop",
        template: GERMAN_TEMPLATE,
        config: `${QUICK}enforcement: "off"\ncomment: false\ntime-zone: Europe/Berlin\n`,
      },
    ],
    favours: ["revert", "answer", "command", "ship"],
    faults: "writes",
  },
  {
    name: "calls that fail",
    repositories: [
      { name: "shop", template: TEMPLATE, config: `${SHORT}ledger: { enabled: true }\n` },
      { name: "docs", template: OTHER_TEMPLATE },
    ],
    weak: ["createIssue", "createIssue", "createCheckRun", "createComment", "updateIssue", "listIssues"],
    favours: ["fail", "get there late", "ship", "open", "answer", "pass minutes", "restart"],
  },
  {
    name: "names and owners that change",
    repositories: [
      { name: "shop", template: TEMPLATE, config: QUICK },
      { name: "docs", template: TEMPLATE },
    ],
    favours: ["rename", "transfer", "rename an owner", "install elsewhere", "leave", "suspend", "ship", "answer"],
    faults: "writes",
  },
  {
    name: "every move of an outcome",
    repositories: [{ name: "shop", template: TEMPLATE }],
    isTour: true,
    faults: "writes",
  },
];
