import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Command, Option } from "commander";
import envPaths from "env-paths";
import { readCommandEnv } from "../env.ts";
import type { AuditOptions, AuditTools } from "./audit-command.ts";
import { type CheckOptions, runCheck } from "./check-command.ts";
import { type ConfigOptions, runConfig } from "./config-command.ts";
import type { ExportOptions } from "./export-command.ts";
import { FORMATS } from "./export-format.ts";
import type { ForgetOptions } from "./forget-command.ts";
import type { MigrateOptions } from "./migrate-command.ts";
import { runTemplate, type TemplateOptions } from "./template-command.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Builds the command line: its commands and their options. `end` receives the exit code of the command that ran. */
export function createProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command("did-this-work")
    .description("Asks whether what you merged worked. Here: what the app would read.")
    .version(readVersion())
    .exitOverride();
  addCheck(program, terminal, end);
  addTemplate(program, terminal, end);
  addConfig(program, terminal, end);
  addAudit(program, terminal, end);
  addExport(program, terminal, end);
  addForget(program, terminal, end);
  addMigrate(program, terminal, end);
  return program;
}

type End = (code: ExitCode) => void;

function addCheck(program: Command, terminal: Terminal, end: End): void {
  program
    .command("check")
    .description("Does a description say what problem it solves and how we will know?")
    .argument("<file...>", "descriptions of pull requests; - is the standard input")
    // Repeated, not a list: `--template t.md a.md` would take a.md for a template as well.
    .option("-t, --template <file>", "a template they were written with; may be repeated", addTo)
    .option("-c, --config <file>", "the configuration to judge by, .github/outcomes.yml")
    .option("--json", "print JSON")
    .action(async (files: string[], options: CheckOptions) => end(await runCheck(files, options, terminal)));
}

function addTemplate(program: Command, terminal: Terminal, end: End): void {
  program
    .command("template")
    .description("Which headings of a template ask for what?")
    .argument("<file...>", "templates; - is the standard input")
    .option("-c, --config <file>", "the configuration that may name headings, .github/outcomes.yml")
    .option("--json", "print JSON")
    .action(async (files: string[], options: TemplateOptions) => end(await runTemplate(files, options, terminal)));
}

function addConfig(program: Command, terminal: Terminal, end: End): void {
  program
    .command("config")
    .description("What is wrong with a configuration file?")
    .argument("<file>", "the configuration; - is the standard input")
    .option("--owner", "it is the file of the owner's .github repository")
    .option("--json", "print JSON")
    .action(async (file: string, options: ConfigOptions) => end(await runConfig(file, options, terminal)));
}

function addAudit(program: Command, terminal: Terminal, end: End): void {
  program
    .command("audit")
    .description("What do a repository's merged pull requests say, and what would the app have asked?")
    .argument("<owner/repo>", "a repository on GitHub; GITHUB_TOKEN must hold a token that may read it")
    .option("-s, --since <length or date>", "how far to look back, such as 90d or 2026-08-01", "90d")
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .action(async (repository: string, options: AuditOptions) => {
      // GitHub's client takes a while to load, and no other command needs it.
      const { runAudit } = await import("./audit-command.ts");
      end(await runAudit(repository, options, createAuditTools(terminal)));
    });
}

function createAuditTools(terminal: Terminal): AuditTools {
  const read = readCommandEnv();
  if ("problems" in read) throw new UsageError(read.problems.join("\n"));
  const stop = new AbortController();
  // Only the first time: a second Ctrl-C ends the process at once.
  process.once("SIGINT", () => stop.abort());
  return {
    terminal,
    env: read.env,
    now: () => new Date(),
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
    cacheFolder: envPaths("did-this-work", { suffix: "" }).cache,
    signal: stop.signal,
  };
}

function addExport(program: Command, terminal: Terminal, end: End): void {
  program
    .command("export")
    .description("Write what became of every merged pull request, from the database of the server")
    .option("-r, --repository <owner/name>", "only of this repository")
    .addOption(new Option("-f, --format <format>", "the form").choices(FORMATS).default("csv"))
    .option("-o, --output <file>", "the file to write; without it, or for -, the standard output")
    .option("--force", "write over a file that is there")
    .option("--bom", "begin with a byte order mark, by which Excel knows the letters")
    .action(async (options: ExportOptions) => {
      // Loaded on demand: the database modules take a while to load, and most commands need none.
      const { runExport } = await import("./export-command.ts");
      end(await runExport(options, terminal));
    });
}

function addForget(program: Command, terminal: Terminal, end: End): void {
  program
    .command("forget")
    .description("Erase names and words from the database of the server, and keep the counts")
    .option("-u, --user <id>", "of a person, by the number of the account")
    .option("-r, --repository <owner/name>", "of everybody in a repository")
    .option("--yes", "erase; without it only what would be erased is said")
    .action(async (options: ForgetOptions) => {
      const { runForget } = await import("./forget-command.ts");
      end(await runForget(options, terminal));
    });
}

function addMigrate(program: Command, terminal: Terminal, end: End): void {
  program
    .command("migrate")
    .description("Bring the database of the server up to this version, or move an embedded one to DATABASE_URL")
    .option("--from <folder>", "the data folder of a server that is stopped; DATABASE_URL names an empty database")
    .action(async (options: MigrateOptions) => {
      const { runMigrate } = await import("./migrate-command.ts");
      end(await runMigrate(options, terminal));
    });
}

function addTo(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
