/**
 * Why a webhook request is refused: a wrong signature (401), a body that is no event (400) or too large (413), too many bodies at
 * once, or a store that did not take it (503).
 */
export const REFUSALS = ["unsigned", "malformed", "too-large", "no-room", "not-stored"] as const;

/** What became of a webhook request. */
export type WebhookResult = "accepted" | (typeof REFUSALS)[number];
