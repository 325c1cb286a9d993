import { findMentions } from "./metric/mention.ts";
import { planOnboarding } from "./onboarding/onboarding-plan.ts";
import { previewMerged } from "./onboarding/onboarding-preview.ts";
import { interpret } from "./outcome/answer.ts";
import { findNewCommand } from "./outcome/command.ts";
import { parsePullWords } from "./pull-request/pull-words.ts";
import { findRevertSigns } from "./pull-request/revert-signs.ts";

const PARSERS = {
  pull: parsePullWords,
  reverts: findRevertSigns,
  command: findNewCommand,
  comment: interpret,
  templates: planOnboarding,
  preview: previewMerged,
  mentions: findMentions,
} as const;

export type TextParserName = keyof typeof PARSERS;
/** What each parser takes. */
export type TextGiven = { [Name in TextParserName]: Parameters<(typeof PARSERS)[Name]> };
/** What each parser makes of it. */
export type TextParsed = { [Name in TextParserName]: ReturnType<(typeof PARSERS)[Name]> };

/** Everything that is parsed of what people write. What they write decides how long that takes. */
const TEXT_PARSERS: { readonly [Name in TextParserName]: (...given: TextGiven[Name]) => TextParsed[Name] } = PARSERS;

/** Parses a text, for as long as it takes. */
export function runTextParser<Name extends TextParserName>(name: Name, given: TextGiven[Name]): TextParsed[Name] {
  return TEXT_PARSERS[name](...given);
}
