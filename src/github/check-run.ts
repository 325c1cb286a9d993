import type { CheckAnnotation, CheckRun, CheckRunChange } from "./github.ts";

/** The name of the check run. Branch protection refers to it, so it never changes. */
export const CHECK_NAME = "Outcome";

/** A check run in REST's format, without the commit, which an update cannot change. */
export function presentCheckRun(check: CheckRun) {
  return {
    name: CHECK_NAME,
    external_id: check.externalId,
    status: "completed" as const,
    conclusion: check.conclusion,
    output: { title: check.title, summary: check.summary, annotations: check.annotations.map(presentAnnotation) },
    actions: check.actions.map(({ label, description, identifier }) => ({ label, description, identifier })),
  };
}

/** A change of a check run in REST's format. What is left out stays as it is. */
export function presentCheckRunChange(change: CheckRunChange) {
  if ("conclusion" in change) return presentCheckRun(change);
  return { output: { title: change.title, summary: change.summary } };
}

function presentAnnotation({ path, line, level, message }: CheckAnnotation) {
  return { path, start_line: line, end_line: line, annotation_level: level, message };
}
