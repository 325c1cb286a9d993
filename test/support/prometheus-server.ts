import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "./free-port.ts";

/** A Prometheus of its own, with a past. */
export interface PrometheusServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Are Prometheus and the tool that gives it a past installed? */
export function hasPrometheus(): boolean {
  try {
    for (const program of ["prometheus", "promtool"]) execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** One sample: labels such as `{shop="a"}`, a value, and the moment in seconds. */
export interface Sample {
  readonly labels?: string;
  readonly value: number;
  readonly at: number;
}

/** Starts a Prometheus that scrapes nothing and knows these samples of counters. */
export async function startPrometheus(
  counters: Readonly<Record<string, readonly Sample[]>>,
): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-prometheus-"));
  const path = (name: string) => join(folder, name);
  writeFileSync(path("past.txt"), writePast(counters));
  // Blocks of two hours, as by default, take a minute to make.
  const making = [
    "tsdb",
    "create-blocks-from",
    "--max-block-duration=5000h",
    "openmetrics",
    path("past.txt"),
    path("data"),
  ];
  execFileSync("promtool", making, { stdio: "ignore" });
  writeFileSync(path("prometheus.yml"), "scrape_configs: []\n");
  const port = await findFreePort();
  const child = spawn(
    "prometheus",
    [
      `--config.file=${path("prometheus.yml")}`,
      `--storage.tsdb.path=${path("data")}`,
      "--storage.tsdb.retention.time=100y",
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  const address = `http://127.0.0.1:${port}`;
  await waitUntilReady(address, child);
  return {
    address,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writePast(counters: Readonly<Record<string, readonly Sample[]>>): string {
  const families = Object.entries(counters).map(([name, samples]) => {
    const lines = samples.map(({ labels = "", value, at }) => `${name}_total${labels} ${value} ${at}`);
    return [`# TYPE ${name} counter`, ...lines].join("\n");
  });
  return `${families.join("\n")}\n# EOF\n`;
}

async function waitUntilReady(address: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${address}/-/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error("Prometheus did not start");
}
