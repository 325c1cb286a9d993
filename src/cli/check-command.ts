import { join } from "node:path";
import type { Config } from "../core/config/config.ts";
import { evaluateStatement } from "../core/pull-request/evaluation.ts";
import { parseDescription } from "../description/parsed-description.ts";
import type { Template } from "../description/template.ts";
import { type Checked, describeCheck, renderCheckText } from "./check-output.ts";
import { findConfig, findRoot, listTemplates } from "./checkout.ts";
import { loadConfig } from "./load-config.ts";
import { readText, refuseSecondStdin } from "./read-text.ts";
import { type ExitCode, printJson, type Terminal } from "./terminal.ts";

export interface CheckOptions {
  readonly template?: readonly string[];
  readonly config?: string;
  readonly json?: boolean;
}

export interface Station {
  readonly terminal: Terminal;
  /** Where the command was called: templates and configuration are those of the checkout around it. */
  readonly cwd: string;
}

/**
 * `check`: parses descriptions as the app would, and says what is missing and what to write. Ends with 0 when nothing is
 * missing.
 */
export async function runCheck(
  files: readonly string[],
  options: CheckOptions,
  { terminal, cwd }: Station,
): Promise<ExitCode> {
  const paths = options.template ?? [];
  refuseSecondStdin([...files, ...paths, options.config ?? ""]);
  const root = findRoot(cwd);
  const config = await loadConfig(options.config ?? findConfig(root), terminal);
  const templates = options.template ? await readTemplates(paths) : await readTemplates(listTemplates(root), root);

  const checked = await checkFiles(files, { config, templates }, terminal);
  if (options.json) printJson(checked.map(describeCheck), terminal);
  else terminal.print(renderCheckText(checked));
  return checked.some(({ evaluation }) => evaluation.kind === "incomplete") ? 1 : 0;
}

/** They keep the names they were given by. */
function readTemplates(paths: readonly string[], folder = ""): Promise<readonly Template[]> {
  return Promise.all(paths.map(async (path) => ({ path, body: await readText(join(folder, path)) })));
}

interface Rules {
  readonly config: Config;
  readonly templates: readonly Template[];
}

async function checkFiles(files: readonly string[], rules: Rules, terminal: Terminal): Promise<readonly Checked[]> {
  const progress = terminal.startProgress(files.length);
  try {
    const checked: Checked[] = [];
    // One after the other: reading is a small part of the work, and a thousand open files are too many for some
    // systems.
    for (const file of files) {
      checked.push(checkText(file, await readText(file), rules));
      progress.advance();
    }
    return checked;
  } finally {
    progress.stop();
  }
}

function checkText(file: string, body: string, { config, templates }: Rules): Checked {
  const parsed = parseDescription({ body, templates, fields: config.fields });
  return { file, parsed, evaluation: evaluateStatement(parsed, config), fields: config.fields };
}
