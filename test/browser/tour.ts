import type { Page } from "playwright-core";
import { press, settle } from "./acts.ts";
import { type Checks, demand } from "./checks.ts";

/** Takes the tour by keyboard only, leaves it once, and resumes it. */
export async function playTour(page: Page, { check }: Checks): Promise<void> {
  await check("the tour begins with a question left open", async () => {
    await press(page, "Start over");
    await page.getByRole("heading", { name: "The loop in five steps" }).waitFor();
    await follow(page, "Go to #2");
    await page.getByRole("article", { name: "Comment by did-this-work[bot]" }).waitFor();
    await hit(page, "Next step");
  });
  await check("the author answers it: the comment goes away", async () => {
    await hit(page, "Add the measure as ada");
    await page.locator(".check summary .conclusion-success").waitFor();
    demand((await page.getByRole("article", { name: /did-this-work/ }).count()) === 0, "no comment by the app");
    await page
      .getByRole("status")
      .getByText(/The app made 0 reads and \d writes/)
      .waitFor({ state: "attached" });
    await hit(page, "Next step");
  });
  await check("the tour can be left and resumed where it was", async () => {
    await hit(page, "Leave the tour");
    demand((await page.getByText("The loop in five steps").count()) === 0, "no tour");
    await page.reload();
    await hit(page, "Resume the tour");
    await page.locator('.tour [aria-current="step"]', { hasText: "Merge" }).waitFor();
  });
  await check("it is merged, and 30 days later the question is answered by a click", async () => {
    await hit(page, "Merge it as bob");
    await page.locator(".check-title", { hasText: "Follow-up on 2 Dec 2026" }).waitFor();
    await hit(page, "Next step");
    await hit(page, "Skip 30 days");
    await page.getByRole("heading", { level: 1, name: /^Did this work\?/ }).waitFor();
    await hit(page, "Tick “Worked” as ada");
    await page.locator(".pill", { hasText: "Closed" }).waitFor();
    await hit(page, "Next step");
  });
  await check("dashboard and monthly issue end the tour", async () => {
    await hit(page, "Go to the next month");
    await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Monthly issue" }).click();
    await page.getByRole("heading", { level: 1, name: "Outcomes: December 2026" }).waitFor();
    await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Dashboard" }).click();
    await page.getByText("That was the whole loop.").waitFor();
  });
}

/** Presses a button by keyboard and waits for the result. */
async function hit(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
  await settle(page);
}

async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}
