import type { ThreadView } from "../../src/simulator/look.ts";
import type { Chance } from "../chaos/random.ts";
import { editIssue, takeAway, tick, toggle } from "./issue-acts.ts";
import { CONFIG_PATH } from "./scenarios.ts";
import { type Act, BOT, nameThread, pickFrom, pickThread, type Stage } from "./stage.ts";

// What people do to dashboards, to monthly reports, and to what the app proposes.

/** Boards and reports keep their labels under every configuration of the scenarios, or are known by their titles. */
function isBoard({ kind, author, labels }: ThreadView): boolean {
  return kind === "issue" && author === BOT && labels.includes("outcome-dashboard");
}

function isReport({ kind, author, labels }: ThreadView): boolean {
  return kind === "issue" && author === BOT && labels.some((label) => label === "outcome-report" || label === "news");
}

function isInvitation({ kind, author, labels }: ThreadView): boolean {
  return kind === "issue" && author === BOT && labels.includes("outcome-onboarding");
}

type Change = (stage: Stage, chance: Chance, thread: ThreadView) => Promise<string | null>;

function on(is: (thread: ThreadView) => boolean, changes: readonly Change[]): Act["play"] {
  return async (stage, chance) => {
    const thread = pickThread(stage, chance, is);
    const told = thread && (await chance.pick(changes)(stage, chance, thread));
    return thread && told ? `${nameThread(thread)}: ${told}` : null;
  };
}

/** The box that has the ledger written, where there is one. */
async function writeLedger(stage: Stage, chance: Chance): Promise<string | null> {
  const board = pickThread(stage, chance, (thread) => isBoard(thread) && thread.body.includes(":write-ledger -->"));
  if (!board) return null;
  await stage.people.tick({ repository: board.repository, number: board.number, by: "cleo", box: "ledger" });
  return `${nameThread(board)}: wishes for the ledger`;
}

/** The page over all repositories is wanted, or not any more; it is closed, or what it may show changes. */
async function turnPage(stage: Stage, chance: Chance): Promise<string | null> {
  const repository = `${stage.owner}/.github`;
  if (!stage.repositories.includes(repository)) return null;
  const page = stage.look.issues("outcome-dashboard", repository).find(({ title }) => title.includes(": "));
  const kind = chance.pick(["on", "off", "toggle", "toggle", "hide", "show"] as const);
  if (kind === "toggle") return page ? `${nameThread(page)}: ${await toggle(stage, chance, page)}` : null;
  if (kind === "hide" || kind === "show") {
    const other = chance.pick(stage.repositories.filter((name) => name !== repository));
    await stage.people.setVisibility({ repository: other, to: kind === "hide" ? "private" : "public" });
    return `${other} is ${kind === "hide" ? "private" : "public"}`;
  }
  const text = kind === "on" ? "organization: { dashboard: true }\n" : "";
  await stage.people.commitFile({ repository, by: "ada", files: { [CONFIG_PATH]: text } });
  return `${repository} has the page switched ${kind}`;
}

/** Pull requests of the app's, as people treat them: merged, closed, worked on, or their branch deleted. */
async function workOnProposal(stage: Stage, chance: Chance): Promise<string | null> {
  const proposal = pickThread(
    stage,
    chance,
    ({ kind, author, state }) => kind === "pull-request" && author === BOT && state !== "merged",
  );
  if (!proposal) return null;
  const { repository, number, state } = proposal;
  const where = { repository, number, by: "ada" };
  if (state === "closed") {
    await stage.people.reopenPullRequest(where);
    return `${nameThread(proposal)}: is reopened`;
  }
  const kind = chance.pick(["merge", "merge", "close", "push", "delete"] as const);
  switch (kind) {
    case "merge":
      await stage.people.merge(where);
      break;
    case "close":
      await stage.people.closePullRequest(where);
      break;
    case "push":
      await stage.people.push({ ...where, files: { "README.md": "Hello." } });
      break;
    case "delete": {
      const branch = pickFrom(chance, Object.keys(stage.look.repository(repository).branches));
      if (branch !== undefined) await stage.people.deleteBranch({ repository, by: "ada", branch });
    }
  }
  return `${nameThread(proposal)}: ${kind}`;
}

export const DASHBOARD_ACTS: readonly Act[] = [
  { name: "tick a dashboard", weight: 3, play: on(isBoard, [tick]) },
  { name: "write the ledger", weight: 4, play: writeLedger },
  { name: "touch a dashboard", weight: 1, play: on(isBoard, [toggle, toggle, editIssue, takeAway]) },
  { name: "turn the page", weight: 5, play: turnPage },
  { name: "touch a report", weight: 4, play: on(isReport, [toggle, toggle, takeAway]) },
  { name: "touch an invitation", weight: 4, play: on(isInvitation, [toggle, takeAway]) },
  { name: "work on a proposal", weight: 4, play: workOnProposal },
];
