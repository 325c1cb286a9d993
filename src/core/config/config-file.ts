import { rememberRecent } from "../../description/remember.ts";
import type { ConfigInput } from "./config.ts";
import { judgeConfig, omitPaths } from "./config-judgement.ts";
import type { ConfigProblem, ConfigSource } from "./config-problem.ts";
import { parseYaml, type YamlFile } from "./config-yaml.ts";

export interface ConfigFile {
  /** null when an error keeps the file out of force. */
  readonly config: ConfigInput | null;
  readonly problems: readonly ConfigProblem[];
}

/** In characters. No configuration written by hand comes close; a longer one only costs time. */
const LONGEST = 64 * 1024;

/** One broken bracket can cause thousands of problems; nobody reads more than this many. */
const MOST_PROBLEMS = 30;

/**
 * Parses `.github/outcomes.yml`. Problems are returned, never thrown. The most recent results are remembered: every reconcile of a
 * repository needs its configuration, and one of an owner is that of all their repositories.
 */
export function parseConfigFile(text: string, source: ConfigSource = "own"): ConfigFile {
  return recent(`${source} ${text}`, () => parseUncached(text, source));
}

const recent = rememberRecent<ConfigFile>(200);

function parseUncached(text: string, source: ConfigSource): ConfigFile {
  if (text.length > LONGEST) {
    const message = `The file is longer than ${LONGEST.toLocaleString("en")} characters.`;
    return { config: null, problems: [{ source, severity: "error", message, key: "", line: 1, column: 1 }] };
  }
  const yaml = parseYaml(text);
  // What is not YAML as it is meant would be judged by values nobody wrote.
  const isReadable = yaml.problems.every(({ severity }) => severity !== "error");
  const { config, findings } = isReadable ? judgeConfig(yaml.value, source) : { config: null, findings: [] };
  const problems: readonly ConfigProblem[] = [
    ...yaml.problems.map((problem) => ({ source, key: "", ...problem })),
    ...findings.map(({ severity, path, message, on = "value" }) => {
      return { source, severity, message, key: path.join("."), ...yaml.locate(path, on) };
    }),
  ];
  const inOrder = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { config, problems: chooseProblems(inOrder) };
}

/** Errors before warnings where not all can be shown, and in the order of the file. */
function chooseProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const errors = problems.filter(({ severity }) => severity === "error");
  const shown = new Set([...errors, ...problems].slice(0, MOST_PROBLEMS));
  return problems.filter((problem) => shown.has(problem)).slice(0, MOST_PROBLEMS);
}

/** What has been wrong comes to light in steps: first the shape, then the meaning. */
const ROUNDS = 5;

/**
 * Parses a text that passed once and stays in force. What a newer version of the app refuses in it is left out; the
 * rest still counts, since falling back to the defaults would change more. null when nothing can be read.
 */
export function salvageConfigFile(text: string, source: ConfigSource = "own"): ConfigInput | null {
  if (text.length > LONGEST) return null;
  let { value }: Pick<YamlFile, "value"> = parseYaml(text);
  for (let round = 0; round < ROUNDS; round++) {
    const { config, findings } = judgeConfig(value, source);
    if (config !== null) return config;
    value = omitPaths(
      value,
      findings.filter(({ severity }) => severity === "error").map(({ path }) => path),
    );
  }
  return null;
}
