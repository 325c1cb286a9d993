import { SCHEMA_URL } from "../config/config-schema.ts";

/**
 * The `.github/outcomes.yml` a repository starts with: every setting at its default and commented out, so that nothing
 * is set.
 */
export const ONBOARDING_CONFIG = `# yaml-language-server: $schema=${SCHEMA_URL}

# Did this work? Every setting is optional. These are the defaults; remove the "# " from a line to change it.

# active: auto                  # auto | always | never
# time-zone: UTC                # such as Europe/Berlin; questions are asked at 09:00 there
# fields:
#   problem:    { required: true, headings: [], not-applicable: with-reason }    # allowed | with-reason | forbidden
#   measure:    { required: true, headings: [], not-applicable: with-reason }
#   check-back: { required: false, headings: [] }
# enforcement: remind           # off | remind (neutral check, one comment) | require (failing check)
# comment: true                 # false: only the check
# comment-after: 0 minutes
# bases: [default]              # branches whose merges count; "default" is the default branch
# skip:
#   drafts: true
#   bots: dependencies          # all | dependencies | none
#   labels: [no-outcome]
#   authors: []
#   titles: []                  # such as "chore(deps)*"
#   branches: []
#   paths: []                   # skip pull requests that touch nothing else
# clock:
#   starts: merge               # merge | release | deployment | branch: when people get a change
#   tags: ["*"]                 # with release
#   environments: [production]  # with deployment
#   branches: []                # with branch
#   ask-anyway-after: 90 days   # what was not seen shipped by then is asked about all the same
# metrics: {}                   # such as bugs: { source: github, issues: { labels: [bug] }, better: fewer }
# follow-up:
#   enabled: true
#   after: 30 days
#   second-look: none           # or so long after the question, such as 90 days: does what worked still work?
#   labels: [outcome]
#   fallback: []                # whom to ask when neither author nor merger can answer
#   nudge-after: 7 days
#   give-up-after: 21 days
#   weekdays-only: true
#   max-per-day: 10
#   max-open-per-person: 5
# dashboard: { enabled: true, title: Outcomes, pin: false, labels: [outcome-dashboard] }
# report: { enabled: true, labels: [outcome-report] }
# ledger: { enabled: false, path: outcomes }
`;
