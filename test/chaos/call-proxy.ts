import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "./random.ts";
import type { Tally } from "./tally.ts";
import { forward, listen, type Message, type Passage, type Reply } from "./wire.ts";

/** The faults of a call to GitHub. */
const CALL_FAULTS = [
  "call: cut before it arrived",
  "call: done, cut before the answer",
  "call: done, cut in the middle of the answer",
  "call: done, answered 502",
  "call: not done, answered 503",
  "call: limited with 429 and retry-after",
  "call: limited with 403 and retry-after",
  "call: answered slowly",
  "call: arrives after its sender gave up",
] as const;
type CallFault = (typeof CALL_FAULTS)[number];

/** A proxy between the servers and GitHub. */
export interface CallProxy {
  readonly port: number;
  /** Starts or stops breaking calls. */
  breakCalls(isBroken: boolean): void;
  /** The number of calls that arrived after their sender gave up. */
  countLate(): number;
  close(): void;
}

/** The shares of calls that break: one write in five, one read in twenty. */
const BROKEN_WRITES = 0.2;
const BROKEN_READS = 0.05;

/** Starts the proxy in front of GitHub at that port. `passTime` moves the calendar forward. */
export async function startCallProxy(options: {
  readonly target: () => number;
  readonly chance: Chance;
  readonly tally: Tally;
  readonly passTime: (ms: number) => void;
}): Promise<CallProxy> {
  let isBroken = false;
  let late = 0;
  const { target, chance, tally } = options;

  function take(message: Message): CallFault | null {
    const isWrite = isWriting(message);
    if (!isBroken || !chance.happens(isWrite ? BROKEN_WRITES : BROKEN_READS)) return null;
    const fault = chance.pick(CALL_FAULTS);
    tally.count(`${fault} (${isWrite ? "writes" : "reads"})`);
    return fault;
  }

  const pass: Passage = async (message, response) => {
    const fault = take(message);
    const send = () => forward(target(), message);
    switch (fault) {
      case null:
        return send();
      case "call: cut before it arrived":
        return "cut";
      case "call: done, cut before the answer":
        await send();
        return "cut";
      case "call: done, cut in the middle of the answer": {
        const { status, headers, body } = await send();
        response.writeHead(status, { ...headers, "content-length": String(body.length + 1) });
        response.write(body.subarray(0, Math.floor(body.length / 2)));
        await sleep(20);
        return "cut";
      }
      case "call: done, answered 502":
        await send();
        return refuse(502, { message: "Server Error" });
      case "call: not done, answered 503":
        return refuse(503, { message: "Service Unavailable" });
      case "call: limited with 429 and retry-after":
        return refuse(429, { message: "You have exceeded a secondary rate limit." }, { "retry-after": "3" });
      case "call: limited with 403 and retry-after":
        return refuse(403, { message: "You have exceeded a secondary rate limit." }, { "retry-after": "3" });
      case "call: answered slowly":
        await sleep(chance.between(500, 2_500));
        return send();
      case "call: arrives after its sender gave up":
        // The sender gets no answer, the app finds nothing and repeats the write, and then this one arrives. Only POSTs
        // come that late. A late update would silently undo a newer one, so it is sent while the servers still wait.
        if (message.method !== "POST") {
          delay(async () => {
            await sleep(chance.between(200, 1_000));
            await send();
          });
          return "cut";
        }
        late += 1;
        delay(async () => {
          options.passTime(12_000);
          await sleep(6_500);
          await send();
        });
        return "cut";
    }
  };

  const { port, server } = await listen(pass);
  return {
    port,
    breakCalls: (wanted) => {
      isBroken = wanted;
    },
    countLate: () => late,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function delay(work: () => Promise<unknown>): void {
  work().catch(() => {});
}

/** Token and GraphQL requests count as reads. */
function isWriting({ method, path }: Message): boolean {
  return method !== "GET" && !/access_tokens$|\/graphql$/.test(path);
}

function refuse(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}
