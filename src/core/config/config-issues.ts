import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * Issues as if every key took one type of value: where a key takes several, the issues of the type that was written. A
 * value of none of these types stays one issue.
 */
export function listPlainIssues(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const written = issue.errors.find((inner) => !inner.some(isOfOwnType));
    return written ? written.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
  });
}

/** Is it about the type of the value itself, not about something inside? */
function isOfOwnType({ code, path }: Issue): boolean {
  return code === "invalid_type" && path.length === 0;
}
