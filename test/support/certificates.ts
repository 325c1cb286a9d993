import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate of a private authority, as companies have them. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The file of the authority's own certificate. */
  readonly authorityFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** Is OpenSSL's command there? */
export function hasOpenssl(): boolean {
  return spawnSync("openssl", ["version"]).status === 0;
}

/** Makes an authority, and a certificate of it for these names. */
export function makeCertificate(names: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "did-this-work-tls-"));
  const file = (name: string) => join(folder, name);
  const openssl = (...given: string[]) => execFileSync("openssl", given, { cwd: folder, stdio: "ignore" });
  const alternatives = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(",");
  writeFileSync(file("names"), `subjectAltName=${alternatives}\n`);
  const aKey = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...aKey, "-subj", "/CN=A private authority", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", ...aKey.slice(0, 3), "-subj", `/CN=${names[0]}`, "-keyout", "server.key", "-out", "server.csr");
  const signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
  openssl("x509", "-req", "-in", "server.csr", ...signing, "-out", "server.pem");
  const [certFile, keyFile] = [file("server.pem"), file("server.key")];
  return {
    cert: readFileSync(certFile, "utf8"),
    key: readFileSync(keyFile, "utf8"),
    authorityFile: file("ca.pem"),
    certFile,
    keyFile,
  };
}
