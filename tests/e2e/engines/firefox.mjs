// Firefox ESR, by puppeteer-core over WebDriver BiDi. See engine.mjs.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { TabPage, Unsupported, asJson } from "./engine.mjs";

export const name = "Firefox ESR";

const program = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

export const missing = () => (existsSync(program) ? undefined : `${program} is not installed`);

// Turns off requests to Mozilla's servers.
const PREFERENCES = {
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

class Page extends TabPage {
  async evaluate(source) {
    return JSON.parse(await super.evaluate(asJson(source)));
  }
}

class Firefox {
  constructor(browser) {
    this.browser = browser;
  }

  async open(url, { script = true, init, width = 1280, height = 900 } = {}) {
    if (!script) throw new Unsupported("no control for pages without scripts by WebDriver BiDi");
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
    await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true, extraPrefsFirefox: PREFERENCES }),
  );
}
