import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { parse } from "yaml";
import { answerPage } from "../../src/http/page.ts";
import { type AppManifest, renderCodePage, renderSetUpPage } from "../../src/http/set-up-page.ts";
import { ROOT } from "../support/source.ts";

const ADDRESS = "https://outcomes.acme.example";

const PAGES = {
  "set-up-code": () => renderCodePage(false),
  "set-up": () =>
    renderSetUpPage({
      app: parse(readFileSync(join(ROOT, "app.yml"), "utf8")) as AppManifest,
      github: "https://github.com",
      organization: "acme",
      webhooks: `${ADDRESS}/api/github/webhooks`,
      redirectUrl: `${ADDRESS}/set-up/registered`,
      state: "state",
    }),
} as const;

/** Takes the pictures of the setup page: where the code is entered, and where the app is registered. */
export async function takeSetUpPictures(browser: Browser, folder: string): Promise<void> {
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    answerPage(response, 200, PAGES[name as keyof typeof PAGES]());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const page = await browser.newPage({ viewport: { width: 760, height: 400 }, deviceScaleFactor: 1.25 });
  for (const name of Object.keys(PAGES)) {
    await page.goto(`http://127.0.0.1:${port}/${name}`);
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, fullPage: true });
    process.stdout.write(`wrote ${path}\n`);
  }
  await page.close();
  server.close();
}
