// Chromium, by playwright-core. See engine.mjs.

import { existsSync } from "node:fs";
import { CHROMIUM, launch, launchFull } from "../browser.mjs";
import { TabPage } from "./engine.mjs";

export const name = "Chromium";

export const missing = () => (existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not installed`);

class Chromium {
  constructor(browser) {
    this.browser = browser;
  }

  async open(url, { script = true, init, width = 1280, height = 900, full = false } = {}) {
    if (full) this.full ??= await launchFull();
    const browser = full ? this.full : this.browser;
    const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: script });
    if (init) await context.addInitScript(init);
    const page = new TabPage(context, await context.newPage());
    await page.goto(url);
    return page;
  }

  async close() {
    await Promise.all([this.browser.close(), this.full?.close()]);
  }
}

export const start = async () => new Chromium(await launch());
