/** Why a field counts as missing; render/pull-request/parsed-description.ts words it. */
export type MissingReason =
  | "no-heading"
  | "empty"
  | "template-text"
  | "only-a-comment"
  | "untouched-boxes"
  | "non-answer"
  | "no-reason"
  | "not-allowed"
  | "unread";
