import { setTimeout } from "node:timers/promises";
import { Command, Option } from "commander";
import { readVersion } from "../version.ts";
import type { AuditOptions, AuditTools } from "./audit-tools.ts";
import type { CheckOptions } from "./check-command.ts";
import type { ConfigOptions } from "./config-command.ts";
import type { ExportOptions } from "./export-command.ts";
import { FORMATS } from "./export-format.ts";
import type { ForgetOptions } from "./forget-command.ts";
import type { MetricOptions, MetricTools } from "./metric-command.ts";
import type { MigrateOptions } from "./migrate-command.ts";
import type { TemplateOptions } from "./template-command.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import type { TriedOptions } from "./tried-command.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Builds the command line: its commands and their options. `end` receives the exit code of the command that ran. A command
 * is loaded when it is called: an agent calls some of them often, and none of them needs what the others load.
 */
export function createProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command("did-this-work")
    .description(
      "Check pull request descriptions and templates, look up what was tried, audit a repository, and manage the server's data.",
    )
    .version(readVersion())
    .exitOverride();
  addCheck(program, terminal, end);
  addTemplate(program, terminal, end);
  addConfig(program, terminal, end);
  addAudit(program, terminal, end);
  addTried(program, terminal, end);
  addMetric(program, terminal, end);
  addExport(program, terminal, end);
  addForget(program, terminal, end);
  addMigrate(program, terminal, end);
  return program;
}

type End = (code: ExitCode) => void;

function addCheck(program: Command, terminal: Terminal, end: End): void {
  program
    .command("check")
    .description("Check that a description states the problem and a success measure")
    .argument("[file...]", "descriptions of pull requests; - or none for stdin")
    // Repeated, not a list: `--template t.md a.md` would take a.md for a template as well.
    .option(
      "-t, --template <file>",
      "a template they were written with; can be repeated; the checkout's own by default",
      addTo,
    )
    .option("-c, --config <file>", "the configuration to check against; the checkout's own by default")
    .option("--json", "print JSON")
    .action(async (files: string[], options: CheckOptions) => {
      const { runCheck } = await import("./check-command.ts");
      end(await runCheck(chooseFiles(files), options, { terminal, cwd: process.cwd() }));
    });
}

/** What a pipe brings; a person at a keyboard is not waited for. */
function chooseFiles(files: readonly string[]): readonly string[] {
  if (files.length > 0) return files;
  if (process.stdin.isTTY)
    throw new UsageError("name a description, or pipe one in: did-this-work check description.md");
  return ["-"];
}

function addTemplate(program: Command, terminal: Terminal, end: End): void {
  program
    .command("template")
    .description("Show which template headings the app recognizes")
    .argument("<file...>", "templates; - for stdin")
    .option("-c, --config <file>", "a configuration that can name headings, such as .github/outcomes.yml")
    .option("--json", "print JSON")
    .action(async (files: string[], options: TemplateOptions) => {
      const { runTemplate } = await import("./template-command.ts");
      end(await runTemplate(files, options, terminal));
    });
}

function addConfig(program: Command, terminal: Terminal, end: End): void {
  program
    .command("config")
    .description("Validate .github/outcomes.yml")
    .argument("<file>", "the configuration; - for stdin")
    .option("--owner", "the file belongs to the owner's .github repository")
    .option("--json", "print JSON")
    .action(async (file: string, options: ConfigOptions) => {
      const { runConfig } = await import("./config-command.ts");
      end(await runConfig(file, options, terminal));
    });
}

function addAudit(program: Command, terminal: Terminal, end: End): void {
  program
    .command("audit")
    .description("Preview what the app would have done on recently merged pull requests")
    .argument("[owner/repo]", "a repository on GitHub; GITHUB_TOKEN must be able to read it")
    .option("--org <owner>", "instead: all repositories of an organization or a person, ranked by where to start")
    .option("-s, --since <length or date>", "how far to look back, such as 90d or 2026-08-01", "90d")
    .option("--json", "print JSON")
    .option("--markdown", "print Markdown")
    .action(async (repository: string | undefined, options: AuditOptions) => {
      const { runAudit } = await import("./audit-command.ts");
      end(await runAudit(repository, options, await createAuditTools(terminal)));
    });
}

