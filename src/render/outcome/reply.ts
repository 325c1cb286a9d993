import { renderMarker } from "../../core/marker.ts";
import { findNearMiss } from "../../core/near-miss.ts";
import type { CommandProblem, Reply } from "../../core/outcome/response.ts";
import { quoteCode } from "../code.ts";
import { quoteInline } from "../neutral.ts";

/** Renders the single reply to a command or an answer that was not taken: the line, the reason, and what is accepted. */
export function renderReply(reply: Reply, key: string): string {
  const { line, problem, place } = reply;
  const quote = line === null || problem.kind === "help" ? "" : `> ${quoteInline(line, 200)}\n\n`;
  const forms = HAVE_FORMS.includes(problem.kind) ? `\n\n${renderForms(place)}` : "";
  return `${renderMarker(key)}\n${quote}${renderWhy(reply)}${forms}\n`;
}

/** A list of commands does not help a person who lacks the right, or comes too late. */
const HAVE_FORMS: readonly CommandProblem["kind"][] = ["unknown", "help", "not-here"];

function renderWhy({ line, problem, place }: Reply): string {
  switch (problem.kind) {
    case "unknown":
      return `Unknown command.${renderMeant(line, place)} Nothing changed.`;
    case "wrapped":
      return "Commands only work as plain text on a line of their own, not in a list, in bold or in code. Nothing changed.";
    case "needs":
      return `${renderNeed(problem.what, place)} Nothing changed.`;
    case "help":
      return "Commands (one per line):";
    case "not-here": {
      const name = findName(line);
      const command = name === undefined ? "That command" : `\`/outcome ${name}\``;
      return `${command} only works on ${place === "pull" ? "the follow-up issue" : "pull requests"}. Here you can use:`;
    }
    case "no-right":
      return `${NO_RIGHT[place]} Nothing changed.`;
    case "no-date":
      return `${DATE_PROBLEMS[problem.why]} Try \`/outcome snooze 2 weeks\` or \`/outcome snooze 24 Dec\`. Nothing changed.`;
    case "no-ship-date":
      return "Couldn't find a date between the merge and today. Try `/outcome shipped` or `/outcome shipped on 24 Nov`. Nothing changed.";
    case "not-merged":
      return "This works once the pull request is merged and has a success measure. Nothing changed.";
    case "not-assignable":
      return `Can't assign ${quoteInline(problem.login)}: they need access to this repository, or a comment on this issue. Nothing changed.`;
    case "too-late":
      return TOO_LATE[problem.state] ?? "This can't be done anymore.";
    case "did-you-mean":
      return `Did you mean ${renderAnswer(problem)}? Reply *yes* to save it. Nothing changed yet.`;
    case "superseded":
      return "A later answer replaced this one. To change it, write a new comment. Nothing changed.";
  }
}

function renderMeant(line: string | null, place: Reply["place"]): string {
  const names = FORMS[place].map(([form]) => form.split(" ")[0] ?? "");
  const meant = findNearMiss(names, findName(line) ?? "");
  return meant === undefined ? "" : ` Did you mean \`/outcome ${meant}\`?`;
}

/** The word after "/outcome", where it is made of letters. */
function findName(line: string | null): string | undefined {
  return /^\/outcome[\s:,.]+([a-z-]{1,40})(?![\w-])/i.exec(line ?? "")?.[1]?.toLowerCase();
}

function renderNeed(what: "login" | "reason" | "date", place: Reply["place"]): string {
  switch (what) {
    case "login":
      return "Who should take over? Add one login, such as `/outcome owner @octocat`.";
    case "reason":
      return `Why? Add a reason, such as \`/outcome ${place === "pull" ? "skip only a typo" : "drop the page is gone"}\`.`;
    case "date":
      return "Until when? Add a date or duration, such as `/outcome snooze 2 weeks`.";
  }
}

function renderAnswer({ verdict, evidence }: { readonly verdict: string; readonly evidence: string | null }): string {
  const [line = ""] = (evidence ?? "").split("\n");
  return quoteCode(line.trim() === "" ? verdict : `${verdict}: ${line}`);
}

const DATE_PROBLEMS = {
  unreadable: "Couldn't find a date or duration.",
  past: "That's today or in the past.",
  "too-far": "That's more than a year after the change was merged or released.",
} as const;

const STILL = "You can still answer, or ask again with `/outcome reopen`.";

const NO_RIGHT: { readonly [P in Reply["place"]]: string } = {
  "follow-up": "Only the author, the assignee and people with at least triage access can do this here.",
  pull: "Only the author and people with at least triage access can do this here. Where the check blocks merging, authors can't skip their own pull requests.",
};

/** By the state of the outcome, which does not allow the command. */
const TOO_LATE: Readonly<Record<string, string>> = {
  asked: "Nothing to do – the question is already open.",
  waiting: "This is snoozed already. You can still answer, or ask now with `/outcome reopen`.",
  answered: "Too late – this is already answered. You can change the answer, or ask again with `/outcome reopen`.",
  unanswered: `Too late – this closed without an answer. ${STILL}`,
  dropped: `Too late – this was dropped. ${STILL}`,
  reverted: "Too late – the change was reverted, so there's nothing to answer.",
  "not-asked": "Too late – the question was never asked. You can still answer.",
};

function renderForms(place: Reply["place"]): string {
  return FORMS[place].map(([form, meaning]) => `- \`/outcome ${form}\` – ${meaning}`).join("\n");
}

const FORMS: { readonly [P in Reply["place"]]: readonly (readonly [string, string])[] } = {
  "follow-up": [
    ["worked [what you saw]", "we saw it"],
    ["partly [what you saw]", "we saw some of it"],
    ["missed [what you saw]", "it didn't happen"],
    ["unclear [why]", "can't tell: no data, or too early"],
    ["snooze <duration or date>", "ask again later, for example `2 weeks` or `24 Dec`"],
    ["shipped [on <date>]", "released since then; the wait starts there"],
    ["not-shipped [until <date>]", "not released yet; ask later"],
    ["owner @login", "hand over to someone else"],
    ["drop <reason>", "no longer worth asking"],
    ["reopen", "ask again"],
    ["help", "this list"],
  ],
  pull: [
    ["skip <reason>", "no follow-up needed"],
    ["shipped [on <date>]", "after the merge: released, so the wait starts there"],
    ["not-shipped", "after the merge: not released yet"],
    ["recheck", "run the check again"],
    ["help", "this list"],
  ],
};
