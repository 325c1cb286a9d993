import { IANAZone } from "luxon";
import { isLogin } from "../login.ts";
import { toMilliseconds } from "../time/duration.ts";
import type { Config } from "./config.ts";
import type { Finding } from "./config-problem.ts";

/** Checks what no schema can say: that zones and names mean something, and that a reminder can come. */
export function listMeaningProblems(config: Config): readonly Finding[] {
  return [...listOrderProblems(config), ...listNameProblems(config), ...listClockProblems(config)];
}

/** A list that is empty keeps the clock from ever starting, unless another file fills it. */
function listClockProblems({ clock }: Config): readonly Finding[] {
  if (clock.starts === "merge") return [];
  const list = CLOCK_LISTS[clock.starts];
  if (clock[list].length > 0) return [];
  const example = { tags: '["*"]', environments: "[production]", branches: "[stable]" }[list];
  const message = `${NOTHING_STARTS}: with clock.starts: ${clock.starts}, name at least one, such as ${example}.`;
  return [{ severity: "warning", path: ["clock", list], message }];
}

const NOTHING_STARTS = "Nothing starts the clock";

/** Is it about one file alone? Whether anything starts the clock only all files together tell (core/clock/clock-problem.ts). */
export function isOfOneFile({ message }: Pick<Finding, "message">): boolean {
  return message.startsWith(NOTHING_STARTS);
}

const CLOCK_LISTS = { release: "tags", deployment: "environments", branch: "branches" } as const;

function listOrderProblems(config: Config): readonly Finding[] {
  const { "nudge-after": remind, "give-up-after": giveUp } = config["follow-up"];
  if (toMilliseconds(remind) < toMilliseconds(giveUp)) return [];
  const message = "There will be no reminder: this is not before follow-up.give-up-after.";
  return [{ severity: "warning", path: ["follow-up", "nudge-after"], message }];
}

function listNameProblems(config: Config): readonly Finding[] {
  const problems: Finding[] = [];
  if (!isTimeZone(config["time-zone"])) {
    problems.push(error(["time-zone"], 'Expected an IANA time zone such as "Europe/Berlin" or "UTC".'));
  }
  if (config._extends !== undefined && !isRepositoryName(config._extends)) {
    problems.push(error(["_extends"], "Expected a repository as owner/repo."));
  }
  if (!isInsideRepository(config.ledger.path)) {
    problems.push(error(["ledger", "path"], "Expected a folder inside the repository, such as outcomes."));
  }
  return problems;
}

const knownZones = new Set<string>();

/** Is there a time zone of this name? The answer is kept: ICU takes a millisecond, and every event asks. */
function isTimeZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  const isKnown = IANAZone.isValidZone(name);
  // Only names that exist, of which there is an end.
  if (isKnown) knownZones.add(name);
  return isKnown;
}

/** Is this "owner/repo", in the characters GitHub allows? */
export function isRepositoryName(text: string): boolean {
  const [owner = "", name = "", ...others] = text.split("/");
  return others.length === 0 && isLogin(owner) && /^(?!\.{1,2}$)[\w.-]{1,100}$/.test(name);
}

/** What git refuses in a tree, on any file system: .git, its short name, and what Windows takes for it. */
const GITS_OWN = /^(?:\.git|git~\d+)[. ]*$/i;

function isInsideRepository(path: string): boolean {
  const parts = path.replace(/\/$/, "").split("/");
  return (
    path.length <= 200 &&
    parts.every((part) => /^[\w. -]+$/.test(part) && !/^[. ]*$/.test(part) && !GITS_OWN.test(part))
  );
}

function error(path: readonly string[], message: string): Finding {
  return { severity: "error", path, message };
}
