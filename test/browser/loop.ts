import type { Page } from "playwright-core";
import { completeDescription, goTo, MEASURE, merge, openIssue, playAs, press, settle } from "./acts.ts";
import { type Checks, demand } from "./checks.ts";

/** Clicks through the whole loop. */
export async function playLoop(page: Page, checks: Checks): Promise<void> {
  await playPullRequests(page, checks);
  await playFollowUps(page, checks);
  await playAround(page, checks);
}

async function playPullRequests(page: Page, { check }: Checks): Promise<void> {
  await check("six pull requests are open, each with a check", async () => {
    await page.getByText("6 open").waitFor();
    demand((await page.locator(".row-check").count()) === 6, "six checks");
  });
  await check("an open question is named, once, in a comment", async () => {
    await page.getByRole("link", { name: "Add a CSV export" }).click();
    await page.locator(".check-title", { hasText: "Missing" }).waitFor();
    demand((await countBotComments(page)) === 1, "one comment by the app");
  });
  await check("the description is completed: the check turns green, the comment goes away", async () => {
    await completeDescription(page, MEASURE);
    await page.locator(".check summary .conclusion-success").waitFor();
    demand((await countBotComments(page)) === 0, "no comment by the app");
  });
  await check("who has no rights cannot merge", async () => {
    await playAs(page, "cleo");
    demand(await page.getByRole("button", { name: "Merge pull request" }).isDisabled(), "a disabled button");
  });
  await check("after the merge the check says when it will ask", async () => {
    await merge(page, 2);
    await page.locator(".check-title", { hasText: "Follow-up on 2 Dec 2026" }).waitFor();
    await merge(page, 1);
    await page.locator(".pill", { hasText: "Merged" }).waitFor();
  });
  await check("“Not needed” takes a pull request out", async () => {
    await goTo(page, "5");
    await press(page, "Not needed");
    await page.locator(".check summary .conclusion-skipped").waitFor();
    demand((await countBotComments(page)) === 0, "no comment by the app");
  });
}

async function playFollowUps(page: Page, { check }: Checks): Promise<void> {
  await check("30 days later two issues ask", async () => {
    await press(page, "+30 days");
    await goTo(page, "issues");
    await page
      .getByRole("link", { name: /^Did this work\?/ })
      .nth(1)
      .waitFor();
    demand((await page.getByText("assigned to ada").count()) === 2, "both with the author");
  });
  await check("boxes cannot be clicked without rights", async () => {
    await playAs(page, "cleo");
    await openIssue(page, "Did this work? Add a CSV");
    demand(await page.getByRole("checkbox", { name: /^Worked/ }).isDisabled(), "a disabled box");
  });
  await check("one press of a key answers", async () => {
    await playAs(page, "ada");
    await page.getByRole("checkbox", { name: /^Worked/ }).focus();
    await page.keyboard.press("Space");
    await page.locator(".pill", { hasText: "Closed" }).waitFor();
    demand(await page.getByRole("checkbox", { name: /^Worked/ }).isChecked(), "the box stays ticked");
  });
  await check("a command by email answers, with everything quoted below", async () => {
    await playAs(page, "bob");
    await openIssue(page, "Did this work? Say that the app");
    await page.getByRole("textbox", { name: "Add a comment" }).fill("/outcome missed It still takes 1.4 s.");
    await press(page, "Reply by email");
    await page.locator(".pill", { hasText: "Closed" }).waitFor();
    await page.getByRole("img", { name: "did-this-work[bot] reacted with +1" }).waitFor();
    demand((await page.getByRole("textbox", { name: "Add a comment" }).inputValue()) === "", "an empty text area");
  });
  await check("the dashboard says what the team learned", async () => {
    await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Dashboard" }).click();
    await page.getByText(/Worked: 1 of 2 answers/).waitFor();
    await page
      .getByText(/1\.4 s/)
      .first()
      .waitFor();
  });
}

async function playAround(page: Page, { check }: Checks): Promise<void> {
  await check("a new pull request starts with the template", async () => {
    await playAs(page, "ada");
    await goTo(page, "new");
    await page.getByLabel("Title").fill("Show the price with tax");
    demand((await page.getByLabel("Description").inputValue()).includes("How will we know"), "the template");
    await press(page, "Create pull request");
    await page.getByRole("heading", { level: 1, name: "Show the price with tax" }).waitFor();
    await page.locator(".check-title", { hasText: "Missing" }).waitFor();
  });
  await check("what somebody writes cannot run", async () => {
    await page
      .getByRole("textbox", { name: "Add a comment" })
      .fill('<img src="data:," onerror="document.title=1"> <b>bold</b>');
    await press(page, "Comment");
    await page.locator(".post b", { hasText: "bold" }).waitFor();
    demand((await page.title()) !== "1", "an unharmed page");
  });
  await check("diagrams are drawn", async () => {
    await page
      .getByRole("textbox", { name: "Add a comment" })
      .fill('```mermaid\npie\n  "worked" : 2\n  "missed" : 1\n```');
    await press(page, "Comment");
    await page.locator(".diagram svg").waitFor();
  });
  await check("a wrong key in the configuration is named where it is edited, and on the dashboard", async () => {
    await goTo(page, "code");
    await page
      .getByRole("textbox", { name: "Contents of .github/outcomes.yml" })
      .fill("follow-up:\n  nudge-aftr: 5 days\n");
    await page
      .getByRole("region", { name: ".github/outcomes.yml" })
      .getByRole("button", { name: "Commit to main" })
      .click();
    await page.getByText(/Line 2, column 3/).waitFor();
    await settle(page);
    await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Dashboard" }).click();
    await page.getByText(/Did you mean "follow-up.nudge-after"/).waitFor();
  });
  await check("the timeline says what was heard, looked at, decided and allowed", async () => {
    const entry = page.locator(".timeline li", { hasText: "bob merges #1" }).first();
    await entry.getByText("Ask about #1 on 2 Dec 2026.").waitFor();
    await entry.locator("summary").click();
    await entry.getByText(/pull_request closed/).waitFor();
    await entry.getByText(/at most 0 reads/).waitFor();
    demand((await page.locator(".timeline .over").count()) === 0, "nothing over its budget");
  });
  await check("starting over brings the beginning back", async () => {
    await press(page, "Start over");
    await settle(page);
    await page.getByText("6 open").waitFor();
    await page.getByText("Mon, 2 Nov 2026").waitFor();
  });
}

function countBotComments(page: Page): Promise<number> {
  return page.getByRole("article", { name: "Comment by did-this-work[bot]" }).count();
}
