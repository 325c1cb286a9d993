import type { UserAction } from "../delivery/user-action.ts";
import { type FoundWords, findAnswerWords, type WordAnswer } from "./answer-word.ts";
import { beginsWithThanks } from "./continuation.ts";
import { TRANSITIONS } from "./life-cycle.ts";
import { type Answer, currentQuestion, findAnswer, type Outcome } from "./outcome.ts";
import { ownWords } from "./own-words.ts";

type Comment = Extract<UserAction, { kind: "commented" }>;

/** Where a comment stands. */
export interface Place {
  /** When a person last wrote a comment on the same issue before; null when nobody did. */
  readonly previousCommentAt: string | null;
}

/** What a comment without a command says to the question. */
export type CommentReading =
  | { readonly kind: "conversation" }
  | { readonly kind: "answer"; readonly answer: WordAnswer }
  /** What was seen, for the answer its writer gave before. */
  | { readonly kind: "evidence"; readonly words: string }
  /** It only begins like an answer. */
  | { readonly kind: "doubt"; readonly answer: WordAnswer }
  /** Its writer was asked whether an answer was meant, and says no, or something else. */
  | { readonly kind: "doubt-over" }
  /** The edit of an answer that is not the last any more. */
  | { readonly kind: "superseded" };

const CONVERSATION: CommentReading = { kind: "conversation" };

/** Reads what a comment without a command says to the question. */
export function readComment(comment: Comment, outcome: Outcome, place: Place): CommentReading {
  const own = ownWords(comment.body);
  const words = findAnswerWords(own);
  if (comment.bodyBefore !== null) return readEdit(comment, outcome, words);
  return readReplyToDoubt(comment, outcome, words) ?? readNew(comment, outcome, { own, words, place });
}

interface Written {
  readonly own: string;
  readonly words: FoundWords | undefined;
  readonly place: Place;
}

function readNew(comment: Comment, outcome: Outcome, { own, words, place }: Written): CommentReading {
  if (words?.certainty === "certain") return { kind: "answer", answer: bare(words) };
  const isOpen = outcome.state === "asked" || outcome.state === "unanswered";
  const isShort = words?.certainty === "everyday" || words?.certainty === "loose";
  if (words && isShort && isOpen && isFirst(outcome, place)) return { kind: "answer", answer: bare(words) };
  if (!isShort && isEvidence(comment, outcome, own)) return { kind: "evidence", words: own.trim() };
  const mayBeMeant = words !== undefined && words.certainty !== "everyday" && mayDoubt(outcome);
  return mayBeMeant ? { kind: "doubt", answer: bare(words) } : CONVERSATION;
}

function bare({ verdict, evidence }: WordAnswer): WordAnswer {
  return { verdict, evidence };
}

/** Is it the first comment after the question, or after the reminder? */
function isFirst(outcome: Outcome, { previousCommentAt }: Place): boolean {
  const { askedAt, remindedAt } = currentQuestion(outcome);
  const since = remindedAt ?? askedAt;
  return since !== null && (previousCommentAt === null || Date.parse(previousCommentAt) < Date.parse(since));
}

function mayDoubt(outcome: Outcome): boolean {
  return TRANSITIONS.doubted.includes(outcome.state) && currentQuestion(outcome).doubt === undefined;
}

/** The person who was asked what was meant has the next word: yes, another answer, or anything else. */
function readReplyToDoubt(comment: Comment, outcome: Outcome, words: FoundWords | undefined): CommentReading | null {
  const { doubt } = currentQuestion(outcome);
  if (!doubt?.isOpen || doubt.by !== comment.by.id || words?.certainty === "certain") return null;
  const isYes = words?.certainty === "everyday" && words.verdict === "worked";
  if (!isYes) return { kind: "doubt-over" };
  const evidence = [doubt.evidence, words.evidence].filter((text) => text !== null).join("\n") || null;
  return { kind: "answer", answer: { verdict: doubt.verdict, evidence } };
}

/**
 * An edit counts when it makes an answer of what was none, or another of it, while no other answer came since. In all other
 * cases an edited comment keeps its first meaning.
 */
function readEdit(
  { bodyBefore, writtenAt, by }: Comment,
  outcome: Outcome,
  words: FoundWords | undefined,
): CommentReading {
  if (words?.certainty !== "certain") return CONVERSATION;
  const before = findAnswerWords(ownWords(bodyBefore ?? ""));
  if (before?.verdict === words.verdict && before.evidence === words.evidence) return CONVERSATION;
  const standing = findAnswer(outcome);
  // Heard of before the comment itself: what stands was said earlier.
  if (standing && isEarlier(standing.at, writtenAt)) return { kind: "answer", answer: bare(words) };
  if (standing && !(standing.by.id === by.id && isOfEdit(standing, before, words))) return { kind: "superseded" };
  const isSame = standing?.verdict === words.verdict && words.evidence !== null;
  return isSame ? { kind: "evidence", words: words.evidence } : { kind: "answer", answer: bare(words) };
}

function isEarlier(at: string, writtenAt: string | undefined): boolean {
  return writtenAt !== undefined && Date.parse(at) < Date.parse(writtenAt);
}

/** Does the answer that stands come from the comment as it was, or does the edit only say what was seen? */
function isOfEdit(standing: Answer, before: FoundWords | undefined, after: FoundWords): boolean {
  if (standing.verdict === after.verdict && standing.evidence === null) return true;
  if (standing.verdict !== before?.verdict) return false;
  return before.evidence === null || before.evidence === standing.evidence;
}

/** How long after an answer a comment may say what was seen. */
const EVIDENCE_MS = 3 * 24 * 60 * 60_000;

/**
 * After an answer without evidence, what the same person writes within three days is the evidence, unless it is for
 * other people: it begins with a mention or thanks, or asks.
 */
function isEvidence({ by, at }: Comment, outcome: Outcome, own: string): boolean {
  const answer = findAnswer(outcome);
  if (!answer || answer.evidence !== null || answer.by.id !== by.id) return false;
  const isSoon = Date.parse(at) - Date.parse(answer.at) <= EVIDENCE_MS;
  return isSoon && !isForOthers(own);
}

function isForOthers(own: string): boolean {
  const text = own.trim();
  if (!/[\p{L}\p{N}]/u.test(text) || /[?？]$/.test(text)) return true;
  return text.startsWith("@") || beginsWithThanks(text);
}
