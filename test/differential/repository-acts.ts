import type { Withheld } from "../../src/simulator/world.ts";
import type { Chance } from "../chaos/random.ts";
import { replaceName } from "./heal.ts";
import { CONFIG_PATH, TEMPLATE_PATH } from "./scenarios.ts";
import { type Act, pickRepository, type Stage } from "./stage.ts";
import { GERMAN_TEMPLATE, OTHER_TEMPLATE, TEMPLATE, TEMPLATE_WITH_DATE } from "./texts.ts";

// What people do to repositories and to the app's installation.

/** An act on a repository that has no person to it but whoever runs it. */
function onRepository(act: (stage: Stage, chance: Chance, repository: string) => Promise<string>): Act["play"] {
  return async (stage, chance) => {
    const repository = pickRepository(stage, chance);
    return `${repository} ${await act(stage, chance, repository)}`;
  };
}

/** What may be on or off is switched off so often. */
const TROUBLE_SHARE = 0.5;

const CONFIGS = [
  "follow-up: { after: 5 days, nudge-after: 2 days }\n",
  "follow-up: { after: 2 days, give-up-after: 4 days }\nledger: { enabled: true }\nenforcement: require\n",
  "follow-up: { after: soon }\n",
  "follow-up:\n  after: [\n",
  "colour: red\ntime-zone: Europe/Berlin\nfollow-up: { after: 3 days }\n",
  "follow-up: { enabled: false }\n",
  "active: never\n",
  "active: always\ndashboard: { pin: true }\nfollow-up: { after: 3 days }\n",
  "dashboard: { enabled: false }\nreport: { enabled: false }\nfollow-up: { after: 3 days }\n",
  "_extends: acme/rules\n",
  "organization: { dashboard: true }\nfollow-up: { after: 3 days }\n",
  'skip: { paths: ["docs/**"] }\nfollow-up: { after: 3 days }\n',
  "",
  null,
];

async function replaceFile(stage: Stage, repository: string, path: string, text: string | null): Promise<void> {
  const { files } = stage.look.repository(repository);
  const replaced = stage.replacedFiles.get(repository);
  await stage.people.commitFile({ repository, by: "ada", files: { [path]: text } });
  stage.replacedFiles.set(repository, { [path]: files[path] ?? null, ...replaced });
}

async function changeConfig(stage: Stage, chance: Chance, repository: string): Promise<string> {
  const text = chance.pick(CONFIGS);
  await replaceFile(stage, repository, CONFIG_PATH, text);
  return `is configured: ${JSON.stringify(text)}`;
}

const TEMPLATES = [
  TEMPLATE,
  TEMPLATE,
  TEMPLATE_WITH_DATE,
  GERMAN_TEMPLATE,
  OTHER_TEMPLATE,
  `${OTHER_TEMPLATE}\n## Notes\n`,
  null,
];

async function changeTemplate(stage: Stage, chance: Chance, repository: string): Promise<string> {
  const text = chance.pick(TEMPLATES);
  const path = chance.pick([TEMPLATE_PATH, TEMPLATE_PATH, ".github/PULL_REQUEST_TEMPLATE/bug.md"]);
  await replaceFile(stage, repository, path, text);
  return `has ${JSON.stringify(text?.slice(0, 30) ?? null)} as ${path}`;
}

async function commit({ people }: Stage, _: Chance, repository: string): Promise<string> {
  await people.commitFile({ repository, by: "cleo", files: { "src/shop.ts": "// More.\n" } });
  return "gets a commit";
}

