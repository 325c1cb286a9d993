import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Terminal } from "../../src/cli/terminal.ts";
import { SHORT_LIVED } from "../support/short-lived.ts";
import { ROOT } from "../support/source.ts";

/** A terminal that records its output. */
export function aTerminal() {
  const printed: string[] = [];
  const warned: string[] = [];
  const terminal: Terminal = {
    print: (text) => printed.push(text),
    warn: (text) => warned.push(text),
    paint: (_, text) => text,
    startProgress: () => ({ advance() {}, stop() {} }),
  };
  return { terminal, warned, text: () => printed.join("\n"), json: () => JSON.parse(printed.join("\n")) };
}

/** A folder that is deleted after the test. */
export function aFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, path: (name: string) => join(folder, name) };
}

/** Runs the command with its output on a disk that is full. */
export function runToFull(words: readonly string[], env: Readonly<Record<string, string>>) {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [...SHORT_LIVED, join(ROOT, "src/cli/main.ts"), ...words], {
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
    env: { ...process.env, ...env },
  });
  closeSync(full);
  return { status, stderr };
}

/** Runs the command in a process of its own, as a shell would. */
export function runCommand(words: readonly string[], { cwd = ROOT, input = "", env = {} } = {}) {
  const main = join(ROOT, "src/cli/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [...SHORT_LIVED, main, ...words], {
    cwd,
    input,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}
