import { once } from "node:events";
import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import PQueue from "p-queue";
import { runTextParser, type TextGiven, type TextParsed, type TextParserName } from "../core/text-parsers.ts";
import type { TextReply, TextRequest } from "./text-thread.ts";

/** Parses what people wrote. */
export interface TextParser {
  /** Undefined when the text took longer than it may, and was given up. */
  parse<Name extends TextParserName>(
    name: Name,
    ...given: TextGiven[Name]
  ): Promise<{ value: TextParsed[Name] } | undefined>;
  stop(): Promise<void>;
}

type Limits = { readonly [Name in TextParserName]: number };

/**
 * How long parsing may take, of the thread's own time: on a busy machine it may wait longer. A template is parsed again
 * for each place where something could be added, and many pull requests make one preview.
 */
const LIMITS_MS: Limits = {
  pull: 500,
  reverts: 500,
  command: 500,
  comment: 500,
  mentions: 500,
  templates: 4_000,
  preview: 4_000,
};
/** A text that fills the memory ends its thread, and is given up like one that takes too long. */
const MOST_MEMORY_MB = 512;

/**
 * Parses what people write in a thread, one text at a time. Whatever a text is made of, all else goes on, and other texts wait
 * for its limit at most: then the thread is ended and another one takes over. A thread starts with the first text for it, since
 * it takes as much memory and time as a small process.
 */
export function createTextParser(given: Partial<Limits> = {}): TextParser {
  const limits = { ...LIMITS_MS, ...given };
  const queue = new PQueue({ concurrency: 1 });
  let thread: Thread | undefined;
  let isStopped = false;

  async function ask(request: TextRequest): Promise<TextReply | "late"> {
    if (isStopped) throw new Error("the parser of texts is stopped");
    thread ??= startThread();
    let reply: TextReply | "late" = "late";
    try {
      reply = await askThread(thread, request, limits[request.name]);
      return reply;
    } finally {
      if (reply === "late") await endThread();
    }
  }

  async function endThread(): Promise<void> {
    const ended = thread;
    thread = undefined;
    await ended?.worker.terminate();
  }

  return {
    async parse<Name extends TextParserName>(name: Name, ...given: TextGiven[Name]) {
      const reply = await queue.add(() => ask({ name, given }));
      if (reply === "late") return undefined;
      if ("error" in reply) throw reply.error;
      return { value: (reply as { readonly value: TextParsed[Name] }).value };
    },
    async stop() {
      isStopped = true;
      await endThread();
    },
  };
}

/** Parses in this thread and without a limit, for texts of one's own. */
export const parseHere: TextParser = {
  async parse<Name extends TextParserName>(name: Name, ...given: TextGiven[Name]) {
    return { value: runTextParser(name, given) };
  },
  stop: async () => {},
};

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<unknown>;
  /** The time it has used up to its last reply, in milliseconds. */
  usedMs: number;
}

function startThread(): Thread {
  // Compiled, both files end in ".js".
  const file = new URL(`./text-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } });
  const ready = nextReply(worker);
  const thread: Thread = { worker, ready, usedMs: 0 };
  ready.then(
    ({ usedMs }) => {
      thread.usedMs = usedMs;
    },
    () => {},
  );
  // Who asks it hears of it, too.
  worker.on("error", () => {});
  // An idle thread keeps no process alive.
  worker.unref();
  return thread;
}

/** Fails when the thread ends instead. */
async function nextReply(worker: Worker): Promise<TextReply> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const ended = once(worker, "exit", { signal }).then(() => [null]);
    const [reply] = await Promise.race([once(worker, "message", { signal }), ended]);
    if (reply === null) throw new Error("the thread that parses texts has ended");
    return reply;
  } finally {
    heard.abort();
  }
}

async function askThread(thread: Thread, request: TextRequest, limitMs: number): Promise<TextReply | "late"> {
  const { worker } = thread;
  worker.ref();
  const answered = new AbortController();
  try {
    await thread.ready;
    worker.postMessage(request);
    const reply = await Promise.race([nextReply(worker), waitUntilLate(thread, limitMs, answered.signal)]);
    if (reply !== "late") thread.usedMs = reply.usedMs;
    return reply;
  } catch (error) {
    if (isOutOfMemory(error)) return "late";
    throw error;
  } finally {
    answered.abort();
    worker.unref();
  }
}

/** Waits until the thread has worked on its text for too long. Time in which others had the processor does not count. */
async function waitUntilLate(thread: Thread, limitMs: number, signal: AbortSignal): Promise<"late"> {
  for (let leftMs = limitMs; leftMs > 0; ) {
    await sleep(Math.max(leftMs, SHORTEST_WAIT_MS), undefined, { signal });
    const { user, system } = await thread.worker.cpuUsage();
    // @removal endless-text-given-up
    leftMs = limitMs - ((user + system) / 1_000 - thread.usedMs);
  }
  return "late";
}

const SHORTEST_WAIT_MS = 20;

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
