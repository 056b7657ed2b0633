// Firefox ESR, by puppeteer-core over WebDriver BiDi. See engine.mjs.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { Unasked, asJson, waited } from "./engine.mjs";

export const name = "Firefox ESR";

const program = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export const missing = () => (existsSync(program) ? undefined : `${program} is not installed`);

// What a browser asks its makers for is no part of a test.
const QUIET = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.update.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "security.OCSP.enabled": 0,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
};

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

  async evaluate(source) {
    return JSON.parse(await this.tab.evaluate(asJson(source)));
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

class Firefox {
  constructor(browser) {
    this.browser = browser;
  }

  async open(url, { script = true, init, width = 1280, height = 900 } = {}) {
    if (!script) throw new Unasked("no control for pages without scripts by WebDriver BiDi");
    const context = await this.browser.createBrowserContext();
    const tab = await context.newPage();
    await tab.setViewport({ width, height });
    if (init) await tab.evaluateOnNewDocument(init);
    const page = new Page(context, tab);
    await page.goto(url);
    return page;
  }

  close() {
    return this.browser.close();
  }
}

export async function start() {
  return new Firefox(
    await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true, extraPrefsFirefox: QUIET }),
  );
}
