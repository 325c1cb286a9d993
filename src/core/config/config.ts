import { z } from "zod";
import { type Duration, parseDuration, toMilliseconds } from "../time/duration.ts";

/** A duration of at most a year, as text in the file and parsed here: what passes can be used. */
const duration = (example: string) =>
  z.codec(z.string().describe(`A duration such as "${example}".`), z.custom<ConfiguredDuration>(), {
    decode: (text, { issues }) => {
      const found = parseDuration(text);
      if (found && toMilliseconds(found) <= YEAR_MS) return { ...found, text };
      issues.push({ code: "custom", message: found ? TOO_LONG : NO_DURATION, input: text });
      return z.NEVER;
    },
    encode: ({ text }) => text,
  });

/** A duration, and how the file says it. */
export interface ConfiguredDuration extends Duration {
  readonly text: string;
}

const YEAR_MS = toMilliseconds({ amount: 1, unit: "years" });
const NO_DURATION = 'Expected a duration such as "30 days", "2 weeks" or "1 month".';
const TOO_LONG = "Must not be longer than a year.";

const globs = () => z.array(z.string()).default([]);

const NotApplicable = z.enum(["allowed", "with-reason", "forbidden"]);

const StatementField = z.strictObject({
  required: z.boolean().default(true).describe("Say so on the pull request when this field is not filled."),
  headings: globs().describe(
    "Headings or labels of your template that introduce this field, beside the built-in ones.",
  ),
  "not-applicable": NotApplicable.default("with-reason").describe(
    'Is "N/A" an answer? "allowed": yes. "with-reason": only when a reason follows. "forbidden": never.',
  ),
});

const CheckBackField = z.strictObject({
  required: z.boolean().default(false).describe("Say so on the pull request when this field is not filled."),
  headings: globs().describe(
    "Headings or labels of your template that introduce this field, beside the built-in ones.",
  ),
});

const Skip = z.strictObject({
  drafts: z.boolean().default(true).describe("Leave drafts alone until they are ready for review."),
  bots: z
    .enum(["all", "dependencies", "none"])
    .default("dependencies")
    .describe("Which bots' pull requests are left alone. With \"dependencies\", other bots' belong to whoever merges."),
  labels: z.array(z.string()).default(["no-outcome"]).describe("Labels that take a pull request out."),
  authors: globs().describe("Logins whose pull requests are left alone."),
  titles: globs().describe('Globs on the title, such as "chore(deps)*".'),
  branches: globs().describe("Globs on the head branch."),
  paths: globs().describe("Globs; a pull request that touches only these is left alone."),
});

const FollowUp = z.strictObject({
  enabled: z.boolean().default(true).describe("Ask after the merge."),
  after: duration("30 days").prefault("30 days").describe("How long after the merge to ask."),
  labels: z.array(z.string()).default(["outcome"]).describe("Labels of the follow-up issue."),
  fallback: globs().describe("Logins to ask when neither author nor merger can answer."),
  "nudge-after": duration("7 days").prefault("7 days").describe("How long after the question to remind, once."),
  "give-up-after": duration("21 days")
    .prefault("21 days")
    .describe("How long after the question it is closed as unanswered."),
  "weekdays-only": z.boolean().default(false).describe("Never ask on a Saturday or Sunday."),
  "max-per-day": z.int().min(0).default(10).describe("New questions per repository and day."),
  "max-open-per-person": z.int().min(0).default(5).describe("Open questions per person and repository."),
});

/**
 * The shape of `.github/outcomes.yml`. Every key is optional; the JSON Schema and docs/configuration.md are generated
 * from it.
 */
export const Config = z.strictObject({
  _extends: z.string().optional().describe("Another repository whose file gives the defaults: owner/repo."),
  active: z
    .enum(["auto", "always", "never"])
    .default("auto")
    .describe('"auto": active when this file exists or the template has the required fields.'),
  "time-zone": z
    .string()
    .default("UTC")
    .describe('IANA name, such as "Europe/Berlin". Dates and 09:00 are meant here.'),
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
  "comment-after": duration("0 minutes")
    .prefault("0 minutes")
    .describe("How long to wait before the comment is written."),
  bases: z
    .array(z.string())
    .default(["default"])
    .describe('Globs on the base branch; "default" is the default branch.'),
  skip: Skip.prefault({}),
  "follow-up": FollowUp.prefault({}),
  dashboard: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Keep one dashboard issue."),
      title: z.string().min(1).max(200).default("Outcomes").describe("Its title."),
      pin: z
        .boolean()
        .default(false)
        .describe("Pin it, where GitHub lets the app; three issues of a repository can be pinned."),
      labels: z.array(z.string()).default(["outcome-dashboard"]).describe("Its labels."),
    })
    .prefault({}),
  report: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Write one issue a month."),
      labels: z.array(z.string()).default(["outcome-report"]).describe("Its labels."),
    })
    .prefault({}),
  ledger: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe("On the first of a month, a pull request adds the outcomes of the month before as a CSV file."),
      path: z.string().default("outcomes").describe("The folder of these files, such as outcomes/2026-10.csv."),
    })
    .prefault({}),
  onboarding: z
    .boolean()
    .default(true)
    .describe("Ask each repository once to begin, by a pull request that adds the fields (owner's file only)."),
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

/** A configuration as a file says it. */
export function encodeConfig(config: Config): z.input<typeof Config> {
  return z.encode(Config, config);
}

/** What stands in force where nobody configured anything. */
export const DEFAULT_CONFIG: Config = Config.parse({});
