import type { WordAnswer } from "./answer-word.ts";
import type { Misreading } from "./command-parser.ts";

/** The response to a user action: a reaction to the comment, and a reply where words are needed. */
export interface Response {
  /** Id of the comment; of the review, when it is one. */
  readonly commentId: number;
  /** GraphQL's id of the review; REST knows no reactions to reviews. */
  readonly reviewNodeId?: string;
  readonly reaction: "eyes" | "+1" | "confused";
  readonly reply: Reply | null;
}

/** Why a command was not applied, or that it asked for help. */
export type CommandProblem =
  | Misreading
  | { readonly kind: "help" }
  /** A command of pull requests on a follow-up, or the reverse. */
  | { readonly kind: "not-here" }
  | { readonly kind: "no-right" }
  | { readonly kind: "no-date"; readonly why: "unreadable" | "past" | "too-far" }
  /** Of when it was shipped: no date, or none between the merge and today. */
  | { readonly kind: "no-ship-date" }
  /** A command about what happens after the merge, before it. */
  | { readonly kind: "not-merged" }
  | { readonly kind: "not-assignable"; readonly login: string }
  | { readonly kind: "too-late"; readonly state: string }
  /** A line that only begins like an answer. */
  | ({ readonly kind: "did-you-mean" } & WordAnswer)
  /** An edited answer that another one came after. */
  | { readonly kind: "superseded" };

/** The single reply to a command or an answer. */
export interface Reply {
  /** The line of the command; null for a reply to an answer in words. */
  readonly line: string | null;
  readonly problem: CommandProblem;
  /** Where the command was written; each place knows commands of its own. */
  readonly place: "follow-up" | "pull";
}
