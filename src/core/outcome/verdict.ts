/** The possible answers, in the order of their boxes. */
export const VERDICTS = ["worked", "partly", "missed", "unclear"] as const;

export type Verdict = (typeof VERDICTS)[number];
