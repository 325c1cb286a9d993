import { type Env, loadSavedEnv, readEnv, readSourceVariables } from "./env.ts";
import { startProxies } from "./outbound-proxy.ts";
import type { Given } from "./server.ts";
import { type ReadSources, readSourcesFile } from "./sources/sources-file.ts";
import { beginToOpen } from "./start/database.ts";
import { createLog } from "./start/log.ts";
import { describeProblem, quit } from "./start/problem.ts";
import { listenToSignals } from "./start/signals.ts";
import { readVersion } from "./version.ts";

// Only what it takes to read the environment and to open the database: a wrong variable is told at once, and the rest of the
// app, which takes a second to load, comes in while the database opens.

loadSavedEnv();
const read = readEnv();
if ("problems" in read) quit(read.problems);
// Before anything is called.
const proxyProblems = startProxies();
if (proxyProblems.length > 0) quit(proxyProblems);
const found = readSources(read.env);
if ("problems" in found) quit(found.problems);
try {
  await start({ ...read.env, sources: found.definitions });
} catch (error) {
  quit([describeProblem(error)]);
}

function readSources({ sourcesFile }: Env): ReadSources {
  return sourcesFile === null ? { definitions: [] } : readSourcesFile(sourcesFile, readSourceVariables());
}

async function start(given: Given): Promise<void> {
  const running = listenToSignals(createLog({ level: given.logLevel }));
  running.log.info({ app: "did-this-work", version: readVersion(), node: process.version }, "starting");
  // Without an app there is nothing to keep yet.
  const database = given.app ? await beginToOpen(given, running.log) : null;
  const { runServer } = await import("./server.ts");
  await runServer(given, { ...running, database });
}
