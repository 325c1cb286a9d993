/** The formats of an export. */
export const FORMATS = ["csv", "json-lines"] as const;
export type Format = (typeof FORMATS)[number];
