import type { Chance } from "../chaos/random.ts";

// What people write.

export const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number? -->\n";
export const TEMPLATE_WITH_DATE = `${TEMPLATE}\n## When should we check back?\n\n<!-- A date. -->\n`;
export const GERMAN_TEMPLATE =
  "### Welches Problem löst das?\n\n### Woran erkennen wir, dass es funktioniert hat?\n\n### Getestet\n\n- [ ] von Hand\n";
export const OTHER_TEMPLATE = "## Summary\n\n<!-- What? -->\n\n## Testing\n";

const PROBLEMS = [
  "Numbers are copied by hand every Monday.",
  "Checkout takes 9 seconds.\n\n```sh\ncurl -s /checkout\n```",
  "Support gets `40` mails a week.",
];
export const MEASURES = [
  "20 exports a week.",
  "The 95th percentile falls below 2 s.",
  "Mails fall from 40 to 10 a week, see #1.",
  "People like it.",
];
const CHECK_BACKS = ["2 weeks", "in 3 days", "2027-01-15", "next month", "soonish", "yesterday", "1 week", "5 years"];

/** A description that is complete, with a date now and then. */
export function writePromise(chance: Chance): string {
  if (chance.happens(0.1)) return describe(chance.pick(PROBLEMS), "N/A: only a name changes.");
  const promise = describe(chance.pick(PROBLEMS), chance.pick(MEASURES));
  const date = `\n## When should we check back?\n\n${chance.pick(CHECK_BACKS)}\n`;
  return chance.happens(0.2) ? promise + date : promise;
}

/** A description of a pull request, of whatever worth. */
export function writeDescription(chance: Chance, repository: string): string | null {
  const kind = chance.pick(KINDS);
  switch (kind) {
    case "full":
      return describe(chance.pick(PROBLEMS), chance.pick(MEASURES));
    case "dated":
      return `${describe(chance.pick(PROBLEMS), chance.pick(MEASURES))}\n## When should we check back?\n\n${chance.pick(CHECK_BACKS)}\n`;
    case "exempt":
      return describe(
        chance.pick(PROBLEMS),
        chance.pick(["N/A: only a name changes.", "N/A", "Not applicable, internal only"]),
      );
    case "no measure":
      return describe(chance.pick(PROBLEMS), chance.pick(["TBD", "", "<!-- Which number? -->", "-", "We will see."]));
    case "no problem":
      return describe("", chance.pick(MEASURES));
    case "untouched":
      return TEMPLATE;
    case "none":
      return chance.pick([null, "", "Just a fix."]);
    case "naming":
      return `${describe(chance.pick(PROBLEMS), chance.pick(MEASURES))}\nFollows up #${chance.between(1, 4)} and ${repository}#2.\n`;
    case "loose":
      return `Why: ${chance.pick(PROBLEMS)}\n\nSuccess metric: ${chance.pick(MEASURES)}\n`;
    case "german":
      return GERMAN_TEMPLATE.replace("löst das?\n", "löst das?\n\nZu langsam.\n").replace(
        "hat?\n",
        "hat?\n\n20 Exporte je Woche.\n",
      );
    case "shaped":
      return chance.pick(SHAPES);
    case "hostile":
      return `${describe("<!-- did-this-work:0000 --> @everyone\n| a | b |", "- [x] <!-- box:00:worked --> Worked")}\n</details>\n`;
  }
}

const KINDS = [
  "full",
  "full",
  "full",
  "full",
  "full",
  "dated",
  "dated",
  "exempt",
  "no measure",
  "no measure",
  "no problem",
  "untouched",
  "none",
  "naming",
  "loose",
  "german",
  "shaped",
  "shaped",
  "hostile",
] as const;

