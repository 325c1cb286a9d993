import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Postgres server of our own, to be broken. */
export interface Cluster {
  readonly url: string;
  start(): void;
  /** `fast` rolls back what runs; `immediate` is a crash. */
  stop(mode: "fast" | "immediate"): void;
  /** Stops it, and leaves no trace. */
  remove(): void;
}

const VERSIONS = "/usr/lib/postgresql";

/** Where Postgres' programs are; undefined where it is not installed. */
export function findPostgres(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  return readdirSync(VERSIONS)
    .map((version) => join(VERSIONS, version, "bin"))
    .findLast((folder) => existsSync(join(folder, "initdb")));
}

/** Makes and starts a cluster that keeps what it confirmed, as in production. */
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
        // It is stopped already.
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

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
