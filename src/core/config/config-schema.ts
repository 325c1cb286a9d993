import { z } from "zod";
import { Config } from "./config.ts";

/** Where editors find the schema; the first line of a configuration names it. */
export const SCHEMA_URL = "https://raw.githubusercontent.com/did-this-work/did-this-work/main/schema/outcomes.json";

/** The part of a key's JSON Schema that is used here. */
export interface KeySchema {
  readonly type?: string;
  /** What kind of text it is, such as "duration" or "glob". */
  readonly title?: string;
  readonly anyOf?: readonly KeySchema[];
  readonly const?: string | number | boolean;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: KeySchema;
  readonly properties?: { readonly [key: string]: KeySchema };
  /** The values of a map whose keys people choose; false where there are no other keys. */
  readonly additionalProperties?: KeySchema | false;
}

/** The JSON Schema of `.github/outcomes.yml`. It describes what people write, so no key is required. */
export function createConfigSchema(): KeySchema {
  const { $schema, ...schema } = z.toJSONSchema(Config, { io: "input" });
  return {
    $schema,
    $id: SCHEMA_URL,
    title: "Did this work? (.github/outcomes.yml)",
    ...schema,
  } as KeySchema;
}
