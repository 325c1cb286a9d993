// Tests the playground in a real browser: node test/browser/playground.ts [--pictures <folder>]

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { startPageServer } from "../../src/playground/page-server.ts";
import { checkAccess } from "./access.ts";
import { takeAnimation } from "./animation.ts";
import { createChecks } from "./checks.ts";
import { compressPictures } from "./compress.ts";
import { playLoop } from "./loop.ts";
import { takePictures, takeSinglePictures } from "./pictures.ts";
import { takeReportPictures } from "./report-pictures.ts";
import { takeSetUpPictures } from "./set-up-pictures.ts";
import { playTour } from "./tour.ts";
import { playYear } from "./year.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** A fixed start, so that the pictures in the documentation change only when the page does. */
const START = new Date("2026-11-02T10:00:00Z");

const { values } = parseArgs({ options: { pictures: { type: "string" } } });
process.exitCode = existsSync(CHROMIUM) ? await run() : explain();

function explain(): number {
  process.stderr.write(`${CHROMIUM} is not there. On Debian: apt-get install chromium\n`);
  return 1;
}

async function run(): Promise<number> {
  const checks = createChecks();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const server = await startPageServer({ port: 0, start: START });
  try {
    await playInBrowser(browser, server.url, checks);
    if (values.pictures !== undefined) {
      const where = { url: server.url, folder: values.pictures };
      await takePictures(browser, where);
      await takeSinglePictures(browser, where);
      await takeReportPictures(browser, where);
      await takeSetUpPictures(browser, values.pictures);
      await takeAnimation(browser, where);
      await compressPictures(values.pictures);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return checks.report();
}

async function playInBrowser(browser: Browser, url: string, checks: ReturnType<typeof createChecks>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  const troubles = listenForTrouble(page, url);
  await page.goto(url);
  await playLoop(page, checks);
  await playTour(page, checks);
  await checkAccess(page, checks, ["pulls", "issues", "releases", "code", "new", "5", "8", "dashboard", "report"]);
  await playYear(page, checks);
  await checkAccess(page, checks, ["pulls", "issues", "releases", "dashboard", "report"]);
  await checks.check("nothing went wrong in the browser, and nothing left this machine", async () => {
    if (troubles.length > 0) throw new Error(troubles.join("; "));
  });
  await page.close();
}

/** Collects console errors, and requests to other hosts. */
function listenForTrouble(page: Page, url: string): string[] {
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    // Expected: a check injects an inline handler to see that the browser blocks it.
    const isStopped = message.text().startsWith("Executing inline event handler violates");
    if (message.type() === "error" && !isStopped) troubles.push(message.text());
  });
  page.on("request", (request) => {
    const isHere = request.url().startsWith(url) || request.url().startsWith("data:");
    if (!isHere) troubles.push(`asked for ${request.url()}`);
  });
  return troubles;
}
