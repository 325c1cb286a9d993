import type { Blocker } from "../../core/blocker.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { keepWhole, type Section } from "../fit.ts";
import { renderDate } from "../words.ts";

/** Renders the app's problems as a section of the dashboard; null when there are none. */
export function renderTroubles({ blockers, setAside }: Troubles, zone: string): Section | null {
  const lines = [...blockers.map((blocker) => BLOCKER_WORDS[blocker]), setAside && renderSetAside(setAside, zone)];
  const items = lines.filter((line) => line !== undefined && line !== null).map((line) => `- ${line}`);
  return items.length === 0 ? null : keepWhole(`## What stands in our way\n\n${items.join("\n")}`);
}

/** The other blockers leave no dashboard on which to say it. */
const BLOCKER_WORDS: { readonly [O in Blocker]?: string } = {
  checks:
    "The permission **Checks: read and write** is missing, so pull requests get no check. Comments, questions and this page work all the same. An owner of the organisation can grant it on the app's installation page; the checks then follow by themselves.",
};

function renderSetAside({ count, lastAt }: NonNullable<Troubles["setAside"]>, zone: string): string {
  const on = renderDate(toCalendarDate(lastAt, zone));
  const what =
    count === 1
      ? `1 message from GitHub could not be understood on ${on}, and was set aside`
      : `${count} messages from GitHub could not be understood, the last on ${on}, and were set aside`;
  return `${what}: something that happened then may be missing here. Whoever runs the app finds it in the log.`;
}
