import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { ROOT } from "./support/source.ts";

const REPOSITORY = "https://github.com/did-this-work/did-this-work";

interface Job {
  readonly "timeout-minutes"?: number;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[];
}

interface FormElement {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] };
  readonly validations?: { readonly required?: boolean };
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function list(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`);
}

test("every YAML file of .github is valid, without duplicate keys", () => {
  const files = readdirSync(join(ROOT, ".github"), { recursive: true, encoding: "utf8" });
  const yaml = files.filter((file) => /\.ya?ml$/.test(file)).map((file) => parseDocument(read(`.github/${file}`)));

  expect(yaml.length).toBeGreaterThan(5);
  expect(yaml.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
});

describe("the workflows of CI", () => {
  const files = list(".github/workflows");
  const jobs = files.flatMap((path) =>
    Object.entries<Job>(parse(read(path)).jobs).map(([name, job]) => ({ name: `${path}: ${name}`, job })),
  );

  test.each(files)("%s grants write permissions to single jobs only, and has a concurrency group", (path) => {
    const workflow = parse(read(path));

    expect(Object.values(workflow.permissions).filter((right) => right !== "read")).toEqual([]);
    expect(workflow.concurrency.group).toMatch(/\S/);
  });

  test.each(files)("%s pins each action to a commit and names its version, or names a major version only", (path) => {
    const used = [...read(path).matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(([, action = ""]) => action);

    const pinned = /^[\w.-]+(?:\/[\w.-]+)+@(?:[0-9a-f]{40} # v\d+\.\d+\.\d+|v\d+)$/;
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !pinned.test(action))).toEqual([]);
  });

  test("use one version of each action", () => {
    const used = files.flatMap((path) => [...read(path).matchAll(/uses: ([\w.-]+\/[\w.-]+)\S*@(.+)$/gm)]);
    const versions = Map.groupBy(used, ([, action = ""]) => action);

    const twice = [...versions].filter(([, uses]) => new Set(uses.map(([, , version]) => version)).size > 1);
    expect(twice.map(([action]) => action)).toEqual([]);
  });

  test.each(jobs)("$name has a timeout, and leaves no token in the checkout", ({ job }) => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));

    expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test.each(jobs)(
    "$name passes values to its scripts as variables, so that no branch name is run as code",
    ({ job }) => {
      expect(job.steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
    },
  );
});

describe("issue forms", () => {
  const files = list(".github/ISSUE_TEMPLATE").filter((path) => !path.endsWith("/config.yml"));
  const chooser = parse(read(".github/ISSUE_TEMPLATE/config.yml"));

  test.each(files)("%s has what GitHub requires", (path) => {
    const form = parse(read(path));

    expect(Object.keys(form).sort()).toEqual(["body", "description", "labels", "name"]);
    expect([form.name, form.description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    expect(form.body.length).toBeGreaterThan(0);
  });

  test.each(files)("%s has one question per field, and at least one required field", (path) => {
    const body: readonly FormElement[] = parse(read(path)).body;
    const fields = body.filter(({ type }) => type !== "markdown");
    const notes = body.filter(({ type }) => type === "markdown");

    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size, ids.join(", ")).toBe(fields.length);
    expect(fields.filter(({ id, attributes }) => !/^[\w-]+$/.test(id ?? "") || !attributes.label)).toEqual([]);
    expect(fields.filter(({ type }) => !["input", "textarea", "dropdown", "checkboxes"].includes(type))).toEqual([]);
    expect(fields.filter(({ type, attributes }) => type === "dropdown" && !attributes.options?.length)).toEqual([]);
    expect(fields.some(({ validations }) => validations?.required)).toBe(true);
    expect(notes.filter(({ attributes }) => !attributes.value)).toEqual([]);
  });

  test("link to forms that exist", () => {
    const linked = files.flatMap((path) =>
      [...read(path).matchAll(/[?&]template=([\w.-]+)/g)].map(([, file]) => `.github/ISSUE_TEMPLATE/${file}`),
    );

    expect(linked.filter((path) => !files.includes(path))).toEqual([]);
  });

  test("the form for features asks what the app itself asks", () => {
    const asked = [...read(".github/pull_request_template.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    const labels = (parse(read(".github/ISSUE_TEMPLATE/feature.yml")).body as readonly FormElement[]).map(
      ({ attributes }) => attributes.label,
    );

    expect(labels).toEqual(expect.arrayContaining(asked));
  });

  test("the chooser sends vulnerabilities where SECURITY.md sends them", () => {
    const report = `${REPOSITORY}/security/advisories/new`;

    expect(chooser.contact_links.map(({ url }: { url: string }) => url)).toContain(report);
    expect(read("SECURITY.md")).toContain(`(${report})`);
  });

  test("every link of the chooser has a name, a URL of the project and a reason", () => {
    for (const link of chooser.contact_links) {
      expect(link).toEqual({
        name: expect.stringMatching(/\S/),
        url: expect.stringContaining(REPOSITORY),
        about: expect.stringMatching(/\S/),
      });
    }
  });
});

test("a team of the organization reviews every pull request", () => {
  const rules = read(".github/CODEOWNERS")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  expect(rules).toEqual(["* @did-this-work/maintainers"]);
});

test("editor settings match the formatter", () => {
  const { formatter } = JSON.parse(read("biome.json"));
  const setting = (key: string) => new RegExp(`^${key} = (.+)$`, "m").exec(read(".editorconfig"))?.[1];

  expect({
    indentStyle: setting("indent_style"),
    indentWidth: Number(setting("indent_size")),
    lineWidth: Number(setting("max_line_length")),
  }).toEqual(formatter);
});

test("Renovate pins actions by commit, reports vulnerabilities, and keeps to the major version of Node in use", () => {
  const renovate = JSON.parse(read("renovate.json"));
  const rules: readonly { matchPackageNames?: string[]; allowedVersions?: string }[] = renovate.packageRules;
  const node = rules.filter(({ matchPackageNames }) => matchPackageNames?.includes("node"));

  expect(renovate.extends).toEqual(
    expect.arrayContaining(["config:recommended", "schedule:weekly", "helpers:pinGitHubActionDigestsToSemver"]),
  );
  expect(renovate.vulnerabilityAlerts.enabled).toBe(true);
  expect(node.map(({ allowedVersions }) => allowedVersions)).toEqual([`<${Number(read(".node-version")) + 1}`]);
});
