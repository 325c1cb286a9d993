import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { completeDescription, goTo, MEASURE, merge, openIssue, playAs, press } from "./acts.ts";

const run = promisify(execFile);
/** As wide as README on GitHub, and as high as a reader sees without scrolling. */
const SCREEN = { width: 880, height: 560 };
const CAPTION_HEIGHT = 56;
/** How long a reader looks at one picture, in milliseconds. */
const LOOK_MS = 3_200;
const MAX_BYTES = 400_000;

/** One moment of the loop. */
interface Frame {
  readonly caption: string;
  readonly png: Buffer;
}

/** Plays the loop once and puts its moments into one animated picture, which ends with the first again. */
export async function takeAnimation(
  browser: Browser,
  { url, folder }: { readonly url: string; readonly folder: string },
): Promise<void> {
  const page = await browser.newPage({ viewport: SCREEN, colorScheme: "light" });
  await page.goto(url);
  await page.locator(".layout").waitFor();
  await press(page, "Start over");
  const leave = page.getByRole("button", { name: "Leave the tour" });
  if (await leave.isVisible()) await leave.click();
  const frames = await playFrames(page);
  await page.close();
  await animate(await addCaptions(browser, frames), join(folder, "loop.webp"));
}

async function playFrames(page: Page): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  const keep = async (caption: string, selector: string) => frames.push({ caption, png: await see(page, selector) });

  await goTo(page, "2");
  await page.getByRole("article", { name: "Comment by did-this-work[bot]" }).waitFor();
  await keep(
    "A pull request doesn't say how we'll know it worked. One comment says what to add.",
    ".post:nth-of-type(2)",
  );
  await playAs(page, "ada");
  await completeDescription(page, MEASURE);
  await page.locator(".check summary .conclusion-success").waitFor();
  await keep("Its author adds it. The comment is gone, the check is green.", ".check");
  await merge(page, 2);
  await keep("At the merge the success measure is locked in, with a date.", ".check");
  await press(page, "+30 days");
  await playAs(page, "ada");
  await openIssue(page, "Did this work? Add a CSV");
  await keep("30 days later an issue quotes it and asks, with the numbers beside it.", ".title");
  await page.getByRole("checkbox", { name: /^Worked/ }).click();
  await page.locator(".pill", { hasText: "Closed" }).waitFor();
  await keep("One click or one word answers. A number never does.", ".title");
  await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("heading", { level: 1, name: "Outcomes" }).waitFor();
  await keep("The dashboard shows what the team learned.", ".title");
  return frames;
}

/** The page from that element on, as far as the screen goes. */
async function see(page: Page, selector: string): Promise<Buffer> {
  await page.locator(selector).first().waitFor();
  await page.evaluate(
    `scrollTo(0, document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().top + scrollY - 16)`,
  );
  return page.screenshot();
}

async function addCaptions(browser: Browser, frames: readonly Frame[]): Promise<readonly Buffer[]> {
  const page = await browser.newPage({
    viewport: { ...SCREEN, height: SCREEN.height + CAPTION_HEIGHT },
  });
  const captioned: Buffer[] = [];
  for (const { caption, png } of frames) {
    await page.setContent(`<style>
      body { margin: 0; font: 600 19px/${CAPTION_HEIGHT}px "Liberation Sans", Helvetica, Arial, sans-serif; color: #fff; background: #1f2328 }
      p { margin: 0; padding: 0 20px; height: ${CAPTION_HEIGHT}px } img { display: block; width: 100% }
    </style><p>${caption}</p><img src="data:image/png;base64,${png.toString("base64")}">`);
    captioned.push(await page.screenshot());
  }
  await page.close();
  return captioned;
}

async function animate(pictures: readonly Buffer[], path: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-frames-"));
  try {
    const files = pictures.map((_, index) => join(folder, `${index}.png`));
    await Promise.all(files.map((file, index) => writeFile(file, pictures[index] ?? "")));
    await run("img2webp", ["-loop", "0", "-d", String(LOOK_MS), ...files, "-o", path]);
  } catch (error) {
    throw new Error("img2webp is needed for the animation. On Debian: apt-get install webp", { cause: error });
  } finally {
    await rm(folder, { recursive: true });
  }
  const { size } = await stat(path);
  process.stdout.write(`${path}: ${Math.round(size / 1_000)} KB\n`);
  if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1_000} KB: show less of the page`);
}
