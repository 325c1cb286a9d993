import type { Page } from "playwright-core";

// User actions on the page. Elements are found by their accessible names.

export const MEASURE = "`exports` from 0 to 20 a week, `support-mails` below 10, and `failed-exports` at most 1.";

/** Long enough to play a year on a slow machine. */
const PATIENCE_MS = 120_000;

/** Acts as a person of the cast. */
export async function playAs(page: Page, login: string): Promise<void> {
  await page.getByLabel("Act as").selectOption(login);
}

/** Opens a page of the playground, such as an issue or a pull request. */
export async function goTo(page: Page, where: string): Promise<void> {
  await page.evaluate(`location.hash = "#/${where}"`);
}

/** Presses a button and waits until the app has nothing left to do. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).first().click();
  await settle(page);
}

/** Waits until the page shows the result of the last action. */
export async function settle(page: Page): Promise<void> {
  await page.locator('.layout[aria-busy="false"]').waitFor({ timeout: PATIENCE_MS });
}

/** Opens an issue from the list, by its title. */
export async function openIssue(page: Page, title: string): Promise<void> {
  await goTo(page, "issues");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Adds the measure to the description of the open page. */
export async function completeDescription(page: Page, measure: string): Promise<void> {
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "Description" });
  const text = await editor.inputValue();
  await editor.fill(`${text.replace(/<!--[^>]*-->\s*$/, "").trimEnd()}\n\n${measure}\n`);
  await press(page, "Save");
}

/** Merges a pull request as the reviewer. */
export async function merge(page: Page, number: number): Promise<void> {
  await playAs(page, "bob");
  await goTo(page, String(number));
  await press(page, "Merge pull request");
}

/** Does the page scroll sideways? It must not on a phone. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
