import { z } from "zod";
import { CLOCK_STARTS } from "../clock/shipment.ts";
import { isLogin } from "../login.ts";
import { BETTER, WEEKLY } from "../metric/metric.ts";
import { duration, durationOrNone } from "./duration.ts";
import { toAuthorGlobs, toBranchGlobs, toPathGlobs, toTagGlobs } from "./glob-forms.ts";
import { describeNoLogin } from "./login.ts";
import { text } from "./text.ts";

/** More entries nobody writes by hand; each is compared with each pull request, or path. */
const MOST_ENTRIES = 200;

/** GitHub's limit for the name of a label is 50 characters. */
function labels() {
  return z.array(text(50).meta({ title: "label" })).max(100);
}

/** Headings and labels are read up to this length (description/label.ts). */
function headings() {
  return z
    .array(text(200).meta({ title: "heading" }))
    .max(MOST_ENTRIES)
    .default([]);
}

/** Globs in the form in which they are compared: the file may write them as people do. */
function globs(toCompared: (glob: string) => readonly string[] = (glob) => [glob]) {
  return z.codec(z.array(text(500).meta({ title: "glob" })).max(MOST_ENTRIES), z.custom<readonly string[]>(), {
    decode: (written) => [...new Set(written.flatMap(toCompared))],
    encode: (compared) => [...compared],
  });
}

/** Logins of people who can be assigned; an `@` before them is dropped. */
function logins() {
  return z.array(login()).max(100).prefault([]);
}

function login() {
  return z.codec(text(100).meta({ title: "login" }), z.custom<string>(), {
    decode: (written, { issues }) => {
      const name = written.replace(/^@/, "");
      if (isLogin(name)) return name;
      issues.push({ code: "custom", message: describeNoLogin(name), input: written });
      return z.NEVER;
    },
    encode: (name) => name,
  });
}

/** Far above what people answer, and far below what a column of the database holds. */
function questions() {
  return z.int().min(0).max(10_000);
}

const NotApplicable = z.enum(["allowed", "with-reason", "forbidden"]);

const StatementField = z.strictObject({
  required: z.boolean().default(true).describe("Report a missing answer on the pull request."),
  headings: headings().describe(
    "Headings or labels of your template that introduce this field, beside the built-in ones.",
  ),
  "not-applicable": NotApplicable.default("with-reason").describe(
    'Is "N/A" an answer? "allowed": yes. "with-reason": only when a reason follows. "forbidden": never.',
  ),
});

const CheckBackField = z.strictObject({
  required: z.boolean().default(false).describe("Report a missing answer on the pull request."),
  headings: headings().describe(
    "Headings or labels of your template that introduce this field, beside the built-in ones.",
  ),
});

const Skip = z.strictObject({
  drafts: z.boolean().default(true).describe("Skip drafts until they are ready for review."),
  bots: z
    .enum(["all", "dependencies", "none"])
    .default("dependencies")
    .describe(
      'Which bots\' pull requests to skip. With "dependencies", those of other bots belong to the person who merges.',
    ),
  labels: labels().default(["no-outcome"]).describe("Skip pull requests with one of these labels."),
  authors: globs(toAuthorGlobs).prefault([]).describe("Skip pull requests of these logins."),
  titles: globs().prefault([]).describe('Globs on the title, such as "chore(deps)*".'),
  branches: globs(toBranchGlobs).prefault([]).describe("Globs on the head branch."),
  paths: globs(toPathGlobs).prefault([]).describe("Globs; skip a pull request that touches only these."),
});

const Clock = z.strictObject({
  starts: z
    .enum(CLOCK_STARTS)
    .default("merge")
    .describe(
      'When the wait for the question begins: at the merge, or when users get the change with a "release", a "deployment" or on a "branch".',
    ),
  tags: globs(toTagGlobs).prefault(["*"]).describe('Globs on the tag of a release; with starts: "release".'),
  environments: globs()
    .prefault(["production"])
    .describe('Globs on the environment of a deployment; with starts: "deployment".'),
  branches: globs(toBranchGlobs)
    .prefault([])
    .describe('Globs on the branch that users get; "default" is the default branch; with starts: "branch".'),
  "ask-anyway-after": duration()
    .prefault("90 days")
    .describe("How long after the merge to ask about a change that was not seen shipped."),
});

const FollowUp = z.strictObject({
  enabled: z.boolean().default(true).describe("Ask after the merge."),
  after: duration()
    .prefault("30 days")
    .describe("How long to wait before asking, from the merge or from what clock.starts says."),
  "second-look": durationOrNone()
    .prefault("none")
    .describe("How long after the question to look again at what worked, once, or none."),
  labels: labels().default(["outcome"]).describe("Labels of the follow-up issue."),
  fallback: logins().describe("Logins to ask when neither author nor merger can answer."),
  "nudge-after": duration().prefault("7 days").describe("How long after the question to remind, once."),
  "give-up-after": duration().prefault("21 days").describe("How long after the question it is closed as unanswered."),
  "weekdays-only": z
    .boolean()
    .default(true)
    .describe("Ask on Monday what would be due on a weekend. A date that a person named stands."),
  "max-per-day": questions().default(10).describe("New questions per repository and day."),
  "max-open-per-person": questions().default(5).describe("Open questions per person and repository."),
});

