// Chromium, by playwright-core. See engine.mjs.

import { existsSync } from "node:fs";
import { launch } from "../page.mjs";
import { TabPage } from "./engine.mjs";

export const name = "Chromium";

const program = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const missing = () => (existsSync(program) ? undefined : `${program} is not installed`);

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

export const start = async () => new Chromium(await launch());
