import { moderateDashboard } from "./moderation.ts";
import { pickDescription, workOn } from "./pull-acts.ts";
import { actOnQuestion } from "./question-acts.ts";
import type { Chance } from "./random.ts";
import { mayRevert, revert } from "./reverts.ts";
import type { StandIn } from "./stand-in.ts";
import { createStory, DESCRIPTIONS, findQuestions, type Story, TEMPLATE } from "./story.ts";
import type { Surroundings } from "./surroundings.ts";

const CONFIG = "active: always\nfollow-up:\n  max-per-day: 100\n  max-open-per-person: 100\n";

/** People at work: each call of `act` performs one random user action, and records it. */
export interface People {
  readonly repos: readonly string[];
  readonly stories: readonly Story[];
  /** The repositories whose dashboard a person deleted or transferred. */
  readonly bereft: ReadonlySet<string>;
  act(): void;
  /** What was settled meanwhile is a beginning again: questions put off and reverts taken back can be answered. */
  beginSeason(): void;
}

/** Creates repositories of several owners, and people who work in them. */
export function createPeople(world: Surroundings, owners: number): People {
  const { gh, chance } = world;
  const repos = Array.from({ length: owners }, (_, index) => addRepository(gh, `acme-${index + 1}`));
  const stories: Story[] = [];
  const bereft = new Set<string>();
  return {
    repos,
    stories,
    bereft,
    act: () => {
      if (chance.happens(0.03) && moderateDashboard(world, { repo: chance.pick(repos), bereft })) return;
      const story = stories.length === 0 || chance.happens(0.2) ? undefined : pickStory(world, stories);
      if (story) continueStory(world, story);
      else stories.push(openPull(gh, chance, { repo: chance.pick(repos), name: `Change ${stories.length + 1}` }));
    },
    beginSeason: () => {
      for (const story of stories) {
        if (story.ending === "moved" || story.ending === "revert undone") story.ending = null;
      }
    },
  };
}

/** Half of the time one that was asked about, if there is any: most stories only wait for their date. */
function pickStory({ gh, chance }: Surroundings, stories: readonly Story[]): Story {
  const isAsked = (story: Story) =>
    story.state === "merged" && !story.isQuestionGone && findQuestions(gh, story).length > 0;
  const asked = chance.happens(0.5) ? stories.filter(isAsked) : [];
  return chance.pick(asked.length > 0 ? asked : stories);
}

/** Installs the app on one repository. The other one of the owner is where issues are transferred to. */
function addRepository(gh: StandIn, owner: string): string {
  const repo = `${owner}/shop`;
  const collaborators = { ada: "admin", bob: "write", cleo: "write" };
  gh.addOrg({ login: owner, admins: ["ada"], members: ["bob", "cleo"] });
  gh.addRepo({
    repo,
    files: { ".github/pull_request_template.md": TEMPLATE, ".github/outcomes.yml": CONFIG },
    collaborators,
  });
  gh.addRepo({ repo: `${owner}/attic`, files: { "README.md": "# Attic\n" }, collaborators });
  gh.install({ account: owner, repos: [repo] });
  return repo;
}

function openPull(gh: StandIn, chance: Chance, { repo, name }: { repo: string; name: string }): Story {
  const description = pickDescription(chance);
  const isDraft = chance.happens(0.1);
  const body = DESCRIPTIONS[description];
  const { number } = gh.openPull({ repo, author: "bob", title: name, body, draft: isDraft });
  return createStory({ repo, number, title: name, description, isDraft });
}

function continueStory(world: Surroundings, story: Story): void {
  switch (story.state) {
    case "open":
      workOn(world, story);
      return;
    case "closed":
      world.gh.reopenPull(story);
      story.state = "open";
      return;
    case "merged":
      if (mayRevert(story) && world.chance.happens(story.reverts.length > 0 ? 0.3 : 0.08)) revert(world, story);
      else actOnQuestion(world, story);
      return;
  }
}
