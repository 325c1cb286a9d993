import { listClockGlobs } from "../core/clock/clock-rules.ts";
import { Config } from "../core/config/config.ts";
import { parseConfigFile } from "../core/config/config-file.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { countCalls } from "../simulator/calls.ts";
import type { Engine } from "./loop.ts";
import { listCast, PULL_REQUESTS, TEMPLATE_PATH } from "./seed.ts";
import { showStep } from "./step-words.ts";

/** The number of latest steps in the timeline; a year has hundreds. */
const SHOWN_STEPS = 60;

/** The state of the page, as JSON. */
export function showState({ simulation, now, steps }: Engine, { isYear }: { readonly isYear: boolean }) {
  const { look, calls } = simulation;
  const { fullName, files } = look.repository();
  const credits = PULL_REQUESTS.map(({ title, credit }) => [title, credit]);
  return {
    isYear,
    now: now().toISOString(),
    repository: fullName,
    cast: listCast(look.threads()).map(({ login, role }) => ({ login, role, permission: look.permission(login) })),
    files: [TEMPLATE_PATH, CONFIG_PATH].map((path) => ({ path, text: files[path] ?? "" })),
    configProblems: listProblems(files[CONFIG_PATH] ?? ""),
    clock: describeClock(files[CONFIG_PATH] ?? ""),
    releases: look.releases(),
    deployments: look.deployments(),
    threads: look.threads(),
    credits: Object.fromEntries(credits) as Record<string, string>,
    steps: steps.slice(-SHOWN_STEPS).map(showStep).toReversed(),
    stepCount: steps.length,
    ...countCalls(calls),
  };
}

/** What the wait is counted from; null where the file cannot say. */
function describeClock(text: string) {
  const { config: file } = parseConfigFile(text, "own");
  if (!file) return null;
  const config = Config.parse(file);
  return { starts: config.clock.starts, named: listClockGlobs(config), after: config["follow-up"].after.text };
}

/** The problems of the configuration, as `did-this-work config` lists them. */
function listProblems(text: string) {
  return parseConfigFile(text, "own").problems.map(({ line, column, severity, message }) => ({
    line,
    column,
    message,
    isInForce: severity === "warning",
  }));
}