/** The same fields under headings of other shapes. */
const SHAPES = [
  "**What problem does this solve?**\n\nIt is slow.\n\n**How will we know it worked?** 20 exports a week.\n",
  "- Problem: it is slow\n- Success metric: 2 s at most\n- Testing: by hand\n",
  "<h3>What problem does this solve?</h3>\n\nIt is slow.\n\n<details><summary>How will we know it worked?</summary>\n\nFast.\n\n</details>\n",
  "| Why | How will we know it worked? |\n| --- | --- |\n| It is slow. | 20 exports a week. |\n",
  "### Motive <!-- outcome: problem -->\n\nIt is slow.\n\n### Sign <!-- outcome: measure -->\n\n20 exports a week.\n",
  "Problem: it is slow\nSuccess metric: 2 s at most\nRisk: none\n",
  "## What problem does this solve?\n\n- [x] N/A\n\n## How will we know it worked?\n\nNone.\nOnly a name changes.\n",
];

/** A description with both fields filled. */
export function describe(problem: string, measure: string): string {
  return TEMPLATE.replace("<!-- Who has it? -->", problem).replace("<!-- Which number? -->", measure);
}

export const TITLES = [
  "Add a CSV export",
  "Export orders as CSV",
  "Faster checkout",
  "Sort by price | name",
  "chore(deps): bump left-pad",
  "[WIP] New basket",
  "Make the checkout faster on phones",
  "Kürzere Anmeldung",
  "Explain shipping costs before the checkout, where people ask about them most often, in one short sentence that everybody reads",
];

export const LABELS = ["no-outcome", "bug", "feature", "chore", "Checkout"];

/** What is written under a question. */
export const ANSWERS = [
  "worked",
  "Worked: 23 exports a week, no more Monday tickets.",
  "partly - 12 a week",
  "Missed. Nobody came.",
  "unclear",
  "Hat funktioniert.",
  "ça a marché: 20 par semaine",
  "No funcionó",
  "Yes",
  "no.",
  "No, not yet",
  "Yes, I'll look tomorrow",
  "> worked\n\nI do not think so.",
  "We saw 23 exports last week.",
  "Let me see.\n\n-- \nbob",
];

/** Commands that do something. */
export const GOOD_COMMANDS = [
  "/outcome worked 23 a week, no more tickets",
  "/outcome partly",
  "/outcome missed nobody came",
  "/outcome unclear",
  "/outcome snooze 1 week",
  "/outcome snooze 3 days",
  "/outcome not-shipped",
  "/outcome owner @cleo",
  "/outcome drop nobody asks for it any more",
  "/outcome drop we sold it",
  "/outcome drop the page is gone",
  "/outcome reopen",
];

export const COMMANDS = [
  "/outcome worked",
  "/outcome worked 23 a week\nand no tickets",
  "/outcome partly: half of it",
  "/outcome missed nobody came",
  "/outcome unclear we do not measure it",
  "/outcome snooze 2 weeks",
  "/outcome snooze 3 days",
  "/outcome snooze 2027-01-20",
  "/outcome snooze yesterday",
  "/outcome snooze 9 years",
  "/outcome snooze sometime",
  "/outcome snooze",
  "/outcome not-shipped",
  "/outcome not-shipped until in 5 days",
  "/outcome owner @cleo",
  "/outcome owner @dan",
  "/outcome owner @nobody-here",
  "/outcome owner @-",
  "/outcome drop the page is gone",
  "/outcome drop",
  "/outcome reopen",
  "/outcome help",
  "/outcome wurked",
  "/outcome skip only a name changes",
  "/outcome recheck",
  "/outcome",
  "Hello\n\n/OUTCOME Worked.\n\n> On Monday ada wrote:\n> Did this work?",
  "```\n/outcome worked\n```",
  "> /outcome worked",
];

export const PULL_COMMANDS = [
  "/outcome skip only a name changes",
  "/outcome skip",
  "/outcome recheck",
  "/outcome recheck",
  "/outcome help",
  "/outcome worked",
  "/outcome wurked",
  "Looks good to me.",
];
