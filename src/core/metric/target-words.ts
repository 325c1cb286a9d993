import type { AbsoluteTarget } from "./target.ts";

// Words in which authors say what a number should do, in lower case, with a blank between them.

/** Where a number goes. */
export type Direction = "up" | "down";

/** Where a number ends up. */
export type Bound = Pick<AbsoluteTarget, "kind" | "isStrict">;

/** Which way a word says that a number goes; "by half" and "to 20" take it from there. */
export const DIRECTIONS = toMap<Direction>([
  ["up", "up rise rises rising rose grow grows growing grew increase increases increased increasing climb climbs"],
  ["up", "climbing climbed raise raises raised gain gains gained jump jumps jumped growth higher"],
  ["down", "down drop drops dropping dropped fall falls falling fell decrease decreases decreased decreasing decline"],
  [
    "down",
    "declines declined reduce reduces reduced reducing reduction shrink shrinks shrinking sink sinks lower lowers",
  ],
  ["down", "lowered cut cuts"],
]);

/** Compared with something: "more than 20", "20 or more", "20 % more". */
export const COMPARATIVES = toMap<Direction>([
  ["up", "more greater higher larger bigger over above up"],
  ["down", "less fewer lower smaller below under down"],
]);

/** Those of them that say nothing else: "20 over four weeks" and "20 under load" compare nothing. */
export const PLAIN_COMPARATIVES = toMap<Direction>([
  ["up", "more greater higher larger bigger"],
  ["down", "less fewer lower smaller"],
]);

/** Besides those, these say that a number behind "to" may be a change. */
export const CHANGE_WORDS = toSet("extra additional better worse faster slower");

/** Words and signs that say where a number ends up: "above 20" leaves out 20 itself. */
export const BOUNDS = toMap<Bound>([
  [{ kind: "at-least", isStrict: true }, "> above over beyond exceed exceeds exceeding exceeded"],
  [{ kind: "at-least", isStrict: false }, ">= ≥ ⩾ minimum min"],
  [{ kind: "at-most", isStrict: true }, "< below under beneath"],
  [{ kind: "at-most", isStrict: false }, "<= ≤ ⩽ maximum max"],
]);

/** Before a number they mean "to". */
export const REACHING = toSet("reach reaches reached reaching hit hits hitting");

export const NEGATIONS = toSet("not never cannot don't doesn't isn't aren't won't can't shouldn't mustn't");

/** A number times something, as a change: "doubles" adds as much again. */
export const MULTIPLES = toMap<number>([
  [1, "double doubles doubled doubling twice"],
  [2, "triple triples tripled tripling thrice"],
  [-0.5, "halve halves halved halving half"],
]);

/** Those of them that are no verbs, and begin all kinds of words: "double digits", "half a percent", "twice a week". */
export const OPEN_MULTIPLES = toSet("double twice triple thrice half");

/** "By a third", "by two thirds". */
export const FRACTIONS = toMap<number>([
  [2, "half halves"],
  [3, "third thirds"],
  [4, "quarter quarters"],
  [5, "fifth fifths"],
]);

/** Parts of a number behind another one: "two thirds", "one half", "three hundredths". */
export const PARTS = toSet(
  "half halves third thirds quarter quarters fourth fourths fifth fifths sixth sixths seventh sevenths eighth eighths ninth ninths tenth tenths hundredth hundredths thousandth thousandths",
);

/** Behind "half" or "3x" these change nothing: "half of before", "3x the number", "twice as many". */
export const AFTER_SHARE = toSet(
  "of as the what than compared versus vs relative now today this next last our its their that we to with without when while once since because so but then if",
);

/** How something gets better or worse, which is not surely up or down: "10x faster". */
export const OTHER_COMPARATIVES = toSet(
  "few low little small slow fast faster slower cheaper better worse shorter longer quicker rarer improvement improvements saving savings",
);

/** "Twenty-one" is none: a number that goes on. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...toWords(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  ).map((word, value) => [word, value] as const),
  ...toWords("twenty thirty forty fifty sixty seventy eighty ninety").map(
    (word, index) => [word, 20 + 10 * index] as const,
  ),
]);

/** As they are written behind a number; a small "m" may be minutes, metres or millions. */
export const MULTIPLIERS = toMap<number>([
  [1_000, "k K thousand"],
  [1_000_000, "M million millions"],
  [1_000_000_000, "bn billion billions"],
]);

