// Chromium, by playwright-core. See engine.mjs.

import { existsSync } from "node:fs";
import { launch } from "../page.mjs";
import { waited } from "./engine.mjs";

export const name = "Chromium";

const program = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const missing = () => (existsSync(program) ? undefined : `${program} is not installed`);

class Page {
  faults = [];

  constructor(context, tab) {
    this.context = context;
    this.tab = tab;
    tab.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
    tab.on("pageerror", (error) => this.faults.push(`exception: ${error.message}`));
  }

  evaluate(source) {
    return this.tab.evaluate(source);
  }

  wait(source, ms) {
    return waited((it) => this.evaluate(it), source, ms);
  }

  goto(url) {
    return this.tab.goto(url);
  }

  reload() {
    return this.tab.reload();
  }

  press(key) {
    return this.tab.keyboard.press(key);
  }

  async beside(url) {
    const page = new Page(this.context, await this.context.newPage());
    await page.goto(url);
    return page;
  }

  async close() {
    await this.context.close();
  }
}

class Chromium {
  constructor(browser) {
    this.browser = browser;
  }

  async open(url, { script = true, init, width = 1280, height = 900 } = {}) {
    const context = await this.browser.newContext({ viewport: { width, height }, javaScriptEnabled: script });
    if (init) await context.addInitScript(init);
    const page = new Page(context, await context.newPage());
    await page.goto(url);
    return page;
  }

  close() {
    return this.browser.close();
  }
}

export const start = async () => new Chromium(await launch());
