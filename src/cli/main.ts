#!/usr/bin/env node
import { styleText } from "node:util";
import { CommanderError } from "commander";
import { Interruption } from "./interruption.ts";
import { describeRefusal } from "./output.ts";
import { createProgram } from "./program.ts";
import { startProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { makeVisible } from "./visible.ts";

const terminal: Terminal = {
  print: (text) => console.log(makeVisible(text)),
  warn: (text) => console.error(makeVisible(text)),
  // Respects NO_COLOR and FORCE_COLOR, and writes no colours into a pipe.
  paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  startProgress: (total) => startProgress(total, { stream: process.stderr, clock: () => performance.now() }),
};

// `did-this-work check *.md | head` closes the pipe early, which is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  console.error(`error: ${describeRefusal("stdout", error)}`);
  process.exit(2);
});

const program = createProgram(terminal, (code) => {
  // Not process.exit: output into a pipe may not be flushed yet.
  process.exitCode = code;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UsageError) terminal.warn(`error: ${error.message}`);
  else if (error instanceof Interruption) terminal.warn(error.message);
  else if (!(error instanceof CommanderError)) throw error;
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // The exit code a shell reports for a command that Ctrl-C ended.
  if (error instanceof Interruption) return 130;
  return error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
}
