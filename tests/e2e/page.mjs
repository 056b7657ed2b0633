// The page as a reader has it. What the page's elements are called is written here and nowhere else.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { hearFaults } from "./engines/engine.mjs";
import { dist } from "./server.mjs";

const SELECTORS = {
  app: "#factory",
  heading: "h1",
  slider: 'input[type="range"]',
  main: "main",
  range: (lever) => `#range-${lever}`,
  entry: (lever) => `#entry-${lever}`,
  pick: (lever) => `#pick-${lever}`,
  control: (lever) => `:is(#range-${lever}, #pick-${lever}, #switch-${lever})`,
  fault: (lever) => `#fault-${lever}`,
  number: (name) => `[data-name="${name}"]`,
  digits: ".digits",
  canvas: (chart) => `[data-name="canvas-${chart}"]`,
  live: (chart) => `[data-name="chart-${chart}"][data-live]`,
  table: (chart) => `[data-name="table-${chart}"]`,
  legend: (chart) => `[data-name="legend-${chart}"]`,
  legendItem: "[data-series]",
  description: (chart) => `#description-${chart}`,
  group: '[data-name^="group-"]',
  published: (lever) => `[data-name="published-${lever}"]`,
  valueTold: ".told",
  response: (lever) => `[data-name="response-${lever}"]`,
  swings: '[data-name="swings"]',
  swingsTable: '[data-name="table-swings"]',
  swing: '[data-name="swing"]',
  swingsFinding: '[data-name="swings-finding"]',
  lever: '[data-name^="lever-"]',
  said: '[data-name="said"]',
  drawn: '[data-name="chances"]:is([data-draws="10000"], [data-draws="none"])[data-band="true"]',
  linkFaults: '[data-name="link-faults"]',
  preset: (slug) => `[data-name="preset-${slug}"]`,
  scheme: '[data-name="scheme"]',
  told: (chart) => `[data-name="told-${chart}"]`,
  right: '[data-name="right"]',
  rightDetails: '[data-name="right-details"]',
  rightPart: '[data-name="right-part"]',
  ledger: '[data-name="ledger"]',
  row: "[id].row",
  rowNamed: (name) => `[id="${name}"]`,
  rowValue: ".row-value",
  rowFormula: ".formula",
  rowInput: ".inputs a",
  rowSource: "cite",
  why: '[data-name="why"]',
  whyHead: '[data-name="why"] .why-head',
  derivation: (name) => `[data-name="derivation"][data-why="${name}"]`,
  dock: '[data-name="dock"]',
  phrase: "button.phrase[data-set]",
  claim: "article.claim",
  shock: (slug) => `[data-shock="${slug}"]`,
  shocks: '[data-name="shocks"]',
  paper: '[data-name="paper"]',
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

/** The browser: the one named in CHROMIUM, else Debian's. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The same without the windows around its pages, which take half of the machine; where it is installed. */
const SHELL = "/usr/bin/chromium-headless-shell";

const WHOLE = { executablePath: CHROMIUM, args: FLAGS };
const PAGES = { ...WHOLE, executablePath: process.env.CHROMIUM === undefined && existsSync(SHELL) ? SHELL : CHROMIUM };

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const FILES = new Set(
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(dist.length)),
);

/** Whether an address is that of a file of the site, under whatever path it stands. */
function isOfSite(url) {
  const { pathname } = new URL(url);
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) if (FILES.has(path.slice(at))) return true;
  return false;
}

/** Runs in each page: what its policy refuses is a fault. */
function watchPolicy() {
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    console.error(`policy: ${violatedDirective} refuses ${blockedURI}`);
  });
}

/** Starts Chromium for its pages. Close it when done. */
export function launch() {
  return chromium.launch(PAGES);
}

/** The whole browser, as it is measured. */
export function launchWhole() {
  return chromium.launch(WHOLE);
}

