/** What vitest's JSON reporter says, as far as it matters here. */
export interface Report {
  readonly testResults: readonly {
    /** The path of the test file. */
    readonly name: string;
    /** Why the file could not be run. */
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** A run of vitest: its report, or in words why there is none. */
export type Run = Report | { readonly problem: string };

/** What became of a test. */
export type Verdict =
  | { readonly kind: "passed" }
  | { readonly kind: "failed" }
  | { readonly kind: "unclear"; readonly problem: string };

/** Says what became of the test with this title: of several that share it, all must have come to the same. */
export function judge(run: Run, { testFile, title }: { testFile: string; title: string }): Verdict {
  if ("problem" in run) return unclear(run.problem);
  const ran = run.testResults.find(({ name }) => name.endsWith(`/${testFile}`));
  if (!ran) return unclear("the test file was not found");

  const wanted = new RegExp(`^${toPattern(title)}$`);
  const statuses = ran.assertionResults.filter((test) => wanted.test(test.title)).map(({ status }) => status);
  const count = (status: string) => statuses.filter((one) => one === status).length;
  const [passed, failed] = [count("passed"), count("failed")];
  if (passed + failed === 0) return unclear(sayWhyNotRun(ran.message, statuses));
  if (passed > 0 && failed > 0)
    return unclear(`of ${passed + failed} such tests ${passed} passed and ${failed} failed`);
  return { kind: passed > 0 ? "passed" : "failed" };
}

function sayWhyNotRun(message: string, statuses: readonly string[]): string {
  const [why = ""] = message.split("\n");
  if (why !== "") return `the test file could not be run: ${why}`;
  return statuses.length === 0 ? "there is no such test" : "the test was skipped: it may need a Postgres server";
}

/** A pattern for vitest's `-t` that selects the tests with these titles. */
export function selectTitles(titles: readonly string[]): string {
  return `(${titles.map(toPattern).join("|")})$`;
}

/** A title as a pattern: `%s` or `%j` stands for any text. */
function toPattern(title: string): string {
  return title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(/%[sj]/g, ".*");
}

function unclear(problem: string): Verdict {
  return { kind: "unclear", problem };
}
