import { parseArgs } from "node:util";
import { readEnv } from "../env.ts";
import { PortBusy, startPageServer } from "./page-server.ts";
import { playStory } from "./story.ts";

const USAGE = `Usage: npm run playground -- [options]

Tries the whole loop on a GitHub that exists only in memory: no account, no network, no database server.

  --port <number>   where the page is served (default: PORT, or 3000)
  --date <day>      the day it starts on, such as 2026-11-02 (default: today)
  --story           tells the loop in the terminal instead; exits 0 if it came true
  --help            shows this
`;

const DEFAULT_PORT = 3_000;

await main();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
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
  process.stdout.write("Getting a database, a GitHub and six pull requests ready …\n");
  try {
    const server = await startPageServer({ port, start });
    process.stdout.write(`The playground is at ${server.url} (Ctrl+C ends it)\n`);
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => {
        server.close().then(() => process.exit(0), fail);
      });
    }
  } catch (error) {
    if (!(error instanceof PortBusy)) throw error;
    process.stderr.write(`Port ${port} is busy: end what listens there, or choose another one with --port\n`);
    process.exitCode = 1;
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

interface Options {
  readonly story: boolean;
  readonly help: boolean;
  readonly port: number;
  readonly start: Date;
}

/** The options, or one line about what is wrong with them. */
function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string" },
        date: { type: "string" },
        story: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const port = Number(values.port ?? readPort());
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return "--port takes a number from 0 to 65535";
    const start = new Date(`${values.date ?? new Date().toISOString().slice(0, 10)}T10:00:00Z`);
    if (Number.isNaN(start.getTime())) return "--date takes a day such as 2026-11-02";
    return { story: values.story, help: values.help, port, start };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** PORT, read as the server reads it. Other problems of the environment do not matter here. */
function readPort(): number {
  const read = readEnv();
  return "env" in read ? read.env.port : DEFAULT_PORT;
}