async function createAuditTools(terminal: Terminal): Promise<AuditTools> {
  const { default: envPaths } = await import("env-paths");
  return {
    ...(await startOnline()),
    terminal,
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
    cacheFolder: envPaths("did-this-work", { suffix: "" }).cache,
  };
}

/** What every command that goes online needs: the environment, and a way to stop. */
async function startOnline(): Promise<Pick<AuditTools, "env" | "now" | "signal">> {
  const { readCommandEnv } = await import("../env.ts");
  const { startProxies } = await import("../outbound-proxy.ts");
  const read = readCommandEnv();
  const problems = "problems" in read ? read.problems : startProxies();
  if ("problems" in read || problems.length > 0) throw new UsageError(problems.join("\n"));
  const stop = new AbortController();
  // Only the first time: a second Ctrl-C ends the process at once.
  process.once("SIGINT", () => stop.abort());
  return { env: read.env, now: () => new Date(), signal: stop.signal };
}

function addTried(program: Command, terminal: Terminal, end: End): void {
  program
    .command("tried")
    .description("Show what became of earlier changes like the one you propose")
    .argument("<words...>", "what you propose, in your words")
    .option("-f, --folder <folder>", "the ledger's folder in the checkout; as its configuration says by default")
    .option("--json", "print JSON")
    .action(async (words: string[], options: TriedOptions) => {
      const { runTried } = await import("./tried-command.ts");
      end(await runTried(words, options, { terminal, cwd: process.cwd() }));
    });
}

function addMetric(program: Command, terminal: Terminal, end: End): void {
  program
    .command("metric")
    .description("Show the numbers of a metric, as the app reads them")
    .argument("<name>", "a metric of the configuration")
    .option("-c, --config <file>", "the configuration that names it; .github/outcomes.yml by default")
    .option("-s, --sources <file>", "the server's SOURCES_FILE; needed for all sources but github")
    .option("-r, --repository <owner/name>", "the repository, or its id; needed for the source github")
    .option("--json", "print JSON")
    .action(async (name: string, options: MetricOptions) => {
      const { runMetric } = await import("./metric-command.ts");
      const { readSourceVariables } = await import("../env.ts");
      const tools: MetricTools = { ...(await startOnline()), terminal, variables: readSourceVariables() };
      end(await runMetric(name, options, tools));
    });
}

function addExport(program: Command, terminal: Terminal, end: End): void {
  program
    .command("export")
    .description("Export all outcomes from the server's database")
    .option("-r, --repository <owner/name>", "only this repository")
    .addOption(new Option("-f, --format <format>", "output format").choices(FORMATS).default("csv"))
    .option("-o, --output <file>", "the file to write; stdout by default, or for -")
    .option("--force", "overwrite an existing file")
    .option("--bom", "start with a byte order mark, so that Excel reads accents correctly")
    .action(async (options: ExportOptions) => {
      const { runExport } = await import("./export-command.ts");
      end(await runExport(options, terminal));
    });
}

function addForget(program: Command, terminal: Terminal, end: End): void {
  program
    .command("forget")
    .description("Erase a person's or a repository's data (counts are kept)")
    .option("-u, --user <id>", "a person, by numeric GitHub user id")
    .option("-r, --repository <owner/name>", "everyone in a repository")
    .option("--yes", "actually erase (default: dry run)")
    .action(async (options: ForgetOptions) => {
      const { runForget } = await import("./forget-command.ts");
      end(await runForget(options, terminal));
    });
}

function addMigrate(program: Command, terminal: Terminal, end: End): void {
  program
    .command("migrate")
    .description("Upgrade the database schema, or move the embedded database to Postgres")
    .option("--from <folder>", "data folder of a stopped server; DATABASE_URL must name an empty database")
    .action(async (options: MigrateOptions) => {
      const { runMigrate } = await import("./migrate-command.ts");
      end(await runMigrate(options, terminal));
    });
}

function addTo(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}
