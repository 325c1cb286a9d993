import type { CheckAnnotation, CheckRun } from "./github.ts";

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

function presentAnnotation({ path, line, level, message }: CheckAnnotation) {
  return { path, start_line: line, end_line: line, annotation_level: level, message };
}
