import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PooledByTransaction, refuseTransactionPool } from "../../src/store/pool-mode.ts";
import { anEmptyDatabase, SERVER } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { findFreePort } from "../support/free-port.ts";

// apt-get install pgbouncer
const hasPgbouncer = spawnSync("pgbouncer", ["--version"]).status === 0;

/** Starts a PgBouncer in front of a database; returns the database's address through it. */
async function startPool(url: string, mode: "session" | "transaction"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-pool-"));
  const port = await findFreePort();
  const { hostname, port: serverPort, username } = new URL(url);
  const lines = ["[databases]", `* = host=${hostname} port=${serverPort || 5432} user=${username}`, "[pgbouncer]"];
  lines.push("listen_addr=127.0.0.1", `listen_port=${port}`, "unix_socket_dir=", "auth_type=any", `pool_mode=${mode}`);
  writeFileSync(join(folder, "pgbouncer.ini"), `${lines.join("\n")}\n`);
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const pool = spawn("pgbouncer", [...(isRoot ? ["--user=postgres"] : []), join(folder, "pgbouncer.ini")], {
    stdio: "ignore",
  });
  onTestFinished(() => {
    pool.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });
  const pooled = new URL(url);
  pooled.port = String(port);
  await eventually(() => execFileSync("bash", ["-c", `</dev/tcp/127.0.0.1/${port}`], { stdio: "ignore" }));
  return pooled.href;
}

describe.skipIf(SERVER === undefined)("the address of the database (with TEST_DATABASE_URL)", () => {
  it("may lead to Postgres itself", async () => {
    const { url, drop } = await anEmptyDatabase();
    onTestFinished(drop);

    await expect(refuseTransactionPool(url)).resolves.toBeUndefined();
  });

  describe.skipIf(!hasPgbouncer)("through a real PgBouncer (where it is installed)", () => {
    it("may lead to a pool in session mode", async () => {
      const { url, drop } = await anEmptyDatabase();
      onTestFinished(drop);
      const pooled = await startPool(url, "session");

      await expect(refuseTransactionPool(pooled)).resolves.toBeUndefined();
    });

    it("is refused in words when the pool is in transaction mode, each time", async () => {
      const { url, drop } = await anEmptyDatabase();
      onTestFinished(drop);
      const pooled = await startPool(url, "transaction");

      for (let tries = 0; tries < 5; tries++) {
        await expect(refuseTransactionPool(pooled)).rejects.toThrow(PooledByTransaction);
      }
    });
  });
});
