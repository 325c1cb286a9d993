/** What a gesture gets in return: a reaction on the comment, and a reply where words are needed. */
export interface Response {
  readonly commentId: number;
  readonly reaction: "eyes" | "+1" | "confused";
  readonly reply: Reply | null;
}

/** Why a command could not be done, or that help was asked for. */
export type CommandProblem =
  | { readonly kind: "not-understood" }
  | { readonly kind: "help" }
  /** A command of pull requests on a follow-up, or the other way round. */
  | { readonly kind: "not-here" }
  | { readonly kind: "no-right" }
  | { readonly kind: "no-date"; readonly why: "unreadable" | "past" | "too-far" }
  | { readonly kind: "not-assignable"; readonly login: string }
  | { readonly kind: "too-late"; readonly state: string };

/** The one reply to a command. */
export interface Reply {
  /** The line it answers. */
  readonly line: string;
  readonly problem: CommandProblem;
  /** Where it was written: other commands are known there. */
  readonly place: "follow-up" | "pull";
}
