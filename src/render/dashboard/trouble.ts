import type { Blocker } from "../../core/blocker.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import type { ResourceKind } from "../../core/resource-key.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { keepWhole, type Section } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { renderCount, renderDate } from "../words.ts";

/** Renders the app's problems as a section of the dashboard; null when there are none. */
export function renderTroubles({ blockers, refused, setAside }: Troubles, zone: string): Section | null {
  const lines = [
    ...blockers.map((blocker) => BLOCKER_WORDS[blocker]),
    ...refused.map(renderRefused),
    setAside && renderSetAside(setAside, zone),
  ];
  const items = lines.filter((line) => line !== undefined && line !== null).map((line) => `- ${line}`);
  return items.length === 0 ? null : keepWhole(`## What stands in our way\n\n${items.join("\n")}`);
}

/** The other blockers leave no dashboard on which to say it. */
const BLOCKER_WORDS: { readonly [O in Blocker]?: string } = {
  checks:
    "The permission **Checks: read and write** is missing, so pull requests get no check. Comments, questions and this page work all the same. An owner of the organization can grant it on the app's installation page; the checks then follow by themselves.",
};

/** What GitHub refused, one and several. */
const REFUSED_WORDS: { readonly [K in ResourceKind]: readonly [one: string, many: string] } = {
  check: ["check", "checks"],
  comment: ["comment on a pull request", "comments on pull requests"],
  "follow-up": ["question", "questions"],
  again: ["comment on a question", "comments on questions"],
  reminder: ["reminder", "reminders"],
  reply: ["reply", "replies"],
  dashboard: ["dashboard", "dashboards"],
  organization: ["page over all repositories", "pages over all repositories"],
  report: ["monthly issue", "monthly issues"],
  onboarding: ["proposal", "proposals"],
};

function renderRefused({ kind, count, reason }: Troubles["refused"][number]): string {
  const what = renderCount(count, ...REFUSED_WORDS[kind]);
  const words = reason === "" ? "" : ` It says “${quoteInline(reason)}”.`;
  return `GitHub keeps refusing ${what}.${words} A rule of this repository or of its owner may be the reason.`;
}

function renderSetAside({ count, lastAt }: NonNullable<Troubles["setAside"]>, zone: string): string {
  const on = renderDate(toCalendarDate(lastAt, zone));
  const what =
    count === 1
      ? `1 message from GitHub could not be understood on ${on}, and was set aside`
      : `${count} messages from GitHub could not be understood, the last on ${on}, and were set aside`;
  return `${what}: something that happened then may be missing here. Whoever runs the app finds it in the log.`;
}
