import { DEFAULT_CONFIG } from "../src/core/config/config.ts";

/** The labels count "N/A" without a reason as exempt. */
export const FIELDS = {
  ...DEFAULT_CONFIG.fields,
  problem: { ...DEFAULT_CONFIG.fields.problem, "not-applicable": "allowed" as const },
  measure: { ...DEFAULT_CONFIG.fields.measure, "not-applicable": "allowed" as const },
};
