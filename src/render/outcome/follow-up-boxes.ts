import { NOT_SHIPPED } from "../../core/outcome/answer.ts";
import { renderBox } from "../../core/outcome/box.ts";
import type { Answer } from "../../core/outcome/outcome.ts";
import { listReasons, NEXT_STEPS, type NextStep, type Reason } from "../../core/outcome/reason.ts";
import { VERDICTS, type Verdict } from "../../core/outcome/verdict.ts";

/** The meaning of each box. It must not mention an issue or pull request (core/outcome/box.ts). */
const BOX_LABELS: { readonly [V in Verdict]: string } = {
  worked: "**Worked** – we saw it",
  partly: "**Partly** – we saw some of it",
  missed: "**Missed** – it didn't happen",
  unclear: "**Can't tell** – no data, or too early",
};

/** Renders the four boxes that answer, with the one of the answer ticked. */
export function renderAnswerBoxes(key: string, verdict: Verdict | undefined): string {
  return VERDICTS.map((name) => renderBox(key, { name, label: BOX_LABELS[name], isTicked: name === verdict })).join(
    "\n",
  );
}

/** Renders the box beside the answers of a change that was not seen shipped. */
export function renderNotShippedBox(key: string): string {
  return renderBox(key, {
    name: NOT_SHIPPED,
    label: "**Not released yet** – ask again after the release",
    isTicked: false,
  });
}

const REASON_LABELS: { readonly [R in Reason]: string } = {
  idea: "**Idea** – it doesn't solve the problem",
  build: "**Execution** – it doesn't do what it should",
  measure: "**Measure** – the number doesn't capture it",
  world: "**Outside change** – something else moved",
  instrumentation: "not measured yet",
  traffic: "too little traffic",
  early: "too early to tell",
  unreleased: "not released yet",
  access: "no access to the numbers",
};

const NEXT_LABELS: { readonly [N in NextStep]: string } = {
  keep: "Keep it",
  iterate: "Iterate",
  remove: "Remove it",
};

/** Renders the optional boxes that appear once there is an answer: why, where it did not work, and what next. */
export function renderNextBoxes(key: string, answer: Answer): readonly string[] {
  const reasons = listReasons(answer.verdict).map((why) =>
    renderBox(key, { name: `why-${why}`, label: REASON_LABELS[why], isTicked: why === answer.why }),
  );
  const steps = NEXT_STEPS.map((next) =>
    renderBox(key, { name: `next-${next}`, label: NEXT_LABELS[next], isTicked: next === answer.next }),
  );
  const question = answer.verdict === "unclear" ? "Why not?" : "Why?";
  return [reasons.length === 0 ? "" : `${question}\n\n${reasons.join("\n")}`, `What next?\n\n${steps.join("\n")}`];
}
