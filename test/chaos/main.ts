import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { Finding } from "./invariants.ts";
import { type Play, playSeason, type Season } from "./season.ts";
import { buildStage } from "./stage.ts";

const USAGE = `npm run test:chaos -- <folder of the stand-in for GitHub> [--rounds 200] [--seed N]
TEST_DATABASE_URL names a Postgres server on which a database may be made and dropped.`;

const { folder, rounds, seed, server } = readArguments();
say(`seed ${seed}`);
process.exitCode = (await run()) ? 0 : 1;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { rounds: { type: "string", default: "200" }, seed: { type: "string" } },
    });
    const [folder] = positionals;
    const rounds = Number(values.rounds);
    const seed = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);
    const server = process.env.TEST_DATABASE_URL;
    if (!folder || !server || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed))
      throw new Error(USAGE);
    return { folder, rounds, seed, server };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

/** Returns true when every invariant held. */
async function run(): Promise<boolean> {
  const stage = await buildStage({ folder, server, seed });
  const findings: Finding[] = [];
  process.once("SIGINT", () => void stage.close().finally(() => process.exit(130)));
  try {
    for (const [index, season] of listSeasons().entries()) {
      const startedAt = Date.now();
      const found = await playSeason(stage.play, season);
      findings.push(...found);
      const broken = found.flatMap((finding) =>
        finding.broken.map((problem) => `  BROKEN ${finding.name}: ${problem}`),
      );
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      const told = broken.length === 0 ? "everything held" : `${broken.length} broken`;
      say(`season ${index + 1}: ${season.replicas} replicas, ${season.rounds} rounds, ${seconds} s: ${told}`);
      for (const line of broken) say(line);
      if (broken.length > 0) break;
    }
  } catch (error) {
    findings.push({ name: "it settles when nothing breaks any more", looked: 1, broken: [String(error)] });
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await stage.close();
  }
  findings.push(stage.checkLogs());
  tell(stage.play, findings);
  const hasHeld = findings.every(({ broken }) => broken.length === 0);
  if (!hasHeld) say(`NOT everything held. Again with --seed ${seed} --rounds ${rounds}; logs: ${stage.logs}`);
  return hasHeld;
}

/** One process, then two, then four, then fewer and more again, with days in between. */
function listSeasons(): readonly Season[] {
  const each = Math.ceil(rounds / 5);
  return [
    { replicas: 1, rounds: each, days: 0 },
    { replicas: 2, rounds: each, days: 8 },
    { replicas: 4, rounds: each, days: 31 },
    { replicas: 2, rounds: each, days: 7 },
    { replicas: 4, rounds: Math.max(1, rounds - 4 * each), days: 22 },
  ];
}

function tell({ tally, people }: Play, findings: readonly Finding[]): void {
  say("\nfault tried, times");
  for (const [name, times] of tally.list().toSorted()) say(`  ${name.padEnd(64)} ${String(times).padStart(5)}`);
  say("\ninvariant, times looked at, times broken");
  for (const name of new Set(findings.map((finding) => finding.name))) {
    const same = findings.filter((finding) => finding.name === name);
    const looked = same.reduce((sum, finding) => sum + finding.looked, 0);
    const broken = same.reduce((sum, finding) => sum + finding.broken.length, 0);
    say(`  ${name.padEnd(64)} ${String(looked).padStart(5)} ${String(broken).padStart(5)}`);
  }
  say(`\n${people.stories.length} pull requests in ${people.repos.length} repositories`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
