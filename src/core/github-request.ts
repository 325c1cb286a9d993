/** What a request to GitHub is for: a token is asked for once an hour and installation, everything else reads or writes. */
export const REQUEST_KINDS = ["read", "write", "token"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** `refused`: GitHub read the request and said no. `unanswered`: 5xx, a time-out, a broken connection. */
export const REQUEST_OUTCOMES = ["ok", "refused", "limited", "unanswered"] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];
