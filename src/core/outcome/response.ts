/** The response to a user action: a reaction to the comment, and a reply where words are needed. */
export interface Response {
  readonly commentId: number;
  readonly reaction: "eyes" | "+1" | "confused";
  readonly reply: Reply | null;
}

/** Why a command was not applied, or that it asked for help. */
export type CommandProblem =
  | { readonly kind: "not-understood" }
  | { readonly kind: "help" }
  /** A command of pull requests on a follow-up, or the reverse. */
  | { readonly kind: "not-here" }
  | { readonly kind: "no-right" }
  | { readonly kind: "no-date"; readonly why: "unreadable" | "past" | "too-far" }
  | { readonly kind: "not-assignable"; readonly login: string }
  | { readonly kind: "too-late"; readonly state: string };

/** The single reply to a command. */
export interface Reply {
  /** The line of the command. */
  readonly line: string;
  readonly problem: CommandProblem;
  /** Where the command was written; each place knows commands of its own. */
  readonly place: "follow-up" | "pull";
}
