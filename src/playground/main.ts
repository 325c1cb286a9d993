import { readEnv, readNpmOption } from "../env.ts";
import { type Options, readOptions } from "./options.ts";
import { PortBusy, startPageServer } from "./page-server.ts";
import { playStory } from "./story.ts";

const USAGE = `Usage: npm run playground -- [options]

Try the whole loop on an in-memory GitHub: no account, no network, no database server.

  --port <number>   where to serve the page (default: PORT, or 3000)
  --date <day>      the day to start on, such as 2026-11-02 (default: today)
  --story           play the loop in the terminal instead; exits 0 if it came true
  --help            show this help
`;

const DEFAULT_PORT = 3_000;

await main();

async function main(): Promise<void> {
  const ports = { npm: readNpmOption("port"), otherwise: readPort() };
  const options = readOptions(process.argv.slice(2), ports, new Date());
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (options.help) {
    process.stdout.write(USAGE);
  } else if (options.story) {
    const width = Math.min(process.stdout.columns ?? 92, 92);
    const came = await playStory({ write: (text) => process.stdout.write(text), width });
    process.exitCode = came ? 0 : 1;
  } else {
    await servePage(options);
  }
}

async function servePage({ port, start }: Options): Promise<void> {
  process.stdout.write("Starting an in-memory GitHub with six pull requests …\n");
  try {
    const server = await startPageServer({ port, start });
    process.stdout.write(`The playground is at ${server.url} (Ctrl+C to stop)\n`);
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => {
        server.close().then(() => process.exit(0), fail);
      });
    }
  } catch (error) {
    if (!(error instanceof PortBusy)) throw error;
    process.stderr.write(`Port ${port} is in use. Try: PORT=${port + 10} npm run playground\n`);
    process.exitCode = 1;
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** PORT, read as the server reads it. Other problems of the environment do not matter here. */
function readPort(): number {
  const read = readEnv();
  return "env" in read ? read.env.port : DEFAULT_PORT;
}
