// The page as a reader has it. What the page's elements are called is written here and nowhere else.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const SELECTORS = {
  app: "#factory",
  shell: "#shell",
  heading: "h1",
  slider: 'input[type="range"]',
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts Chromium: the one named in CHROMIUM, else Debian's. Close it when done. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** One page in a browser context of its own, and all that went wrong in it. */
export class FactoryPage {
  /** What went wrong so far, one sentence each: console errors, exceptions, failed or outside requests. */
  faults = [];

  /**
   * Opens the page at an address. It may not have mounted yet: `ready()` waits for that.
   *
   * @param {import("playwright-core").Browser} browser
   * @param {string} url
   * @param {{ width?: number, height?: number, scheme?: "light" | "dark", script?: boolean, motion?: boolean }} [options]
   *   the viewport in CSS pixels, the colour scheme, whether scripts run, whether motion is wanted
   */
  static async open(browser, url, options = {}) {
    const { width = 1280, height = 900, scheme = "light", script = true, motion = false } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: motion ? "no-preference" : "reduce",
      javaScriptEnabled: script,
    });
    const page = new FactoryPage(await context.newPage(), new URL(url).origin);
    await page.tab.goto(url, { waitUntil: "load" });
    return page;
  }

  /** @param {import("playwright-core").Page} tab @param {string} origin */
  constructor(tab, origin) {
    this.tab = tab;
    tab.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
    tab.on("pageerror", (error) => this.faults.push(`exception: ${error.message}`));
    tab.on("requestfailed", (request) => {
      this.faults.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
    });
    tab.on("response", (response) => {
      if (response.status() >= 400) this.faults.push(`status ${response.status()}: ${response.url()}`);
    });
    tab.on("request", (request) => {
      const { protocol, origin: to } = new URL(request.url());
      if (to !== origin && !["data:", "blob:"].includes(protocol)) this.faults.push(`outside: ${request.url()}`);
    });
  }

  /** Waits until the app has taken the place of the static shell and the fonts are there; tells why if it does not. */
  async ready() {
    const mounted = `${SELECTORS.app}:not(:has(${SELECTORS.shell})) ${SELECTORS.heading}`;
    try {
      await this.tab.locator(mounted).first().waitFor({ timeout: 20_000 });
    } catch (error) {
      throw new Error(`the app did not mount: ${this.faults.join("; ") || error.message}`);
    }
    await this.tab.evaluate(() => document.fonts.ready.then(() => undefined));
    return this;
  }

  get heading() {
    return this.tab.locator(`${SELECTORS.app} ${SELECTORS.heading}`).first();
  }

  get sliders() {
    return this.tab.locator(`${SELECTORS.app} ${SELECTORS.slider}:visible`);
  }

  /** CSS pixels by which the content is wider than the viewport; 0 where nothing scrolls sideways. */
  overflow() {
    return this.tab.evaluate(() => {
      const page = document.documentElement;
      return Math.max(0, page.scrollWidth - page.clientWidth);
    });
  }

  /** What axe finds wrong (WCAG 2.2 A and AA, and axe's best practices): one line a rule, with the first elements. */
  async violations() {
    await this.tab.evaluate(AXE);
    const { violations } = await this.tab.evaluate(() => window.axe.run(document));
    return violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => node.target.join(" "));
      return `${id}: ${help}, ${nodes.length} times (${where.join("; ")})`;
    });
  }

  /**
   * Moves one slider again and again and times each move, from before its input event to the task after the
   * frame that painted it. Milliseconds: `work` is the script of the event and of that frame's callbacks,
   * `paint` the whole. A frame starts at the display's beat, so `paint` holds up to one beat (16.7 ms) of waiting.
   *
   * @param {import("playwright-core").Locator} slider
   * @param {number} rounds
   * @returns {Promise<{ work: number[], paint: number[] }>}
   */
  timeSlider(slider, rounds) {
    return slider.evaluate(async (input, rounds) => {
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const afterPaint = () =>
        new Promise((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = done;
          port2.postMessage(undefined);
        });
      const measured = (from, to) => performance.measure("move", from, to).duration;
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
      const [low, high] = [Number(input.min || 0), Number(input.max || 100)];
      const start = input.value;
      const times = { work: [], paint: [] };
      for (let round = 0; round < rounds; round += 1) {
        await frame();
        await afterPaint();
        // Away from the ends and never twice the same place.
        const part = 0.1 + 0.8 * ((round * 0.382 + 0.05) % 1);
        set.call(input, String(low + part * (high - low)));
        // Callbacks of a frame run in the order of asking: one before the app's and one after bracket its own.
        requestAnimationFrame(() => performance.mark("framing"));
        performance.mark("moved");
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await Promise.resolve();
        performance.mark("handled");
        await frame();
        performance.mark("framed");
        await afterPaint();
        performance.mark("painted");
        times.work.push(measured("moved", "handled") + measured("framing", "framed"));
        times.paint.push(measured("moved", "painted"));
        performance.clearMarks();
        performance.clearMeasures();
      }
      set.call(input, start);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      return times;
    }, rounds);
  }

  close() {
    return this.tab.context().close();
  }
}
