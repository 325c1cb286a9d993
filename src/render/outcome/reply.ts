import { renderMarker } from "../../core/marker.ts";
import type { CommandProblem, Reply } from "../../core/outcome/response.ts";
import { quoteCode } from "../code.ts";
import { quoteInline } from "../neutral.ts";

/** Renders the single reply to a command or an answer that was not taken: the line, the reason, and what is accepted. */
export function renderReply({ line, problem, place }: Reply, key: string): string {
  const quote = line === null || problem.kind === "help" ? "" : `> ${quoteInline(line, 200)}\n\n`;
  const forms = HAVE_FORMS.includes(problem.kind) ? `\n\n${renderForms(place)}` : "";
  return `${renderMarker(key)}\n${quote}${renderWhy(problem, place)}${forms}\n`;
}

/** A list of commands does not help a person who lacks the right, or comes too late. */
const HAVE_FORMS: readonly CommandProblem["kind"][] = ["unknown", "help", "not-here"];

function renderWhy(problem: CommandProblem, place: Reply["place"]): string {
  switch (problem.kind) {
    case "unknown":
      return "Sorry, that is not a command known here. Nothing was changed.";
    case "wrapped":
      return "A command counts on a line of its own, as plain text: not in a list, in bold or in code. Nothing was changed.";
    case "needs":
      return `${NEEDS[problem.what]} Nothing was changed.`;
    case "help":
      return "These are understood, each on a line of its own:";
    case "not-here":
      return place === "pull" ? "That is for the issue that asks after the merge." : "That is for pull requests.";
    case "no-right":
      return "Only the author, the assignee and people with at least triage access can do this here. Nothing was changed.";
    case "no-date":
      return `${DATE_PROBLEMS[problem.why]} Nothing was changed. Try \`/outcome snooze 2 weeks\` or \`/outcome snooze 24 Dec\`.`;
    case "not-assignable":
      return `GitHub does not let me assign ${quoteInline(problem.login)} here: people need access, or a comment on this issue. Nothing was changed.`;
    case "too-late":
      return `This cannot be done any more: the outcome is *${problem.state}*.`;
    case "did-you-mean":
      return `Did you mean ${renderAnswer(problem)}? Reply *yes* and it is taken. Nothing was changed yet.`;
    case "superseded":
      return "Another answer came after this one and stands. To change it, write a new comment. Nothing was changed.";
  }
}

const NEEDS = {
  login: "Whose? A login is expected there and nothing else, such as `/outcome owner @octocat`.",
  reason: "Why? A reason is expected there, such as `/outcome drop the page is gone`.",
  date: "Until when? A date or a duration is expected there, such as `/outcome snooze 2 weeks`.",
} as const;

function renderAnswer({ verdict, evidence }: { readonly verdict: string; readonly evidence: string | null }): string {
  const [line = ""] = (evidence ?? "").split("\n");
  return quoteCode(line.trim() === "" ? verdict : `${verdict}: ${line}`);
}

const DATE_PROBLEMS = {
  unreadable: "I could not read a date or a duration there.",
  past: "That is today or in the past.",
  "too-far": "That is more than a year after the merge.",
} as const;

function renderForms(place: Reply["place"]): string {
  const forms = place === "pull" ? PULL_FORMS : FOLLOW_UP_FORMS;
  return forms.map(([form, meaning]) => `- \`/outcome ${form}\` ${meaning}`).join("\n");
}

const FOLLOW_UP_FORMS: readonly (readonly [string, string])[] = [
  ["worked", "what was promised happened; say after it what you saw"],
  ["partly", "some of it happened"],
  ["missed", "it did not happen"],
  ["unclear", "we cannot tell"],
  ["snooze <duration or date>", "ask again then, such as `2 weeks` or `24 Dec`"],
  ["not-shipped [until <date>]", "its users do not have it yet; ask later"],
  ["owner @login", "somebody else can tell"],
  ["drop <reason>", "it is no longer worth asking"],
  ["reopen", "ask again"],
  ["help", "this list"],
];

const PULL_FORMS: readonly (readonly [string, string])[] = [
  ["skip <reason>", "this pull request needs no outcome"],
  ["recheck", "read everything afresh"],
  ["help", "this list"],
];
