import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "../src/store/database.ts";
import { describeTrouble } from "../src/store/trouble.ts";
import { hasOpenssl, makeCertificate } from "./support/certificates.ts";
import { type Cluster, findPostgres, startCluster } from "./support/postgres-cluster.ts";
import { ROOT } from "./support/source.ts";

const bin = findPostgres();

/** Whether a connection to the address is encrypted, or what an operator is told. */
async function connect(url: string): Promise<boolean | string | undefined> {
  const db = openPostgres(url);
  try {
    const [row] = await db.query<{ ssl: boolean }>("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    return row?.ssl;
  } catch (error) {
    return describeTrouble(error);
  } finally {
    await db.close();
  }
}

describe.skipIf(bin === undefined || !hasOpenssl())("Postgres with a certificate of a private authority", () => {
  const certificate = makeCertificate(["localhost"]);
  let cluster: Cluster | undefined;
  const url = (query: string) => `${cluster?.url.replace("127.0.0.1", "localhost")}${query}`;
  const trusting = `sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate.authorityFile)}`;

  beforeAll(async () => {
    cluster = await startCluster(bin ?? "", certificate);
  }, 60_000);
  afterAll(() => cluster?.remove());

  it("is reached with the authority's certificate", async () => {
    expect(await connect(url(`?${trusting}`))).toBe(true);
  });

  it.each(["require", "verify-full"])(
    "is not reached with sslmode=%s alone, and the operator hears why",
    async (mode) => {
      expect(await connect(url(`?sslmode=${mode}`))).toContain("the certificate of the database is not trusted");
    },
  );

  it("is not reached under a name that its certificate does not have", async () => {
    const elsewhere = url(`?${trusting}`).replace("localhost", "127.0.0.1");

    expect(await connect(elsewhere)).toContain("the certificate of the database is for another host");
  });

  it("is not reached without TLS, and the operator hears of sslmode", async () => {
    expect(await connect(url(""))).toContain("connections without TLS (sslmode)");
  });

  it("is reached when NODE_EXTRA_CA_CERTS names the authority", () => {
    const script = `
      import { openPostgres } from ${JSON.stringify(join(ROOT, "src/store/database.ts"))};
      const db = openPostgres(${JSON.stringify(url("?sslmode=verify-full"))});
      console.log((await db.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))[0].ssl);
      await db.close();`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate.authorityFile };

    const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { env, encoding: "utf8" });

    expect(said.trim()).toBe("true");
  });
});
