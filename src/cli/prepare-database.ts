import { prepareDatabase } from "../store/prepared-database.ts";

// `npm run prepare`, which npm runs after an installation in a checkout and before it packs: a new embedded database then starts in
// a second. Without it everything works, only later.
await prepareDatabase().catch((error: unknown) => {
  process.stderr.write(`No database was prepared: ${error instanceof Error ? error.message : String(error)}\n`);
});