/** More metrics no measure needs; each is compared with the names in a measure. */
export const MOST_METRICS = 50;

/** As people write it in backticks. */
function metricName() {
  return z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/)
    .meta({ title: "name" });
}

/** Which keys go together, core/config/config-metrics.ts says: another file may state the rest of a metric. */
const MetricDefinition = z.strictObject({
  source: text(40)
    .meta({ title: "source" })
    .optional()
    .describe('"github" counts issues. Other sources are those the operator of the app opened to this repository.'),
  query: text(2_000)
    .meta({ title: "query" })
    .optional()
    .describe("Name of a query of that source, or, where its operator allows any, a query in its language."),
  issues: z
    .strictObject({
      labels: labels()
        .optional()
        .describe('With source: "github", count the issues opened with all of these labels, by day.'),
    })
    .optional(),
  weekly: z
    .enum(WEEKLY)
    .optional()
    .describe('How seven days become the number of a week: "sum" by default, "average" where the unit is "%".'),
  unit: text(20).meta({ title: "unit" }).optional().describe('What is counted, such as "exports", "ms" or "%".'),
  better: z.enum(BETTER).default("more").describe('The good direction; "fewer" for errors, bugs, or time that passes.'),
});

/** GitHub's limit for new issues and pull requests is 500 an hour, and each of these wants a person's decision. */
function proposals() {
  return z.int().min(1).max(1_000);
}

/** `true` means these limits too, but in a small installation all repositories are asked at once. */
export const OnboardingLimits = z.strictObject({
  "per-day": proposals().default(3).describe("Repositories asked per day."),
  open: proposals().default(10).describe("Undecided proposals at a time."),
});

/**
 * The shape of `.github/outcomes.yml`. Every key is optional; the JSON Schema and docs/configuration.md are generated
 * from it.
 */
export const Config = z.strictObject({
  _extends: text(200)
    .meta({ title: "repository" })
    .optional()
    .describe("Another repository whose file gives the defaults: owner/repo."),
  active: z
    .enum(["auto", "always", "never"])
    .default("auto")
    .describe('"auto": active when this file exists or the template has the required fields.'),
  "time-zone": text(100)
    .meta({ title: "time zone" })
    .default("UTC")
    .describe('IANA name, such as "Europe/Berlin": the time zone of dates and of 09:00, when questions are asked.'),
  fields: z
    .strictObject({
      problem: StatementField.prefault({}),
      measure: StatementField.prefault({}),
      "check-back": CheckBackField.prefault({}),
    })
    .prefault({}),
  enforcement: z
    .enum(["off", "remind", "require"])
    .default("remind")
    .describe('"off": nothing on pull requests. "remind": neutral check and a comment. "require": failing check.'),
  comment: z.boolean().default(true).describe("false: only the check, never a comment."),
  "comment-after": duration().prefault("0 minutes").describe("How long to wait before the comment is written."),
  bases: globs(toBranchGlobs)
    .prefault(["default"])
    .describe('Globs on the base branch; "default" is the default branch.'),
  skip: Skip.prefault({}),
  clock: Clock.prefault({}),
  metrics: z
    .record(metricName(), MetricDefinition)
    .default({})
    .meta({ maxProperties: MOST_METRICS })
    .describe("Named numbers that a success measure can mention in backticks, such as `exports`."),
  "follow-up": FollowUp.prefault({}),
  dashboard: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Keep one dashboard issue."),
      title: text(200).default("Outcomes").describe("Its title."),
      pin: z
        .boolean()
        .default(false)
        .describe("Pin it where GitHub lets the app; a repository can have three pinned issues."),
      labels: labels().default(["outcome-dashboard"]).describe("Its labels."),
    })
    .prefault({}),
  report: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Write one issue a month."),
      labels: labels().default(["outcome-report"]).describe("Its labels."),
    })
    .prefault({}),
  ledger: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe(
          "On the first of a month, a pull request adds the outcomes of the month before as a CSV file, and to TRIED.md.",
        ),
      path: text(200)
        .meta({ title: "folder" })
        .default("outcomes")
        .describe("The folder of these files, such as outcomes/2026-10.csv."),
    })
    .prefault({}),
  onboarding: z
    .union([z.boolean(), OnboardingLimits])
    .default(true)
    .describe(
      "Open one pull request in each repository that sets it up by adding the fields; with limits, no faster than these (owner's file only).",
    ),
  organization: z
    .strictObject({
      dashboard: z
        .boolean()
        .default(false)
        .describe("One dashboard over all repositories, in the owner's .github repository (owner's file only)."),
    })
    .prefault({}),
});
export type Config = z.output<typeof Config>;

/** A metric as one file, or all files together, define it. */
export type MetricDefinition = z.output<typeof MetricDefinition>;

/** What a file says, before defaults and inheritance. */
export type ConfigInput = z.input<typeof Config>;

/** A configuration as a file says it. */
export function encodeConfig(config: Config): z.input<typeof Config> {
  return z.encode(Config, config);
}

/** What stands in force where nobody configured anything. */
export const DEFAULT_CONFIG: Config = Config.parse({});
