import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

/**
 * The embedded database as the socket that `pg` writes to: both databases have one driver, with the same types, the same errors,
 * and statements that are parsed and planned once. There is one connection at a time.
 */
export function createPgliteSocket(pglite: Pick<PGlite, "execProtocolRawStream">): Duplex {
  const ask = async (message: Uint8Array) => {
    const answer: Uint8Array[] = [];
    // The bytes are the database's own memory, which it uses again. Without a listener it would parse and keep every answer.
    await pglite.execProtocolRawStream(message, { onRawData: (bytes) => answer.push(bytes.slice()) });
    // Only now: what hears it may throw, or ask the next thing, and must not do so in the midst of the database's own call.
    if (answer.length > 0) socket.push(Buffer.concat(answer));
  };
  const socket: Duplex = new Duplex({
    // Answers are pushed as they come.
    read: () => {},
    write: (chunk: Buffer, _, done) => {
      ask(chunk).then(() => done(), done);
    },
    // What belongs together is written together, and answered at once.
    writev: (chunks, done) => {
      ask(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer))).then(() => done(), done);
    },
    final: (done) => {
      socket.push(null);
      done();
    },
  });
  const nothing = () => socket;
  return Object.assign(socket, {
    connect: () => {
      process.nextTick(() => socket.emit("connect"));
    },
    // A socket has these; here is nothing to delay, and nothing that keeps a process alive.
    setNoDelay: nothing,
    ref: nothing,
    unref: nothing,
  });
}
