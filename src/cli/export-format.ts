/** The forms an export can have. */
export const FORMATS = ["csv", "json-lines"] as const;
export type Format = (typeof FORMATS)[number];
