import type { StandIn, StandInIssue } from "./stand-in.ts";

/** The template of every repository. */
export const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number? -->\n";

/** Descriptions by the evaluation they get. */
export const DESCRIPTIONS = {
  complete: describe("Numbers are copied by hand every Monday.", "20 exports a week in the usage dashboard."),
  incomplete: describe("Numbers are copied by hand every Monday.", "TBD"),
  untouched: TEMPLATE,
  exempt: describe("Numbers are copied by hand every Monday.", "N/A: only a name changes."),
} as const;
export type Description = keyof typeof DESCRIPTIONS;

export const VERDICTS = ["worked", "partly", "missed", "unclear"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A command with a typo. It is certain to get a reply unless it is deleted or its conversation is locked. */
export interface Slip {
  isSure: boolean;
}

/** A merged change that takes another back: a pull request, or a commit that was pushed. */
export interface Link {
  readonly number: number | null;
  readonly sha: string;
}

/** The user actions on a pull request and its question. The invariants compare GitHub with this alone. */
export interface Story {
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  description: Description;
  isDraft: boolean;
  state: "open" | "closed" | "merged";
  /** In the order in which they were given. */
  readonly answers: Verdict[];
  /** The comment of the last answer, where that may still be edited. */
  editable: { readonly id: number; readonly verdict: Verdict; readonly isCommand: boolean } | null;
  /** How the question was ended or moved, other than by an answer. */
  ending: "dropped" | "moved" | "closed by hand" | "reverted" | "revert undone" | null;
  /** The reverts, each of the one before. */
  readonly reverts: Link[];
  /** The commands with a typo on the question, and those of reviewers on the pull request. */
  readonly slips: Slip[];
  readonly pullSlips: Slip[];
  /** A reviewer wrote `/outcome skip`. */
  isExcused: boolean;
  isPullLocked: boolean;
  /** The pull request was locked, or a person deleted the app's comment: it may lack one. */
  mayLackComment: boolean;
  isQuestionLocked: boolean;
  /** The question was deleted or transferred. */
  isQuestionGone: boolean;
  /** The question was there, and a person acted on it. */
  isAsked: boolean;
  /** The question was put off, now or earlier. */
  wasMoved: boolean;
  /** The time of the last user action on the question: GitHub's times have a resolution of one second. */
  actedAt: number;
}

export const BOT = "did-this-work[bot]";

/** The story of a pull request that was just opened. */
export function createStory(opened: Pick<Story, "repo" | "number" | "title" | "description" | "isDraft">): Story {
  return {
    ...opened,
    state: "open",
    answers: [],
    editable: null,
    ending: null,
    reverts: [],
    slips: [],
    pullSlips: [],
    isExcused: false,
    isPullLocked: false,
    mayLackComment: false,
    isQuestionLocked: false,
    isQuestionGone: false,
    isAsked: false,
    wasMoved: false,
    actedAt: 0,
  };
}

/** The app's questions about a story, without those closed as duplicates. */
export function findQuestions(gh: StandIn, { repo, title }: Pick<Story, "repo" | "title">): readonly StandInIssue[] {
  return gh
    .listIssues({ repo, state: "all" })
    .filter(({ user, title: asked }) => user.login === BOT && asked === `Did this work? ${title}`)
    .filter(({ state_reason }) => state_reason !== "duplicate");
}

/** The app's issues in a repository with a label, without those closed as duplicates. */
export function listLabelled(gh: StandIn, repo: string, label: string): readonly StandInIssue[] {
  return gh
    .listIssues({ repo, state: "all" })
    .filter(({ user, labels }) => user.login === BOT && labels.some((one) => one.name === label))
    .filter(({ state_reason }) => state_reason !== "duplicate");
}

function describe(problem: string, measure: string): string {
  return TEMPLATE.replace("<!-- Who has it? -->", problem).replace("<!-- Which number? -->", measure);
}

/** How a story is named where something is broken. */
export function name({ repo, number, title }: Story): string {
  return `${repo}#${number} (${title})`;
}
