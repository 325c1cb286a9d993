import type { Page } from "playwright-core";
import { goTo, settle } from "./acts.ts";
import { type Checks, demand } from "./checks.ts";

/** Plays a year, and checks the repository with its history. */
export async function playYear(page: Page, { check }: Checks): Promise<void> {
  const began = performance.now();
  await check("a year of history is played while the page says how far it is", async () => {
    await page.getByRole("button", { name: "Load a year of data" }).click();
    await page.getByRole("progressbar").waitFor();
    await settle(page);
    await page.getByRole("heading", { level: 1, name: "Outcomes" }).waitFor();
    process.stdout.write(`      ${((performance.now() - began) / 1_000).toFixed(1)} s for the year\n`);
  });
  await check(
    "the dashboard has rates with their denominators, and the clock stands where the playground began",
    async () => {
      await page
        .getByText(/Worked: \d+ of \d+ answers/)
        .first()
        .waitFor();
      await page.getByText("Mon, 2 Nov 2026").waitFor();
    },
  );
  await check("a year of monthly issues, one a month", async () => {
    await goTo(page, "issues");
    await page.getByRole("button", { name: /closed$/ }).click();
    for (let more = page.getByRole("button", { name: "Show more" }); await more.isVisible(); ) await more.click();
    const titles = await page.locator(".row-title", { hasText: /^Outcomes: / }).allTextContents();
    demand(
      titles.length >= 10 && new Set(titles).size === titles.length,
      `at least ten, each once, not ${titles.join()}`,
    );
  });
  await check("it costs no more than the budget", async () => {
    demand((await page.locator(".timeline .over").count()) === 0, "nothing over its budget");
  });
}
