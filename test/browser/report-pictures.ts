import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Report } from "../../src/core/report/report.ts";
import { renderReport, renderReportTitle } from "../../src/render/report/report.ts";
import { aBadMonth, aGoodMonth, aQuietMonth } from "../support/example-months.ts";
import { viewReport } from "../support/page-view.ts";
import { goTo } from "./acts.ts";

const MONTHS: Readonly<Record<string, Report>> = { good: aGoodMonth(), bad: aBadMonth(), quiet: aQuietMonth() };
const NUMBER = 612;
/** The width of an issue on GitHub. */
const VIEWPORT = { width: 1_060, height: 900 };

/** Takes the pictures for docs/monthly-report.md: three monthly issues, really rendered, on the playground's page. */
export async function takeReportPictures(
  browser: Browser,
  { url, folder }: { readonly url: string; readonly folder: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, report] of Object.entries(MONTHS)) {
    const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 1.25, colorScheme: "light" });
    await showReport(page, url, report);
    const path = join(folder, `report-${name}.png`);
    await photographIssue(page, path);
    await page.close();
    process.stdout.write(`wrote ${path}\n`);
  }
}

/** Adds an issue with the report to the state that the page receives. */
async function showReport(page: Page, url: string, report: Report): Promise<void> {
  const at = "2026-12-01T08:00:00Z";
  const issue = {
    kind: "issue",
    number: NUMBER,
    title: renderReportTitle(report.month.month),
    body: renderReport(viewReport(report), "0".repeat(24)),
    state: "open",
    stateReason: null,
    isDraft: false,
    author: "did-this-work[bot]",
    labels: ["outcome-report"],
    assignees: [],
    comments: [],
    reviews: [],
    base: null,
    createdAt: at,
    updatedAt: at,
  };
  await page.route("**/api/state", async (route) => {
    const state = (await (await route.fetch()).json()) as { readonly threads: readonly unknown[] };
    await route.fulfill({ json: { ...state, threads: [issue, ...state.threads] } });
  });
  await page.goto(url);
  await goTo(page, String(NUMBER));
  await page.getByRole("heading", { level: 1, name: issue.title }).waitFor();
  if (issue.body.includes("```mermaid")) await page.locator(".diagram svg").waitFor();
}

async function photographIssue(page: Page, path: string): Promise<void> {
  const title = await page.locator(".title").boundingBox();
  const post = await page.locator(".post").first().boundingBox();
  if (!title || !post) throw new Error("the page shows no issue");
  const clip = { x: post.x - 8, y: title.y - 8, width: post.width + 16, height: post.y + post.height - title.y + 16 };
  await page.screenshot({ path, clip, fullPage: true });
}
