import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Certificate } from "./certificates.ts";
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

/** Creates and starts a cluster with durable commits, as in production; with a certificate it takes TLS and nothing else. */
export async function startCluster(bin: string, certificate?: Certificate): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-cluster-"));
  const data = join(folder, "data");
  const port = await findFreePort();
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (isRoot()) execFileSync("chown", ["postgres", data]);
  run([join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]);
  if (certificate) requireTls(data, certificate);
  const control = (...words: string[]) => run([join(bin, "pg_ctl"), "-D", data, "-w", ...words]);
  const start = () =>
    control(
      "-l",
      join(data, "log"),
      "start",
      "-o",
      `-p ${port} -k ${data} -c listen_addresses=127.0.0.1${certificate ? " -c ssl=on" : ""}`,
    );
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

/** By the names that Postgres looks for. */
function requireTls(data: string, { cert, key }: Certificate): void {
  writeFileSync(join(data, "server.crt"), cert);
  writeFileSync(join(data, "server.key"), key, { mode: 0o600 });
  writeFileSync(join(data, "pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 trust\n");
  if (isRoot()) execFileSync("chown", ["postgres", join(data, "server.crt"), join(data, "server.key")]);
}

/** Postgres refuses to run as root. */
function run([program = "", ...words]: readonly string[]): void {
  const command = isRoot() ? ["runuser", "-u", "postgres", "--", program, ...words] : [program, ...words];
  execFileSync(command[0] ?? "", command.slice(1), { stdio: "ignore" });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