/** What makes another number of the one before it, and is not counted with. */
export const OTHER_MULTIPLIERS = toSet(
  "hundred hundreds thousands dozen dozens lakh lakhs lac lacs crore crores mio mill mil mln mn mm mrd bio bln tn trn trillion trillions quadrillion tsd grand gross basis bps ppm permille promille percentile fold plus minus give",
);

export const PERCENTS = toSet("% percent percentage pct pp");

/** May follow those: "percentage points". */
export const POINTS = toSet("point points");

/** Units that differ by a factor: a number in another one than the metric's is not compared. */
export const UNITS = toMap<string>([
  ["ns", "ns nanosecond nanoseconds"],
  ["us", "us µs μs microsecond microseconds"],
  ["ms", "ms msec millisecond milliseconds"],
  ["s", "s sec secs second seconds"],
  ["min", "m min mins minute minutes"],
  ["h", "h hr hrs hour hours"],
  ["d", "d day days"],
  ["b", "b byte bytes"],
  ["kb", "kb kib kilobyte kilobytes"],
  ["mb", "mb mib megabyte megabytes"],
  ["gb", "gb gib gigabyte gigabytes"],
  ["tb", "tb tib terabyte terabytes"],
]);

/** Between a number and its period: "20 exports a day". */
export const PER = toSet("a an per each every /");

/** The period that all numbers are shown for. */
export const WEEKS = toSet("week weeks wk wks w");

/** "20 in a typical week". */
export const OF_WEEKS = toSet("typical average given normal single calendar full whole");

/** Some other periods, where "a" alone does not say that one follows: "20 (a day)". */
export const OTHER_PERIODS = toSet(
  "second minute hour day weekday weekend night shift business working work fortnight month quarter year sprint release user request s min h d",
);

/** The same in one word: "20 exports daily". */
export const PERIOD_ADVERBS = toSet(
  "hourly daily nightly fortnightly biweekly monthly bimonthly quarterly yearly annually pa pd ph",
);

/** What they begin behind a number is not its unit: "20, within a month". */
export const PREPOSITIONS = toSet(
  "within in after by before for over during until once from at on and or when while because so but then if that which who as since than with without via through compared versus vs instead ahead regardless",
);

/** Behind a number they make it something else: a date, a time of day, an ordinal. */
export const DATE_WORDS = toSet(
  "st nd rd th am pm jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december",
);

/** "Within 30 days" says when, not what. */
export const WHEN = toSet("within after in during");
export const WHEN_PERIODS = toSet("hour hours day days week weeks month months quarter quarters year years");

/** Before a number they change nothing: "about 20", "$20". */
export const APPROXIMATIONS = toSet("about around roughly approximately ca circa nearly almost ~ ≈ $ € £ the a of");

/** Behind a number too. */
export const CURRENCIES = toSet("$ € £");

/** May stand between a name and its target. Any other word ends the search: what follows is about something else. */
export const FILLERS = toSet(
  [
    ": = ( ) , | – — - * '",
    "is are be was were been being it that which they we s",
    "will would should shall must may might can could has have needs need ought",
    "go goes going gone went get gets getting got move moves moving moved come comes change changes changing changed",
    "stay stays staying stayed remain remains remained keep keeps kept hold holds improve improves improved improving",
    "want expect expected hope hoping hoped aim aiming target goal see seeing",
    "the a an of at with in on to by from for per each every this our then now again up",
    "week weeks weekly number count total value rate level sum average mean median",
    "back always consistently steadily usually currently today",
  ].join(" "),
);

function toWords(words: string): readonly string[] {
  return words.split(" ");
}

function toSet(words: string): ReadonlySet<string> {
  return new Set(toWords(words));
}

function toMap<Value>(entries: readonly (readonly [Value, words: string])[]): ReadonlyMap<string, Value> {
  return new Map(entries.flatMap(([value, words]) => toWords(words).map((word) => [word, value] as const)));
}

/** Beyond these nothing is said of the same number. */
export const SENTENCE_ENDS: ReadonlySet<string> = new Set([".", ";", "!", "?", "|", "→"]);