/** The whole browser with a profile in a folder, as a reader has it: pages may be installed. */
export function persistent(folder) {
  return chromium.launchPersistentContext(folder, WHOLE);
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
   * @param {{ width?: number, height?: number, ratio?: number, scheme?: "light" | "dark", script?: boolean,
   *   motion?: boolean, touch?: boolean, stop?: string, delay?: string, keep?: boolean, init?: () => void }} [options]
   *   the viewport in CSS pixels, pixels of the device for each of them, the colour scheme, whether scripts run,
   *   whether motion is wanted, whether it is touched, which requests are refused, which wait for `release()`,
   *   whether the site may keep itself for reading without a network, what runs in the page before all else
   */
  static async open(browser, url, options = {}) {
    const { width = 1280, height = 900, ratio = 1, scheme = "light", script = true, motion = false, touch = false, stop, delay, keep = false, init } =
      options;
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: ratio,
      colorScheme: scheme,
      reducedMotion: motion ? "no-preference" : "reduce",
      javaScriptEnabled: script,
      hasTouch: touch,
      serviceWorkers: keep ? "allow" : "block",
    });
    await context.addInitScript(watchPolicy);
    if (stop) await context.route(stop, (route) => route.abort());
    let release;
    const released = new Promise((done) => (release = done));
    if (delay) await context.route(delay, (route) => released.then(() => route.continue()));
    if (init) await context.addInitScript(init);
    const page = new FactoryPage(await context.newPage(), new URL(url).origin);
    page.release = release;
    // What waits is part of what a page loads.
    await page.tab.goto(url, { waitUntil: delay ? "domcontentloaded" : "load" });
    return page;
  }

  /** @param {import("playwright-core").Page} tab @param {string} origin */
  constructor(tab, origin) {
    this.tab = tab;
    this.origin = origin;
    hearFaults(tab, this.faults);
    tab.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // A page that is left before it has loaded everything gives up the rest itself.
      if (why !== "net::ERR_ABORTED") this.faults.push(`failed: ${request.url()} (${why})`);
    });
    tab.on("response", (response) => {
      if (response.status() >= 400) this.faults.push(`status ${response.status()}: ${response.url()}`);
    });
    tab.on("request", (request) => {
      const { protocol, origin: to } = new URL(request.url());
      if (["data:", "blob:"].includes(protocol)) return;
      if (to !== origin) this.faults.push(`outside: ${request.url()}`);
      else if (!isOfSite(request.url())) this.faults.push(`no file of the site: ${request.url()}`);
    });
  }

  /** Waits until the app has taken the place of the static shell, with fonts and published runs; tells why if it does not. */
  async ready() {
    const mounted = `${SELECTORS.app}[data-ready] ${SELECTORS.heading}`;
    try {
      await this.tab.locator(mounted).first().waitFor({ timeout: 20_000 });
    } catch (error) {
      throw new Error(`the app did not mount: ${this.faults.join("; ") || error.message}`);
    }
    await this.tab.evaluate(() => document.fonts.ready.then(() => undefined));
    // Published runs come when the page is painted; then the charts say what they have of them.
    await this.told("frontier").filter({ hasText: /\S/ }).waitFor({ state: "attached", timeout: 20_000 });
    return this;
  }

  get heading() {
    return this.tab.locator(`${SELECTORS.app} ${SELECTORS.heading}`).first();
  }

  get sliders() {
    return this.tab.locator(`${SELECTORS.app} ${SELECTORS.slider}:visible`);
  }

  // Reading.

  /** The query of the address as the page has written it, without its question mark. */
  query() {
    return this.tab.evaluate(() => location.search.slice(1));
  }

  /** A number of the equation or of the facts as it is shown, such as `$3.86B/year`. */
  async shown(name) {
    return (await this.tab.locator(SELECTORS.number(name)).textContent()).trim();
  }

  /** A number of the equation or of the facts; NaN where the page shows a dash. */
  async number(name) {
    return amount(await this.tab.locator(SELECTORS.number(name)).locator(SELECTORS.digits).textContent());
  }

  /** The reason that the page gives for a number, on hover. */
  title(name) {
    return this.tab.locator(SELECTORS.number(name)).getAttribute("title");
  }

  /** The sentence under the equation. */
  async finding() {
    return (await this.tab.locator(SELECTORS.number("finding")).textContent()).trim();
  }

  /** The whole visible text. */
  text() {
    return this.tab.evaluate(() => document.body.innerText);
  }

  /** Places in text, titles, labels and shapes of the page where a computation that failed shows through. */
  broken() {
    return this.tab.evaluate((app) => {
      const holes = /.{0,40}(?:\bNaN\b|\bInfinity\b|\binf\b|\bundefined\b|\bnull\b|\[object ).{0,40}/g;
      const found = document.body.innerText.match(holes) ?? [];
      for (const element of document.querySelectorAll(`${app}, ${app} *`)) {
        for (const { name, value } of element.attributes) {
          if (/NaN|Infinity|\binf\b|undefined/.test(value)) found.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
        }
      }
      return found;
    }, SELECTORS.app);
  }

  /** What the polite region says next after an action. */
  async saidAfter(action) {
    const region = this.tab.locator(SELECTORS.said);
    const before = await region.textContent();
    // It is cleared before each sentence, so that the same sentence counts as a new one.
    // Heard before anything is done: two calls at once might come in either order.
    const ear = await region.evaluateHandle((element) => {
      const heard = new Promise((done) => {
        let isCleared = element.textContent === "";
        const watch = new MutationObserver(() => {
          if (element.textContent === "") isCleared = true;
          else if (isCleared) {
            watch.disconnect();
            done(element.textContent);
          }
        });
        watch.observe(element, { childList: true, characterData: true, subtree: true });
      });
      return { heard };
    });
    await action();
    const heard = ear.evaluate(({ heard }) => heard);
    return within(heard, `nothing new is said; last was “${before}”`);
  }

  /** Waits until all draws of the present scenario are shown, in the charts too. */
  async drawn() {
    await this.tab.locator(SELECTORS.drawn).waitFor({ timeout: 20_000 });
    await this.painted();
  }

  /** How many draws of the present scenario are shown. */
  async draws() {
    return Number(await this.tab.locator(SELECTORS.number("chances")).getAttribute("data-draws"));
  }

  /** How many dots of the twenty stand for a profit. */
  dots() {
    return this.tab.locator(`${SELECTORS.number("cases")} .case:not(.is-loss, .is-unknown)`).count();
  }

  /**
   * Milliseconds from the moves of a slider to the last of the draws that they ask for, one for each move. The
   * band over the lever is the same at all of its places, so that none is made.
   */
  timeDraws(lever, rounds) {
    return this.range(lever).evaluate(
      async (input, [rounds, selector]) => {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
        const section = document.querySelector(selector);
        const all = () => section.dataset.draws === "10000" && section.dataset.band === "true";
        const shown = () =>
          new Promise((done) => {
            const look = () => (all() ? done() : requestAnimationFrame(look));
            requestAnimationFrame(look);
          });
        const times = [];
        for (let round = 0; round < rounds; round += 1) {
          const part = 0.1 + 0.8 * ((round * 0.382 + 0.05) % 1);
          set.call(input, String(Math.round(Number(input.min) + part * (Number(input.max) - Number(input.min)))));
          const start = performance.now();
          input.dispatchEvent(new Event("input", { bubbles: true }));
          input.dispatchEvent(new Event("change", { bubbles: true }));
          await shown();
          times.push(performance.now() - start);
        }
        return times;
      },
      [rounds, SELECTORS.number("chances")],
    );
  }

  /** Waits until two frames have been painted: whatever was asked for by then is on the page. */
  painted() {
    return this.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  }

  /** The element that has the focus: its id, else its name for tests, else its tag. */
  focused() {
    return this.tab.evaluate(() => {
      const element = document.activeElement;
      return element.id || element.dataset.name || element.tagName;
    });
  }

  /** Whether the slider or the part of a drawing that has the focus looks otherwise than without it. */
  async isMarked() {
    const focused = await this.tab.evaluateHandle(() => document.activeElement);
    const place = await this.tab.evaluateHandle(() => document.activeElement.closest("svg") ?? document.activeElement.parentElement);
    const marked = await place.screenshot();
    await focused.evaluate((element) => element.blur());
    const plain = await place.screenshot();
    // It was reached by a key, so that the browser marks it again.
    await focused.evaluate((element) => element.focus({ preventScroll: true }));
    return !marked.equals(plain);
  }

  // Levers.

  range(lever) {
    return this.tab.locator(SELECTORS.range(lever));
  }

  entry(lever) {
    return this.tab.locator(SELECTORS.entry(lever));
  }

  pick(lever) {
    return this.tab.locator(SELECTORS.pick(lever));
  }

  fault(lever) {
    return this.tab.locator(SELECTORS.fault(lever));
  }

  /** What the slider says to a screen reader. */
  spoken(lever) {
    return this.range(lever).getAttribute("aria-valuetext");
  }

  /** Types into the field of a lever in place of what it holds, without settling. */
  async type(lever, text) {
    await this.entry(lever).focus();
    await this.entry(lever).press("Control+a");
    await this.tab.keyboard.type(text);
  }

  /** Types a value and settles on it. */
  async set(lever, text) {
    await this.type(lever, text);
    await this.tab.keyboard.press("Enter");
    await this.painted();
  }

  /**
   * Drags the thumb of a slider with the mouse to a part of its track. `meanwhile` is called before the button
   * is let go.
   */
  async drag(lever, part, meanwhile = async () => {}) {
    const slider = this.range(lever);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const { value, max } = await slider.evaluate(({ value, max }) => ({ value: Number(value), max: Number(max) }));
    // The middle of a thumb stays half a thumb away from both ends.
    const thumb = Math.min(box.height, 20);
    const x = (at) => box.x + thumb / 2 + at * (box.width - thumb);
    const y = box.y + box.height / 2;
    await this.tab.mouse.move(x(value / max), y);
    await this.tab.mouse.down();
    await this.tab.mouse.move(x(part), y, { steps: 8 });
    await this.painted();
    await meanwhile();
    await this.tab.mouse.up();
    await this.painted();
  }

  /** The buttons under a track whose names hold a text: break-even and published values. */
  values(lever, text) {
    return this.tab.locator(SELECTORS.published(lever)).getByRole("button", { name: text });
  }

  /** What is told in full of the value that the reader points at. */
  valueTold(lever) {
    return this.tab.locator(SELECTORS.published(lever)).locator(SELECTORS.valueTold);
  }

  /** What a tenth more of a lever does, as it is written beside its track. */
  response(lever) {
    return this.tab.locator(SELECTORS.response(lever));
  }

  /** The section of ranked swings: a picture that the page is pressed with, and bars after the first change. */
  get swings() {
    return this.tab.locator(SELECTORS.swings);
  }

  get swingsPicture() {
    return this.swings.locator("img");
  }

  get swingsTable() {
    return this.swings.locator(SELECTORS.swingsTable);
  }

  /** Bars, each a link; there are none while the pressed picture stands. */
  get swingBars() {
    return this.swings.locator(SELECTORS.swing);
  }

  get swingsFinding() {
    return this.swings.locator(SELECTORS.swingsFinding);
  }

  /** Every lever on the page, the folded ones too (they are opened): its name and the number of its places. */
  async levers() {
    await this.unfold(SELECTORS.group);
    // They come when their group is unfolded.
    await this.tab.waitForFunction(
      ([group, lever]) => [...document.querySelectorAll(group)].every((it) => it.querySelector(lever)),
      [SELECTORS.group, SELECTORS.lever],
    );
    return this.tab.locator(SELECTORS.lever).evaluateAll((elements) =>
      elements.map((element) => {
        const range = element.querySelector("input[type=range]");
        const select = element.querySelector("select");
        const name = element.dataset.name.replace("lever-", "");
        if (select) return { name, values: [...select.options].map((option) => option.value) };
        return range ? { name, last: Number(range.max) } : { name, values: ["off", "on"] };
      }),
    );
  }

  /** Puts the slider of a lever at a place, as a reader does who lets go there. */
  async place(lever, place) {
    await this.range(lever).evaluate((input, place) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, String(place));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, place);
  }

  /** Follows a link to a scenario without loading the page again, as Back and Forward do. */
  async follow(query) {
    await this.tab.evaluate((query) => {
      history.pushState(null, "", `${location.pathname}${query && "?"}${query}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, query);
    await this.painted();
  }

  button(name) {
    return this.tab.locator(SELECTORS.number(name));
  }

  preset(slug) {
    return this.tab.locator(SELECTORS.preset(slug));
  }

  scheme(label) {
    return this.tab.locator(SELECTORS.scheme).getByRole("button", { name: label, exact: true });
  }

  /** The sentences about what could not be read of the link. */
  get linkFaults() {
    return this.tab.locator(SELECTORS.linkFaults).getByRole("listitem").allTextContents();
  }

  // Charts.

  canvas(chart) {
    return this.tab.locator(SELECTORS.canvas(chart));
  }

  legend(chart) {
    return this.tab.locator(SELECTORS.legend(chart));
  }

  series(chart) {
    return this.legend(chart).locator(SELECTORS.legendItem);
  }

  /** What a chart says of the single point that is read. */
  told(chart) {
    return this.tab.locator(SELECTORS.told(chart));
  }

  /** The section on how right the numbers are, and the part of it that is loaded on demand. */
  get right() {
    return this.tab.locator(SELECTORS.right);
  }

  get rightPart() {
    return this.tab.locator(SELECTORS.rightPart);
  }

  /** Opens the part of that section that is loaded on demand, or closes it. */
  unfoldRight() {
    return this.tab.locator(SELECTORS.rightDetails).locator("summary").click();
  }

  /** Has a chart painted on its canvas, as it is when a reader goes at it; before that its pressed drawing stands there. */
  async wake(...charts) {
    for (const chart of charts) {
      await this.canvas(chart).evaluate((canvas) => {
        canvas.focus({ preventScroll: true });
        canvas.blur();
      });
      await this.tab.locator(SELECTORS.live(chart)).waitFor({ state: "attached" });
    }
    await this.painted();
  }

  /** A chart in words: its title, its axes, how each series runs. */
  description(chart) {
    return this.tab.locator(SELECTORS.description(chart)).textContent();
  }

  /** The ends of the upright axis, in words. */
  async upright(chart) {
    return (await this.description(chart)).match(/Upwards: (.*?)\. /)?.[1];
  }

  /** All numbers of a chart from its table, which is opened: `{ columns, rows }`, both texts, and what else is drawn. */
  async table(chart) {
    await this.unfold(SELECTORS.table(chart));
    return this.tab.locator(SELECTORS.table(chart)).evaluate((details) => {
      const texts = (elements) => [...elements].map((element) => element.textContent.trim());
      return {
        columns: texts(details.querySelectorAll("thead th")),
        rows: [...details.querySelectorAll("tbody tr")].map((row) => texts(row.cells)),
        remarks: texts(details.querySelectorAll("li")),
      };
    });
  }

  /** The last number of a column of a chart's table, by the beginning of the column's name. */
  async last(chart, column) {
    const { columns, rows } = await this.table(chart);
    const at = columns.findIndex((name) => name === column);
    if (at < 0) throw new Error(`the ${chart} chart has no column “${column}” among ${columns.join(", ")}`);
    return amount(rows.at(-1)[at]);
  }

  /** The picture of a chart, or of its first `width` CSS pixels: equal texts are equal pixels. */
  pixels(chart, width = Infinity) {
    return this.canvas(chart).evaluate((canvas, width) => {
      const columns = Math.min(canvas.width, Math.round(width * devicePixelRatio));
      const { data } = canvas.getContext("2d").getImageData(0, 0, columns, canvas.height);
      // FNV-1a over whole pixels.
      let hash = 0x811c9dc5;
      for (const pixel of new Uint32Array(data.buffer)) hash = Math.imul(hash ^ pixel, 0x01000193) >>> 0;
      return `${columns}x${canvas.height} ${hash}`;
    }, Number.isFinite(width) ? width : 1e6);
  }

  /** The colours of a chart, the most frequent first: `[red, green, blue, pixels]`. */
  colours(chart) {
    return this.canvas(chart).evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map();
      for (const pixel of new Uint32Array(data.buffer)) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      const byCount = [...counts].sort((a, b) => b[1] - a[1]);
      return byCount.map(([pixel, count]) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, count]);
    });
  }

  /** The backing store of a canvas and its size in CSS pixels. */
  canvasSize(chart) {
    return this.canvas(chart).evaluate((canvas) => {
      const { width, height } = canvas.getBoundingClientRect();
      return { width: canvas.width, height: canvas.height, css: { width, height }, ratio: devicePixelRatio };
    });
  }

  /**
   * Watches a chart while `action` moves a slider: for each input event the place it set, and whether the
   * frame after it shows other pixels than the frame before.
   *
   * @returns {Promise<{ place: string, repainted: boolean }[]>}
   */
  async frames(lever, chart, action) {
    const selectors = [SELECTORS.range(lever), SELECTORS.canvas(chart)];
    await this.tab.evaluate(([slider, chart]) => {
      const canvas = document.querySelector(chart);
      const picture = () => canvas.toDataURL();
      const frames = (window.frames_ = { seen: [], waiting: 0 });
      frames.listen = (event) => {
        if (event.target !== document.querySelector(slider)) return;
        const [place, before] = [event.target.value, picture()];
        frames.waiting += 1;
        // Asked for after the app's own callback, so called after it in the same frame.
        requestAnimationFrame(() => {
          frames.seen.push({ place, repainted: picture() !== before });
          frames.waiting -= 1;
        });
      };
      window.addEventListener("input", frames.listen);
    }, selectors);
    await action();
    await this.tab.waitForFunction(() => window.frames_.waiting === 0);
    return this.tab.evaluate(() => {
      window.removeEventListener("input", window.frames_.listen);
      return window.frames_.seen;
    });
  }

  // Every number.

  get ledger() {
    return this.tab.locator(SELECTORS.ledger);
  }

  row(name) {
    return this.tab.locator(SELECTORS.rowNamed(name));
  }

  /** Every row of the sheet, which is opened: `{ name, shown, formula, inputs, source }`. */
  async rows() {
    await this.unfold(SELECTORS.ledger);
    await this.unfold(`${SELECTORS.ledger} details`);
    // The program beside the page fills each stage.
    await this.tab.waitForFunction(
      ([ledger, row]) => [...document.querySelectorAll(`${ledger} details[data-stage]`)].every((stage) => stage.querySelector(row)),
      [SELECTORS.ledger, SELECTORS.row],
    );
    return this.ledger.locator(SELECTORS.row).evaluateAll(
      (rows, { value, formula, input, source }) =>
        rows.map((row) => ({
          name: row.id,
          shown: row.querySelector(value).textContent,
          formula: row.querySelector(formula)?.textContent ?? "",
          inputs: [...row.querySelectorAll(input)].map((link) => link.getAttribute("href")),
          source: row.querySelector(source)?.textContent.trim() ?? "",
        })),
      {
        value: SELECTORS.rowValue,
        formula: SELECTORS.rowFormula,
        input: SELECTORS.rowInput,
        source: SELECTORS.rowSource,
      },
    );
  }

  /** Opens the folded elements of a selector, and those that come to light in doing so. */
  async unfold(selector = "details") {
    for (;;) {
      const opened = await this.tab.locator(`${selector}:not([open])`).evaluateAll((folded) => {
        for (const details of folded) details.open = true;
        return folded.length;
      });
      if (opened === 0) return;
      // The page fills what is open when it is told so, in a task of its own.
      await this.painted();
    }
  }

  /** Unfolds all of the page; of the sheet, which has thousands of elements alike, only its first stage. */
  async unfoldAll() {
    await this.unfold(`${SELECTORS.main} > :not(${SELECTORS.ledger}) details`);
    await this.unfold(`${SELECTORS.main} > ${SELECTORS.ledger}`);
    await this.unfold(`${SELECTORS.ledger} > details:first-of-type`);
  }

  /** The dialog that explains a number. */
  get why() {
    return this.tab.locator(SELECTORS.why);
  }

  /** The derivation of a number, where it is shown. */
  derivation(name) {
    return this.why.locator(SELECTORS.derivation(name));
  }

  /** A button at the head of the dialog: “Back” or “Close”. */
  whyButton(label) {
    return this.tab.locator(SELECTORS.whyHead).getByRole("button", { name: label, exact: true });
  }

  /** A link within the dialog to another number. */
  whyLink(name) {
    return this.why.locator(`a[data-number="${name}"]`).first();
  }

  // The story.

  get phrases() {
    return this.tab.locator(SELECTORS.phrase);
  }

  get claims() {
    return this.tab.locator(SELECTORS.claim);
  }

  get shocks() {
    return this.tab.locator(SELECTORS.shocks);
  }

  shock(slug) {
    return this.shocks.locator(SELECTORS.shock(slug));
  }

  /** The levers at hand. */
  get dock() {
    return this.tab.locator(SELECTORS.dock);
  }

  /** What only paper shows. */
  get paper() {
    return this.tab.locator(SELECTORS.paper);
  }

  // The window.

  async resize(width, height = 900) {
    await this.tab.setViewportSize({ width, height });
    await this.painted();
  }

  /** Asks for other media: `{ colorScheme, forcedColors, reducedMotion }`. */
  async media(features) {
    await this.tab.emulateMedia(features);
    await this.painted();
  }

  /** What moves or is about to move on the page. */
  animations() {
    return this.tab.evaluate(() =>
      document.getAnimations().map((animation) => `${animation.animationName ?? animation.transitionProperty}`),
    );
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
    const { violations } = await this.tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
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

const POWERS = { K: 1e3, M: 1e6, B: 1e9, T: 1e12, Q: 1e15 };

/** The number in a text of the page, such as `−$1.2B per year`; NaN where there is none. */
export function amount(text) {
  const [, sign, digits, power] = text.match(/([−-]?)\$?(\d[\d,]*(?:\.\d+)?)([KMBTQ]?)/) ?? [];
  if (digits === undefined) return NaN;
  return (sign ? -1 : 1) * Number(digits.replaceAll(",", "")) * (POWERS[power] ?? 1);
}

/** Waits for a promise, but not for ever: after ten seconds it fails with a sentence. */
function within(promise, sentence) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(sentence)), 10_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
