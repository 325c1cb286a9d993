/** What people can answer, in the order the boxes stand. */
export const VERDICTS = ["worked", "partly", "missed", "unclear"] as const;

export type Verdict = (typeof VERDICTS)[number];
