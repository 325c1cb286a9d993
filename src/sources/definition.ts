/** What all sources of the operator's file have in common. */
interface Definition {
  readonly name: string;
  /** Owner and name, patterns of these, and ids. */
  readonly repositories: readonly (string | number)[];
  readonly isPublic: boolean;
  /** What no message may hold. */
  readonly secrets: readonly string[];
}

export interface PrometheusDefinition extends Definition {
  readonly kind: "prometheus";
  /** Of the API's range queries, without a name or a password. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly queries: "any" | Readonly<Record<string, string>>;
}

export interface SqlDefinition extends Definition {
  readonly kind: "sql";
  /** As the driver takes it, with its password. */
  readonly address: string;
  readonly queries: Readonly<Record<string, string>>;
}

/** A source as the operator's file defines it, ready to be asked. */
export type SourceDefinition = PrometheusDefinition | SqlDefinition;
