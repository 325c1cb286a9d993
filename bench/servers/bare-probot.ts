// The simplest app: Probot verifies the signature and calls a handler that does nothing.

import { pino } from "pino";
import { Probot, Server } from "probot";

const { APP_ID = "", PRIVATE_KEY = "", WEBHOOK_SECRET = "", PORT = "0" } = process.env;
// Silent: a log line per request would halve its rate, and our server logs none.
const log = pino({ level: "silent" });
const server = new Server({
  Probot: Probot.defaults({ appId: APP_ID, privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, log }),
  port: Number(PORT),
  host: "127.0.0.1",
  log,
});
await server.load((app) => {
  app.on("pull_request", () => {});
});
await server.start();
