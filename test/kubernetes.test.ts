import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import type { ISecret } from "kubernetes-models/v1/Secret";
import type { IService } from "kubernetes-models/v1/Service";
import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readEnv, Variables } from "../src/env.ts";
import { readVersion } from "../src/version.ts";
import { ROOT } from "./support/source.ts";

// The manifests of deploy/kubernetes: by the schemas that Kubernetes publishes, and by what the server and its image are.

const FOLDER = join(ROOT, "deploy/kubernetes");
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
const read = <Manifest>(file: string): Manifest => parse(readFileSync(join(FOLDER, file), "utf8")) as Manifest;

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The module of Kubernetes' own schema for a manifest. */
function moduleOf({ apiVersion, kind }: Named): string {
  return `kubernetes-models/${apiVersion}/${kind}`;
}

interface Model {
  new (manifest: object): { validate(): void };
}

async function validate(manifest: Named): Promise<void> {
  const models = (await import(moduleOf(manifest))) as Record<string, Model>;
  const Kind = models[manifest.kind];
  if (!Kind) throw new Error(`there is no ${manifest.kind}`);
  new Kind(manifest).validate();
}

/** What TypeScript says of manifests as literals of Kubernetes' types: the schemas let unknown keys pass. */
function findUnknownKeys(manifests: readonly Named[]): string {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const declared = manifests.map((manifest, index) => {
    const path = join(ROOT, "node_modules", moduleOf(manifest));
    return `import type { I${manifest.kind} as T${index} } from "${path}";\nexport const m${index}: T${index} = ${JSON.stringify(manifest)};`;
  });
  writeFileSync(join(folder, "manifests.ts"), declared.join("\n"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler"];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [tsc, ...options, "manifests.ts"], { cwd: folder, encoding: "utf8" }).stdout;
}

const deployment = read<IDeployment>("deployment.yaml");
const pod = deployment.spec?.template.spec;
const container = pod?.containers[0];
const labels = deployment.spec?.template.metadata?.labels;

describe.each(files)("%s", (file) => {
  test("is one manifest, valid by Kubernetes' schema", async () => {
    expect(parseAllDocuments(readFileSync(join(FOLDER, file), "utf8"))).toHaveLength(1);

    await validate(read<Named>(file));
  });
});

test("no manifest has a key that Kubernetes does not know", () => {
  expect(findUnknownKeys(files.map((file) => read<Named>(file)))).toBe("");
});

test("what is wrong is found out", async () => {
  const wrong = { ...read<Named>("deployment.yaml"), spec: { ...deployment.spec, replicas: "two" } };
  const misspelled = { ...read<Named>("deployment.yaml"), spec: { ...deployment.spec, replica: 2 } };

  await expect(validate(wrong)).rejects.toThrow("replicas must be integer");
  expect(findUnknownKeys([misspelled])).toMatch(/"replica"' does not exist/);
});

test("kustomization.yaml applies all of them but the secret", () => {
  const { resources, images } = read<{ resources: string[]; images: { name: string; newTag: string }[] }>(
    "kustomization.yaml",
  );

  expect(resources.toSorted()).toEqual(files.filter((file) => !file.startsWith("secret")).toSorted());
  expect(images.map(({ name, newTag }) => `${name}:${newTag}`)).toEqual([container?.image]);
});

test("the image is the one that the release workflow publishes, in this version", () => {
  const workflow = parse(readFileSync(join(ROOT, ".github/workflows/release.yml"), "utf8")) as {
    jobs: { image: { steps: { with?: { images?: string } }[] } };
  };
  const [published] = workflow.jobs.image.steps.flatMap(({ with: given }) => given?.images ?? []);

  expect(container?.image).toBe(`${published}:${readVersion()}`);
});

test("service, budget and policy are about the pods of the deployment", () => {
  expect(deployment.spec?.selector.matchLabels).toEqual(labels);
  expect(read<IService>("service.yaml").spec?.selector).toEqual(labels);
  expect(read<IPodDisruptionBudget>("pod-disruption-budget.yaml").spec?.selector?.matchLabels).toEqual(labels);
  expect(read<INetworkPolicy>("network-policy.yaml").spec?.podSelector?.matchLabels).toEqual(labels);
  expect(pod?.topologySpreadConstraints?.map(({ labelSelector }) => labelSelector?.matchLabels)).toEqual([labels]);
});

test("ports and probes are the server's", () => {
  const port = container?.ports?.[0];
  const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe];

  expect(container?.env).toContainEqual({ name: "PORT", value: String(port?.containerPort) });
  expect(probes.map((probe) => probe?.httpGet)).toEqual([
    { path: "/healthz", port: port?.name },
    { path: "/healthz", port: port?.name },
    { path: "/readyz", port: port?.name },
  ]);
  expect(read<IService>("service.yaml").spec?.ports?.map(({ targetPort }) => targetPort)).toEqual([port?.name]);
});

test("a replica has time for what it does at its end", () => {
  const server = readFileSync(join(ROOT, "src/server.ts"), "utf8");
  const graceSeconds = Number(/GRACE_MS = ([\d_]+);/.exec(server)?.[1]?.replace("_", "")) / 1000;
  const preStopSeconds = Number(container?.lifecycle?.preStop?.exec?.command?.[1]);

  expect(graceSeconds).toBe(10);
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(preStopSeconds + graceSeconds);
});

test("nothing runs with more rights than it needs", () => {
  expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(pod?.automountServiceAccountToken).toBe(false);
  expect(read<IServiceAccount>("service-account.yaml").automountServiceAccountToken).toBe(false);
  // The image's user, as Debian's "node" image has it.
  expect(readFileSync(join(ROOT, "Dockerfile"), "utf8")).toMatch(/^USER node$/m);
  expect(pod?.securityContext?.runAsUser).toBe(1000);
});

test("the secret has what two replicas need, and no variable that the server does not know", () => {
  const { stringData = {} } = read<ISecret>("secret.example.yaml");

  expect(Object.keys(stringData)).toEqual(["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET", "DATABASE_URL"]);
  expect(Object.keys(stringData).filter((name) => !Object.keys(Variables.shape).includes(name))).toEqual([]);
  const known = readEnv(stringData);
  // Only the key is none.
  expect("problems" in known ? known.problems : []).toEqual([
    expect.stringContaining("PRIVATE_KEY holds no private key"),
  ]);
});

test("files named in the comments exist", () => {
  const text = [...files, "kustomization.yaml"].map((file) => readFileSync(join(FOLDER, file), "utf8")).join("\n");
  const named = [...text.matchAll(/\b(?:docs|bench|deploy)\/[\w./-]+\w|\bSECURITY\.md|\.env\.example/g)].map(
    ([path]) => path,
  );

  expect(named.length).toBeGreaterThan(3);
  for (const path of new Set(named)) execFileSync("test", ["-e", join(ROOT, path)]);
});
