import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { completeDescription, goTo, MEASURE, merge, openIssue, playAs, press } from "./acts.ts";

interface Where {
  readonly url: string;
  readonly folder: string;
}
/** Narrow, so that the text stays readable where README shows three parts side by side. */
const PHONE = { width: 470, height: 900 };
type Scheme = "light" | "dark";

/** One part of the loop as README shows it. */
interface Panel {
  readonly title: string;
  readonly text: string;
  readonly png: Buffer;
}

/** The width of a picture in README. */
const COLUMN = { width: 860, height: 900 };
/** The height of a page that a reader takes in at a glance. */
const GLANCE = 980;

/** Plays the loop again and takes README's pictures: the loop in light and dark, and each part by itself. */
export async function takePictures(browser: Browser, { url, folder }: Where): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const scheme of ["light", "dark"] as const) {
    const page = await openPage(browser, { url, viewport: PHONE, scale: 2, scheme });
    await press(page, "Start over");
    const panels = await photographLoop(page);
    await page.close();
    await composeLoop(browser, { panels, scheme, path: join(folder, nameFile("loop", scheme)) });
    process.stdout.write(`wrote ${join(folder, nameFile("loop", scheme))}\n`);
  }
}

/** Takes pictures of the comment, the question, the answer, the dashboard and a monthly issue. */
export async function takeSinglePictures(browser: Browser, { url, folder }: Where): Promise<void> {
  const page = await openPage(browser, { url, viewport: COLUMN, scale: 1.25, scheme: "light" });
  const keep = async (name: string, selectors: readonly string[]) => {
    const path = join(folder, `${name}.png`);
    await writeFile(path, await photograph(page, selectors));
    process.stdout.write(`wrote ${path}\n`);
  };
  await press(page, "Start over");
  await goTo(page, "2");
  await page.getByRole("article", { name: "Comment by did-this-work[bot]" }).waitFor();
  await keep("comment", [".post:nth-of-type(2)", ".check summary"]);
  await playAs(page, "ada");
  await completeDescription(page, MEASURE);
  await merge(page, 2);
  await press(page, "+30 days");
  await playAs(page, "ada");
  await openIssue(page, "Did this work? Add a CSV");
  await keep("question", [".title", ".post"]);
  await page
    .getByRole("textbox", { name: "Add a comment" })
    .fill("/outcome worked One question in November, none since.");
  await press(page, "Comment");
  await page.locator(".pill", { hasText: "Closed" }).waitFor();
  await keep("answered", [".title", ".post"]);
  await press(page, "Load a year of data");
  await page.getByRole("heading", { level: 1, name: "Outcomes" }).waitFor();
  await keep("dashboard", [".title", ".post"]);
  await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Monthly issue" }).click();
  await page.getByRole("heading", { level: 1, name: "Outcomes: October 2026" }).waitFor();
  await keep("report", [".title", ".post"]);
  await page.close();
}

interface Opening {
  readonly url: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly scale: number;
  readonly scheme: Scheme;
}

/** Opens the page after leaving the tour. */
async function openPage(browser: Browser, { url, viewport, scale, scheme }: Opening): Promise<Page> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale, colorScheme: scheme });
  await page.goto(url);
  const leave = page.getByRole("button", { name: "Leave the tour" });
  await page.locator(".layout").waitFor();
  if (await leave.isVisible()) await leave.click();
  return page;
}

function nameFile(name: string, scheme: Scheme): string {
  return scheme === "light" ? `${name}.png` : `${name}-${scheme}.png`;
}

async function photographLoop(page: Page): Promise<readonly Panel[]> {
  await playAs(page, "cleo");
  await goTo(page, "2");
  await page.getByRole("article", { name: "Comment by did-this-work[bot]" }).waitFor();
  const told = await photograph(page, [".post:nth-of-type(2)", ".check"]);
  await playAs(page, "ada");
  await completeDescription(page, MEASURE);
  for (const number of [2, 1]) await merge(page, number);
  await press(page, "+30 days");
  await playAs(page, "ada");
  await openIssue(page, "Did this work? Add a CSV");
  const asked = await photograph(page, [".title", ".post"]);
  await page.getByRole("checkbox", { name: /^Worked/ }).click();
  await openIssue(page, "Did this work? Say that the app");
  await page.getByRole("textbox", { name: "Add a comment" }).fill("/outcome missed It still takes 1.4 s.");
  await press(page, "Comment");
  await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Dashboard" }).click();
  await page.getByText(/Worked: 1 of 2 answers/).waitFor();
  const learned = await photograph(page, [".title", ".post"]);
  return [
    { title: "1 · On the pull request", text: "One comment says what is missing, and disappears.", png: told },
    { title: "2 · 30 days after the merge", text: "An issue quotes the success measure and asks.", png: asked },
    { title: "3 · On the dashboard", text: "How often it worked, and what is open.", png: learned },
  ];
}

/** A picture from the top of the first element to the bottom of the last, at most as high as a panel. */
async function photograph(page: Page, selectors: readonly string[]): Promise<Buffer> {
  await page.evaluate("scrollTo(0, 0)");
  const boxes = await Promise.all(selectors.map((selector) => page.locator(selector).first().boundingBox()));
  const found = boxes.filter((box) => box !== null);
  const top = Math.min(...found.map((box) => box.y)) - 8;
  const left = Math.min(...found.map((box) => box.x)) - 8;
  const right = Math.max(...found.map((box) => box.x + box.width)) + 8;
  const bottom = Math.max(...found.map((box) => box.y + box.height)) + 8;
  const clip = { x: left, y: top, width: right - left, height: Math.min(bottom - top, GLANCE) };
  return page.screenshot({ clip, fullPage: true });
}

const PAPER = {
  light: { bg: "#ffffff", fg: "#1f2328", muted: "#59636e", line: "#d1d9e0" },
  dark: { bg: "#0d1117", fg: "#f0f6fc", muted: "#9198a1", line: "#3d444d" },
} as const;

interface Composition {
  readonly panels: readonly Panel[];
  readonly scheme: Scheme;
  readonly path: string;
}

/** Composes the parts side by side in one picture. */
async function composeLoop(browser: Browser, { panels, scheme, path }: Composition): Promise<void> {
  const { bg, fg, muted, line } = PAPER[scheme];
  const page = await browser.newPage({ viewport: { width: 1320, height: 692 }, deviceScaleFactor: 1.5 });
  const figures = panels.map(
    ({ title, text, png }) =>
      `<figure><figcaption><b>${title}</b><br>${text}</figcaption><div><img src="data:image/png;base64,${png.toString("base64")}"></div></figure>`,
  );
  await page.setContent(`<style>
    body { margin: 0; padding: 16px; display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; background: ${bg}; color: ${fg}; font: 16px/1.45 "Liberation Sans", Helvetica, Arial, sans-serif }
    figure { margin: 0 } figcaption { margin: 0 4px 10px; color: ${muted} } b { color: ${fg}; font-size: 18px }
    div { position: relative; height: 590px; overflow: hidden; border: 1px solid ${line}; border-radius: 10px }
    div::after { content: ""; position: absolute; inset: auto 0 0; height: 56px; background: linear-gradient(transparent, ${bg}) }
    img { width: 100%; display: block }
  </style>${figures.join("")}`);
  await page.screenshot({ path });
  await page.close();
}
