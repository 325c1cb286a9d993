import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "./free-port.ts";

/** A Postgres server that a test may break. */
export interface Cluster {
  readonly url: string;
  start(): void;
  /** `fast` rolls back running transactions; `immediate` is a crash. */
  stop(mode: "fast" | "immediate"): void;
  /** Stops the server and deletes its files. */
  remove(): void;
}

const VERSIONS = "/usr/lib/postgresql";

/** The folder of the Postgres programs; undefined when Postgres is not installed. */
export function findPostgres(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  return readdirSync(VERSIONS)
    .map((version) => join(VERSIONS, version, "bin"))
    .findLast((folder) => existsSync(join(folder, "initdb")));
}

/** Creates and starts a cluster with durable commits, as in production. */
export async function startCluster(bin: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-cluster-"));
  const data = join(folder, "data");
  const port = await findFreePort();
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (isRoot()) execFileSync("chown", ["postgres", data]);
  run([join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]);
  const control = (...words: string[]) => run([join(bin, "pg_ctl"), "-D", data, "-w", ...words]);
  const start = () =>
    control("-l", join(data, "log"), "start", "-o", `-p ${port} -k ${data} -c listen_addresses=127.0.0.1`);
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop: (mode) => control("-m", mode, "stop"),
    remove: () => {
      try {
        control("-m", "immediate", "stop");
      } catch {
        // The server is already stopped.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root. */
function run([program = "", ...words]: readonly string[]): void {
  const command = isRoot() ? ["runuser", "-u", "postgres", "--", program, ...words] : [program, ...words];
  execFileSync(command[0] ?? "", command.slice(1), { stdio: "ignore" });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