async function archive({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const isOn = chance.happens(TROUBLE_SHARE);
  await people[isOn ? "archive" : "unarchive"]({ repository });
  return isOn ? "is archived" : "is archived no more";
}

async function switchIssues({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const isOff = chance.happens(TROUBLE_SHARE);
  await people[isOff ? "disableIssues" : "enableIssues"]({ repository });
  return `has issues switched ${isOff ? "off" : "on"}`;
}

async function changeVisibility({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const to = chance.pick(["public", "public", "internal", "private"] as const);
  await people.setVisibility({ repository, to });
  return `is ${to}`;
}

async function rename(stage: Stage, _: Chance, repository: string): Promise<string> {
  const [owner, name = ""] = repository.split("/");
  const to = name.endsWith("-2") ? name.replace(/-2$/, "") : `${name}-2`;
  await stage.people.rename({ repository, to });
  replaceName(stage, repository, `${owner}/${to}`);
  return `is called ${to}`;
}

/** To an owner where the app is, or to one where it is not, and back. */
async function transfer(stage: Stage, chance: Chance, repository: string): Promise<string> {
  const [owner, name] = repository.split("/");
  const to = owner === "initech" ? stage.owner : chance.pick(["initech", "hooli"]);
  await stage.people.transfer({ repository, to });
  replaceName(stage, repository, `${to}/${name}`);
  return `is given to ${to}`;
}

async function renameOwner(stage: Stage, _: Chance, repository: string): Promise<string> {
  const [from = ""] = repository.split("/");
  const to = from.endsWith("-inc") ? from.replace(/-inc$/, "") : `${from}-inc`;
  await stage.people.renameAccount({ from, to });
  if (stage.owner === from) stage.owner = to;
  for (const name of stage.repositories.filter((one) => one.startsWith(`${from}/`))) {
    replaceName(stage, name, name.replace(from, to));
  }
  return `has an owner who is called ${to}`;
}

async function renamePerson(stage: Stage): Promise<string> {
  const to = stage.author === "bob" ? "bobby" : "bob";
  await stage.people.renameAccount({ from: stage.author, to });
  const told = `${stage.author} is called ${to}`;
  stage.author = to;
  return told;
}

async function addRepository(stage: Stage, chance: Chance): Promise<string | null> {
  if (stage.repositories.length > 14) return null;
  const [owner = ""] = stage.repositories[0]?.split("/") ?? [];
  const name = `extra-${stage.deliveries.length}`;
  const files = chance.pick([{ [TEMPLATE_PATH]: TEMPLATE }, { [TEMPLATE_PATH]: OTHER_TEMPLATE }, {}]);
  const collaborators = { ada: "admin", cleo: "write" } as const;
  await stage.people.addRepository({
    owner,
    name,
    files,
    collaborators,
    fork: chance.happens(0.1),
    empty: chance.happens(0.1),
  });
  stage.repositories = [...stage.repositories, `${owner}/${name}`];
  return `${owner}/${name} is added`;
}

async function deleteRepository(stage: Stage, chance: Chance): Promise<string | null> {
  const repository = chance.pick(stage.repositories);
  if (stage.repositories.length < 2 || repository === stage.repositories[0]) return null;
  await stage.people.deleteRepository({ repository });
  replaceName(stage, repository, null);
  return `${repository} is deleted`;
}

async function suspend({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const isOn = chance.happens(TROUBLE_SHARE);
  await people[isOn ? "suspend" : "unsuspend"]({ repository });
  return isOn ? "sees the app suspended" : "sees the app at work";
}

/** Taken out of the installation, or put into it. */
async function leave({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const isOut = chance.happens(TROUBLE_SHARE);
  await people[isOut ? "removeFromInstallation" : "addToInstallation"]({ repository });
  return isOut ? "leaves the installation" : "joins the installation";
}

async function reinstall({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const [owner = ""] = repository.split("/");
  const isOut = chance.happens(TROUBLE_SHARE);
  if (isOut) await people.uninstall({ repository });
  else await people.install({ owner });
  return isOut ? "loses the app" : "gets the app";
}

async function installElsewhere({ people, look, repositories }: Stage): Promise<string | null> {
  const other = repositories.find((name) => name.startsWith("initech/"));
  if (other && look.repository(other).installationId !== null) return null;
  await people.install({ owner: "initech" });
  return "initech installs the app";
}

const WITHHELD: readonly (readonly Withheld[])[] = [
  [],
  [],
  [],
  ["checks"],
  ["issues"],
  ["contents"],
  ["issues", "pull_requests"],
  ["merge_queues"],
];

async function changePermissions({ people }: Stage, chance: Chance, repository: string): Promise<string> {
  const withhold = chance.pick(WITHHELD);
  await people.grantPermissions({ repository, withhold });
  return `grants all but ${withhold.join(" and ") || "nothing"}`;
}

export const REPOSITORY_ACTS: readonly Act[] = [
  { name: "change the configuration", weight: 3, isTrouble: true, play: onRepository(changeConfig) },
  { name: "change the template", weight: 2, isTrouble: true, play: onRepository(changeTemplate) },
  { name: "commit", weight: 0.5, play: onRepository(commit) },
  { name: "archive", weight: 1.3, isTrouble: true, play: onRepository(archive) },
  { name: "switch issues", weight: 1.2, isTrouble: true, play: onRepository(switchIssues) },
  { name: "change visibility", weight: 0.7, play: onRepository(changeVisibility) },
  { name: "rename", weight: 0.5, play: onRepository(rename) },
  { name: "transfer", weight: 0.6, isTrouble: true, play: onRepository(transfer) },
  { name: "rename an owner", weight: 0.5, play: onRepository(renameOwner) },
  { name: "rename a person", weight: 0.5, play: renamePerson },
  { name: "add a repository", weight: 0.7, play: addRepository },
  { name: "delete a repository", weight: 1.5, play: deleteRepository },
  { name: "suspend", weight: 1.2, isTrouble: true, play: onRepository(suspend) },
  { name: "leave", weight: 0.9, isTrouble: true, play: onRepository(leave) },
  { name: "install again", weight: 0.5, isTrouble: true, play: onRepository(reinstall) },
  { name: "install elsewhere", weight: 0.8, play: installElsewhere },
  { name: "change permissions", weight: 1, isTrouble: true, play: onRepository(changePermissions) },
];
