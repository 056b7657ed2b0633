// Chromium, by playwright-core. See engine.mjs.

import { existsSync } from "node:fs";
import { CHROMIUM, launchFull } from "../browser.mjs";
import { TabPage } from "./engine.mjs";

export const name = "Chromium";

export const missing = () => (existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not installed`);

class Chromium {
  constructor(browser) {
    this.browser = browser;
  }

  async open(url, { script = true, init, width = 1280, height = 900 } = {}) {
    const context = await this.browser.newContext({ viewport: { width, height }, javaScriptEnabled: script });
    if (init) await context.addInitScript(init);
    const page = new TabPage(context, await context.newPage());
    await page.goto(url);
    return page;
  }

  close() {
    return this.browser.close();
  }
}

export const start = async () => new Chromium(await launchFull());
