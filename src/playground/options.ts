import { parseArgs } from "node:util";
import { dayOf } from "../core/time/day.ts";

/** How the playground was started. */
export interface Options {
  readonly story: boolean;
  readonly help: boolean;
  readonly port: number;
  readonly start: Date;
}

/** Where a port may be said besides the arguments. */
export interface Ports {
  /** What npm took for an option of its own: the port after `--port=`, or "true" when it passed the port on as a word. */
  readonly npm: string | undefined;
  /** The port when none is said. */
  readonly otherwise: number;
}

/** Reads the arguments: the options, or one line that says what is wrong with them. */
export function readOptions(args: readonly string[], ports: Ports, now: Date): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: "string" },
        date: { type: "string" },
        story: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const words = [...positionals];
    const npmPort = ports.npm === "true" ? words.shift() : ports.npm;
    if (words.length > 0) return `unexpected argument “${words[0]}”`;
    const port = Number(values.port ?? npmPort ?? ports.otherwise);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return "--port takes a number from 0 to 65535";
    const start = new Date(`${values.date ?? dayOf(now)}T10:00:00Z`);
    if (Number.isNaN(start.getTime())) return "--date takes a day such as 2026-11-02";
    return { story: values.story, help: values.help, port, start };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
