import { IANAZone } from "luxon";
import { toMilliseconds } from "../time/duration.ts";
import type { Config } from "./config.ts";

/** A problem in a file whose shape is valid. */
export interface MeaningProblem {
  readonly severity: "error" | "warning";
  readonly path: readonly string[];
  readonly message: string;
}

/** Checks what no schema can say: that zones and names mean something, and that a reminder can come. */
export function listMeaningProblems(config: Config): readonly MeaningProblem[] {
  return [...listOrderProblems(config), ...listNameProblems(config)];
}

function listOrderProblems(config: Config): readonly MeaningProblem[] {
  const { "nudge-after": remind, "give-up-after": giveUp } = config["follow-up"];
  if (toMilliseconds(remind) < toMilliseconds(giveUp)) return [];
  const message = "Nobody will be reminded: this is not before follow-up.give-up-after.";
  return [{ severity: "warning", path: ["follow-up", "nudge-after"], message }];
}

function listNameProblems(config: Config): readonly MeaningProblem[] {
  const problems: MeaningProblem[] = [];
  if (!IANAZone.isValidZone(config["time-zone"])) {
    problems.push(error(["time-zone"], 'Expected an IANA time zone such as "Europe/Berlin" or "UTC".'));
  }
  if (config._extends !== undefined && !isRepositoryName(config._extends)) {
    problems.push(error(["_extends"], "Expected a repository as owner/repo."));
  }
  if (!isInsideRepository(config.ledger.path)) {
    problems.push(error(["ledger", "path"], "Expected a folder inside the repository, such as outcomes."));
  }
  return [...problems, ...listLabelProblems(config)];
}

function listLabelProblems(config: Config): readonly MeaningProblem[] {
  const lists = {
    "follow-up": config["follow-up"].labels,
    dashboard: config.dashboard.labels,
    report: config.report.labels,
  };
  return Object.entries(lists).flatMap(([key, labels]) =>
    // GitHub's limit: a label name has at most 50 characters.
    labels.some((label) => label.trim() === "" || label.length > 50)
      ? [error([key, "labels"], "A label has between 1 and 50 characters.")]
      : [],
  );
}

/** Is this "owner/repo", in the characters GitHub allows? */
export function isRepositoryName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text);
}

function isInsideRepository(path: string): boolean {
  const parts = path.replace(/\/$/, "").split("/");
  return (
    path.length <= 200 &&
    parts.every((part) => /^[\w. -]+$/.test(part) && part !== "." && part !== ".." && part !== ".git")
  );
}

function error(path: readonly string[], message: string): MeaningProblem {
  return { severity: "error", path, message };
}
