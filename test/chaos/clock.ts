/**
 * Loaded before a server (`node --import`). Sets its calendar ahead of the real one by the milliseconds in the file
 * CHAOS_CLOCK, which is read ten times a second. Timers are not affected.
 */
import { readFileSync } from "node:fs";

const file = process.env.CHAOS_CLOCK ?? "";
const RealDate = Date;
let ahead = read();
setInterval(() => {
  ahead = read();
}, 100).unref();

function now(): number {
  return RealDate.now() + ahead;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

function read(): number {
  return Number(readFileSync(file, "utf8"));
}
