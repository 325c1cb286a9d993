import type { StandIn } from "./stand-in.ts";
import { BOT, findQuestions, listLabelled, name, type Story } from "./story.ts";

export function checkQuestion(gh: StandIn, story: Story, state: string | undefined): string | null {
  const questions = findQuestions(gh, story);
  const { least, most } = countQuestions(story, state);
  if (questions.length < least || questions.length > most)
    return `${name(story)}: ${state}, ${questions.length} questions`;
  const [question] = questions;
  if (!question) return null;
  const stands = question.state === "open" ? "open" : `closed as ${question.state_reason}`;
  const should = state === "asked" ? "open" : `closed as ${state === "answered" ? "completed" : "not_planned"}`;
  return stands === should ? null : `${name(story)}: ${state}, its question is ${stands}`;
}

function countQuestions(story: Story, state: string | undefined): { readonly least: number; readonly most: number } {
  // A question that is gone comes again only where its number was not known yet.
  if (story.isQuestionGone) return { least: state === "asked" ? 1 : 0, most: 1 };
  if (story.isAsked || state === "asked" || state === "unanswered") return { least: 1, most: 1 };
  // A change that was reverted or excused may or may not have been asked about before.
  return { least: 0, most: story.reverts.length > 0 || story.isExcused ? 1 : 0 };
}

export function checkReplies(gh: StandIn, story: Story): string | null {
  const [question] = findQuestions(gh, story);
  if (!question || story.isQuestionGone) return null;
  const ours = gh
    .listComments({ repo: story.repo, number: question.number })
    .filter(({ user }) => user.login === BOT)
    .map(({ body }) => body.replace(/<!-- did-this-work:\w+ -->/g, ""));
  const replies = ours.filter((body) => body.includes("wrked"));
  const least = story.slips.filter(({ isSure }) => isSure).length;
  if (replies.length < least || replies.length > story.slips.length)
    return `${name(story)}: ${story.slips.length} slips, ${least} of them sure, ${replies.length} replies`;
  const others = ours.filter((body) => !replies.includes(body));
  return new Set(others).size === others.length ? null : `${name(story)}: the same comment twice`;
}

interface Place {
  readonly repo: string;
  readonly merged: readonly Story[];
  /** A person deleted or transferred its dashboard: the next change makes another. */
  readonly isBereft: boolean;
}

export function checkDashboard(gh: StandIn, { repo, merged, isBereft }: Place): string | null {
  const here = merged.filter((story) => story.repo === repo);
  const dashboards = listLabelled(gh, repo, "outcome-dashboard");
  const least = here.some(({ isExcused }) => !isExcused) && !isBereft ? 1 : 0;
  const most = here.length > 0 ? 1 : 0;
  if (dashboards.length < least || dashboards.length > most) return `${repo}: ${dashboards.length} dashboards`;
  const [dashboard] = dashboards;
  const verdicts = here.flatMap(({ answers }) => answers.at(-1) ?? []);
  if (verdicts.length === 0 || !dashboard) return null;
  const said = `**Worked: ${verdicts.filter((verdict) => verdict === "worked").length} of ${verdicts.length} answer`;
  const { body } = dashboard;
  return body.includes(said) ? null : `${repo}: the dashboard does not say ${said}: ${body.slice(0, 200)}`;
}

export function checkReports(gh: StandIn, repo: string): string | null {
  const titles = listLabelled(gh, repo, "outcome-report").map(({ title }) => title);
  return new Set(titles).size === titles.length ? null : `${repo}: ${titles.join(", ")}`;
}
