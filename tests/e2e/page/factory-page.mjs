// The page object of the site's main page. Its parts have their own page objects, one per file of this folder;
// selectors of the page's elements are written there and here.

import { collectErrors, collectRequestErrors, logPolicyViolations } from "../errors.mjs";
import { parseNumber } from "../text.mjs";
import { Accuracy } from "./accuracy.mjs";
import { Charts } from "./charts.mjs";
import { DerivationDialog } from "./derivation-dialog.mjs";
import { Draws } from "./draws.mjs";
import { Focus } from "./focus.mjs";
import { Ledger } from "./ledger.mjs";
import { Levers } from "./levers.mjs";
import { Sensitivity } from "./sensitivity.mjs";
import { Story } from "./story.mjs";

/** The app's root element once the app has mounted. */
export const MOUNTED = "#factory[data-ready]";

/** The page in its own browser context, and all errors in it. */
export class FactoryPage {
  /** Errors so far, one sentence each: console errors, exceptions, failed requests, requests to other origins. */
  errors = [];

  /**
   * Opens the page at an address. The app may not have mounted yet: `ready()` waits for that.
   *
   * @param {import("playwright-core").Browser} browser
   * @param {string} url
   * @param {object} [options]
   * @param {number} [options.width] of the viewport in CSS pixels
   * @param {number} [options.height] of the viewport in CSS pixels
   * @param {"light" | "dark"} [options.scheme] the preferred colour scheme
   * @param {boolean} [options.script] whether JavaScript is enabled
   * @param {boolean} [options.touch] whether the device has a touchscreen
   * @param {string} [options.block] URL pattern of requests that fail
   * @param {string} [options.hold] URL pattern of requests that wait until `release()` is called
   * @param {() => void} [options.init] runs in the page before its own scripts
   */
  static async open(browser, url, options = {}) {
    const { width = 1280, height = 900, scheme = "light", script = true, touch = false, block, hold, init } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: "reduce",
      javaScriptEnabled: script,
      hasTouch: touch,
      serviceWorkers: "block",
    });
    await context.addInitScript(logPolicyViolations);
    if (block) await context.route(block, (route) => route.abort());
    let release;
    const released = new Promise((done) => (release = done));
    if (hold) await context.route(hold, (route) => released.then(() => route.continue()));
    if (init) await context.addInitScript(init);
    const page = new FactoryPage(await context.newPage(), new URL(url).origin);
    page.release = release;
    // The load event would wait for the held requests.
    await page.tab.goto(url, { waitUntil: hold ? "domcontentloaded" : "load" });
    return page;
  }

  /** @param {import("playwright-core").Page} tab @param {string} origin */
  constructor(tab, origin) {
    this.tab = tab;
    this.origin = origin;
    this.accuracy = new Accuracy(this);
    this.charts = new Charts(this);
    this.dialog = new DerivationDialog(this);
    this.draws = new Draws(this);
    this.focus = new Focus(this);
    this.ledger = new Ledger(this);
    this.levers = new Levers(this);
    this.sensitivity = new Sensitivity(this);
    this.story = new Story(this);
    collectErrors(tab, this.errors);
    collectRequestErrors(tab, origin, this.errors);
  }

  /** Waits until the app has mounted, with fonts and published runs; if it does not, the error has the page's errors. */
  async ready() {
    try {
      await this.tab.locator(`${MOUNTED} h1`).first().waitFor({ timeout: 20_000 });
    } catch (error) {
      throw new Error(`the app did not mount: ${this.errors.join("; ") || error.message}`);
    }
    await this.tab.evaluate(() => document.fonts.ready.then(() => undefined));
    // Published runs are loaded after the first paint; then each chart that has them says so.
    const runs = this.charts.publishedRuns("frontier");
    if ((await runs.count()) > 0) await runs.filter({ hasText: /\S/ }).waitFor({ state: "attached", timeout: 20_000 });
    return this;
  }

  close() {
    return this.tab.context().close();
  }

  /** Waits until two frames have been painted: changes requested before are visible then. */
  painted() {
    return this.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  }

  // The address.

  /** The query of the address, without its question mark. */
  query() {
    return this.tab.evaluate(() => location.search.slice(1));
  }

  /** Goes to another query without reloading the page, like Back and Forward. */
  async follow(query) {
    await this.tab.evaluate((query) => {
      history.pushState(null, "", `${location.pathname}${query && "?"}${query}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, query);
    await this.painted();
  }

  /** The sentences about the parts of the link that could not be parsed. */
  get linkErrors() {
    return this.tab.locator('[data-name="link-faults"]').getByRole("listitem").allTextContents();
  }

  // Texts and numbers.

  get heading() {
    return this.tab.locator("#factory h1").first();
  }

  /** The element of a name: a number, a button, a section. */
  named(name) {
    return this.tab.locator(`[data-name="${name}"]`);
  }

  /** The form of a question by its name. */
  question(name) {
    return this.tab.locator(`[data-question="${name}"]`);
  }

  /** A number as displayed, such as `$3.86B/year`. */
  async shown(name) {
    return (await this.named(name).textContent()).trim();
  }

  /** A number; NaN if the page shows a dash. */
  async number(name) {
    return parseNumber(await this.named(name).locator(".digits").textContent());
  }

  /** The sentence under the equation. */
  finding() {
    return this.shown("finding");
  }

  /** The whole visible text. */
  text() {
    return this.tab.evaluate(() => document.body.innerText);
  }

  /** Places in texts and attributes of the page where a failed computation is visible, such as `NaN`. */
  failedComputations() {
    return this.tab.evaluate(() => {
      const failures = /.{0,40}(?:\bNaN\b|\bInfinity\b|\binf\b|\bundefined\b|\bnull\b|\[object ).{0,40}/g;
      const found = document.body.innerText.match(failures) ?? [];
      for (const element of document.querySelectorAll("#factory, #factory *")) {
        for (const { name, value } of element.attributes) {
          if (/NaN|Infinity|\binf\b|undefined/.test(value)) found.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
        }
      }
      return found;
    });
  }

  /** What the polite live region announces next after an action. */
  async announcedAfter(action) {
    const region = this.named("said");
    const before = await region.textContent();
    // The page clears the region before each sentence, so that the same sentence again is a new one. The observer is
    // in place before the action starts: two calls at once could arrive in either order.
    const observer = await region.evaluateHandle((element) => {
      const announced = new Promise((done) => {
        let isCleared = element.textContent.trim() === "";
        const mutations = new MutationObserver(() => {
          if (element.textContent.trim() === "") isCleared = true;
          else if (isCleared) {
            mutations.disconnect();
            done(element.textContent);
          }
        });
        mutations.observe(element, { childList: true, characterData: true, subtree: true });
      });
      return { announced };
    });
    await action();
    const announced = observer.evaluate(({ announced }) => announced);
    return withTimeout(announced, `nothing new is announced; last was “${before}”`);
  }

  // Controls.

  /** A link in the header, by its text. */
  link(name) {
    return this.tab.getByRole("navigation", { name: "Token Factory" }).getByRole("link", { name, exact: true });
  }

  /** The chips with the differences from the baseline. */
  get differences() {
    return this.named("differences").getByRole("button");
  }

  preset(slug) {
    return this.tab.locator(`[data-preset="${slug}"]`);
  }

  /** The button that chooses a colour scheme: Light, Dark or Auto. */
  schemeButton(label) {
    return this.named("scheme").getByRole("button", { name: label, exact: true });
  }

  /** Opens the `details` elements of a selector, and those that appear as a result. */
  async unfold(selector = "details") {
    for (;;) {
      const opened = await this.tab.locator(`${selector}:not([open])`).evaluateAll((folded) => {
        for (const details of folded) details.open = true;
        return folded.length;
      });
      if (opened === 0) return;
      // The page fills them when it gets their toggle events, which are dispatched in a separate task.
      await this.painted();
    }
  }

  /** Unfolds the whole page; of the ledger, which has thousands of similar elements, only its first stage. */
  async unfoldAll() {
    const ledger = '[data-name="ledger"]';
    await this.unfold(`main > :not(${ledger}) details`);
    await this.unfold(`main > ${ledger}`);
    // The web worker renders its stages, and the numbers of the tornado chart.
    await this.tab.locator(`${ledger} details`).first().waitFor({ state: "attached", timeout: 20_000 });
    await this.unfold(`${ledger} > div > details:first-of-type`);
    await this.tab.locator(`${ledger} .row`).first().waitFor({ state: "attached", timeout: 20_000 });
    await this.sensitivity.table.locator("tbody").waitFor({ state: "attached", timeout: 20_000 });
  }

  // Layout and media.

  /** The part that is only printed. */
  get paper() {
    return this.named("paper");
  }

  /** Emulates media features: `{ media, colorScheme, forcedColors, reducedMotion }`. */
  async media(features) {
    await this.tab.emulateMedia(features);
    await this.painted();
  }

  /** CSS pixels by which the content is wider than the viewport; 0 if nothing scrolls horizontally. */
  overflow() {
    return this.tab.evaluate(() => {
      const page = document.documentElement;
      return Math.max(0, page.scrollWidth - page.clientWidth);
    });
  }
}

/** Waits for a promise; after ten seconds it fails with a message. */
function withTimeout(promise, message) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), 10_000);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
