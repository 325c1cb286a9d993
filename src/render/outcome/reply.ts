import { renderMarker } from "../../core/marker.ts";
import type { CommandProblem, Reply } from "../../core/outcome/response.ts";
import { quoteInline } from "../neutral.ts";

/** Renders the single reply to a command that was not applied: the line, the reason, and what is accepted. */
export function renderReply({ line, problem, place }: Reply, key: string): string {
  const quote = problem.kind === "help" ? "" : `> ${quoteInline(line, 200)}\n\n`;
  const forms = HAVE_FORMS.includes(problem.kind) ? `\n\n${renderForms(place)}` : "";
  return `${renderMarker(key)}\n${quote}${renderWhy(problem, place)}${forms}\n`;
}

/** A list of commands does not help a person who lacks the right, or comes too late. */
const HAVE_FORMS: readonly CommandProblem["kind"][] = ["not-understood", "help", "not-here"];

function renderWhy(problem: CommandProblem, place: Reply["place"]): string {
  switch (problem.kind) {
    case "not-understood":
      return "Sorry, that is not a command known here. Nothing was changed.";
    case "help":
      return "These are understood, each on a line of its own:";
    case "not-here":
      return place === "pull" ? "That is for the issue that asks after the merge." : "That is for pull requests.";
    case "no-right":
      return "The author, whoever was asked, and people with at least triage rights can do this here. Nothing was changed.";
    case "no-date":
      return `${DATE_PROBLEMS[problem.why]} Nothing was changed. Try \`/outcome snooze 2 weeks\` or \`/outcome snooze 24 Dec\`.`;
    case "not-assignable":
      return `GitHub does not let me assign ${quoteInline(problem.login)} here: people need access, or a comment on this issue. Nothing was changed.`;
    case "too-late":
      return `This cannot be done any more: the outcome is *${problem.state}*.`;
  }
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
