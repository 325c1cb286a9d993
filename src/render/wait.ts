import type { Config } from "../core/config/config.ts";

/** Says when the question comes: "30 days after the merge", or "a merge", where no single one is meant. */
export function renderWait(
  config: Config,
  article: "the" | "a" = "the",
  after: string = config["follow-up"].after.text,
): string {
  return `${after} after ${renderClockEvent(config, article)}`;
}

/** What the wait is counted from: "the merge", "release", "deployment to production", "it reaches stable". */
function renderClockEvent(config: Config, article: "the" | "a"): string {
  switch (config.clock.starts) {
    case "merge":
      return `${article} merge`;
    case "release":
      return article === "a" ? "a release" : "release";
    case "deployment":
      return `${article === "a" ? "a deployment" : "deployment"}${renderTo(config.clock.environments)}`;
    case "branch":
      return `${article === "a" ? "a change" : "it"} reaches ${nameOnly(config.clock.branches) ?? "its branch"}`;
  }
}

function renderTo(environments: readonly string[]): string {
  const name = nameOnly(environments);
  return name === null ? "" : ` to ${name}`;
}

/** The only name of a list, where it is one that reads as such, in a title and in Markdown alike. */
function nameOnly(globs: readonly string[]): string | null {
  const [name = "", ...others] = globs;
  if (name === "default") return "the default branch";
  return others.length === 0 && /^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,39}$/u.test(name) ? name : null;
}

/** Says that a change was not seen with its users, in the words of its clock. */
export function renderUnseen({ clock }: Config): string {
  switch (clock.starts) {
    case "merge":
    case "release":
      return "We haven't seen this released yet.";
    case "deployment":
      return `We haven't seen this deployed${renderTo(clock.environments)} yet.`;
    case "branch":
      return `We haven't seen this on ${nameOnly(clock.branches) ?? "its branch"} yet.`;
  }
}
