import type { LanguageWords } from "./language-words.ts";

/** English words of the trade that every other language uses beside its own. */
export const INTERNATIONAL: LanguageWords = {
  defect: "bug|bugs|incident",
  metric: "kpi*|okr*|metrics|dashboard*|grafana|datadog|sentry",
  monitor: "monitoring|tracking|alerts",
  release: "release*|deploy*|rollout*|merge*|launch|go live",
  place: "prod",
  gauge: "kpi|kpis",
  small: "pr|pull request|merge request",
  test: "test|tests|qa|ci|e2e",
  review: "review*|checklist*",
  link: "link|links|url|urls|jira|ticket|tickets|slack|issue|issues",
  risk: "rollback*|breaking",
  elsewhere: "screenshot*|changelog|todo|todos|demo",
  aside:
    "version*|screenshot*|bump|squash*|rebase|force push|merge strategy|merge commit|dependency|dependencies|coverage|linter",
  approach: "draft|wip",
  stage:
    "staging|stage|preprod|pre prod|préprod|preproduction|pre production|uat|sandbox|preview|localhost|dev env|dev environment",
  made: "schema|schemas",
};
