import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { Engine } from "./loop.ts";
import { describeChange } from "./seed.ts";
import { HURRIED } from "./year-changes.ts";
import type { Entry } from "./year-entry.ts";

const MONTH = 30;
const BOT = "renovate[bot]";
const PACKAGES = [
  "vitest",
  "preact",
  "pg",
  "zod",
  "biome",
  "playwright",
  "pino",
  "yaml",
  "luxon",
  "nock",
  "htm",
  "marked",
];

/** The shop counts from its weekly release. */
export const YEAR_CONFIG = `clock:
  starts: release
`;

const WRONG_CONFIG = `${YEAR_CONFIG}time-zone: Europe/Berlin
follow-up:
  nudge-aftr: 5 days
`;

/** Events besides the changes: a bot's updates, a bad configuration, a person without rights. */
export function planAround(engine: Engine): Entry[] {
  return [
    ...PACKAGES.flatMap((name, month) => planUpdate(engine, name, month * MONTH + 6)),
    ...planConfig(engine),
    { day: 48, run: () => answerWithoutRights(engine) },
    ...planSkipped(engine),
  ];
}

function planUpdate({ act }: Engine, name: string, day: number): Entry[] {
  let number = 0;
  const title = `Update dependency ${name}`;
  const start = { by: BOT, title, body: `This updates ${name}.`, branch: `renovate/${name}` };
  return [
    {
      day,
      run: async () => {
        number = await act(`${BOT} opens “${title}”`, (people) => people.openPullRequest(start), HURRIED);
      },
    },
    {
      day: day + 2,
      run: () => act(`bob merges #${number}`, (people) => people.merge({ by: "bob", number }), HURRIED),
    },
  ];
}

/** A typo in the configuration, and its correction two days later. */
function planConfig({ act }: Engine): Entry[] {
  const commit = (what: string, text: string) => () =>
    act(
      `bob ${what} ${CONFIG_PATH}`,
      (people) => people.commitFile({ by: "bob", files: { [CONFIG_PATH]: text } }),
      HURRIED,
    );
  return [
    { day: 186, run: commit("commits", WRONG_CONFIG) },
    { day: 188, run: commit("repairs", WRONG_CONFIG.replace("aftr", "after")) },
  ];
}

/** An answer by a person without the right: it costs one read, and the reply says who may answer. */
async function answerWithoutRights({ act, simulation }: Engine): Promise<void> {
  const question = simulation.look.issues("outcome").find(({ state }) => state === "open");
  if (!question) return;
  const { number } = question;
  const body = "/outcome worked it looks fine to me";
  await act(
    `cleo, who has no rights, comments on #${number}`,
    (people) => people.comment({ by: "cleo", number, body }),
    HURRIED,
  );
}

/** A pull request that is excluded with the `skip` command. */
function planSkipped({ act }: Engine): Entry[] {
  let number = 0;
  const title = "Correct a spelling mistake";
  const body = describeChange({ title, problem: "It says “recieve”.", measure: null });
  const skip = { by: "ada", body: "/outcome skip a spelling mistake" };
  return [
    {
      day: 84,
      run: async () => {
        number = await act(
          `ada opens “${title}”`,
          (people) => people.openPullRequest({ by: "ada", title, body }),
          HURRIED,
        );
        await act(`ada comments on #${number}`, (people) => people.comment({ ...skip, number }), HURRIED);
      },
    },
    { day: 85, run: () => act(`dan merges #${number}`, (people) => people.merge({ by: "dan", number }), HURRIED) },
  ];
}
