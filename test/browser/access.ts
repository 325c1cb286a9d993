import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { goTo, isTooWide, settle } from "./acts.ts";
import { type Checks, demand } from "./checks.ts";

const WIDTHS = [360, 768, 1_280] as const;
const HEIGHT = 900;

/** Checks that the pages are accessible: by screen reader, in dark mode, on a phone, by keyboard. */
export async function checkAccess(page: Page, { check }: Checks, places: readonly string[]): Promise<void> {
  const axe = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  for (const scheme of ["light", "dark"] as const) {
    await check(`axe finds nothing to complain about, ${scheme}: ${places.join(", ")}`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(axe);
      for (const place of places) {
        await visit(page, place);
        const found = await listViolations(page);
        demand(found.length === 0, `no violations at ${place}, but: ${found.join("; ")}`);
      }
    });
  }
  await check(`no page scrolls sideways at ${WIDTHS.join(", ")} pixels`, async () => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      for (const place of places) {
        await visit(page, place);
        demand(!(await isTooWide(page)), `${place} to fit into ${width} pixels`);
      }
    }
  });
  await check("the keyboard reaches everything in turn, sees where it is, and gets out again", async () => {
    await visit(page, places[0] ?? "");
    await tabThrough(page);
  });
}

async function visit(page: Page, place: string): Promise<void> {
  const tab = { dashboard: "Dashboard", report: "Monthly issue" }[place];
  if (tab)
    await page.getByRole("navigation", { name: "Repository" }).getByRole("link", { name: tab, exact: true }).click();
  else await goTo(page, place);
  await settle(page);
}

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }>;
}

async function listViolations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary}`),
    );
  });
}

/** Presses Tab until the focus returns to the start of the page. */
async function tabThrough(page: Page): Promise<void> {
  await page.reload();
  await settle(page);
  await page.keyboard.press("Tab");
  demand(await page.evaluate('document.activeElement.matches(".skip-link")'), "the skip link first");
  const reachable = Number(await page.evaluate(COUNT_REACHABLE));
  const seen = new Set<string>();
  for (let press = 0; press < reachable + 5; press++) {
    const { at, isShown } = (await page.evaluate(DESCRIBE_FOCUS)) as { at: string; isShown: boolean };
    if (seen.has(at) && at === "0") break;
    if (at !== "-1") demand(isShown, `to see the focus on element ${at}`);
    seen.add(at);
    await page.keyboard.press("Tab");
  }
  seen.delete("-1");
  demand(seen.size === reachable, `Tab to reach ${reachable} elements, not ${seen.size}`);
}

// Code that runs in the page is passed as text, since it needs the types of a browser.
const REACHABLE = `[...document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]')].filter((one) => one.checkVisibility())`;
const COUNT_REACHABLE = `${REACHABLE}.length`;
const DESCRIBE_FOCUS = `(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return { at: String(${REACHABLE}.indexOf(one)), isShown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 };
})()`;
