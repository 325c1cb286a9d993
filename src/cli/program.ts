import { readFileSync } from "node:fs";
import { Command } from "commander";
import { type CheckOptions, runCheck } from "./check-command.ts";
import { type ConfigOptions, runConfig } from "./config-command.ts";
import { runTemplate, type TemplateOptions } from "./template-command.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** The command line: which commands there are and what they take. `end` gets the exit code of the one that ran. */
export function createProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command("did-this-work")
    .description("Asks whether what you merged worked. Here: what the app would read in your files.")
    .version(readVersion())
    .exitOverride();
  addCheck(program, terminal, end);
  addTemplate(program, terminal, end);
  addConfig(program, terminal, end);
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

function addTo(file: string, files: readonly string[] = []): readonly string[] {
  return [...files, file];
}

function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
