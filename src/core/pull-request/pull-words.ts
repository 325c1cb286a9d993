import {
  type DescriptionInput,
  type ParsedDescription,
  parseDescription,
  UNREAD,
} from "../../description/parsed-description.ts";
import type { CheckBack } from "../outcome/check-back.ts";
import { parseCheckBackField } from "./merge.ts";
import type { PullRequest } from "./pull-request.ts";
import { findRevertSigns, NO_SIGNS, type RevertSigns } from "./revert-signs.ts";

export interface PullWordsInput extends Omit<DescriptionInput, "body"> {
  readonly pull: Pick<PullRequest, "body" | "headRef" | "createdAt">;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly zone: string;
}

/** What a pull request says. */
export interface PullWords {
  readonly parsed: ParsedDescription;
  /** What the author's check-back says; null when there is none. */
  readonly checkBack: CheckBack | null;
  readonly signs: RevertSigns;
}

/** Parses what a pull request says: its fields, its date, and what it takes back. */
export function parsePullWords({ pull, repository, zone, templates, fields }: PullWordsInput): PullWords {
  const parsed = parseDescription({ body: pull.body, templates, fields });
  // Relative to the day the pull request was opened, so that the result does not depend on the day it is parsed.
  const checkBack = parseCheckBackField(parsed, new Date(pull.createdAt), zone);
  return { parsed, checkBack, signs: findRevertSigns(pull, repository) };
}

/** Stands for words that could not be parsed in time. */
export const UNREAD_WORDS: PullWords = { parsed: UNREAD, checkBack: null, signs: NO_SIGNS };
