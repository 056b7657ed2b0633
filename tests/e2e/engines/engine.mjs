// What the three browser engines have in common. Each of `chromium.mjs`, `firefox.mjs` and `webkit.mjs` exports
//
//   name            what a reader calls it
//   missing()       why it cannot be driven on this machine; nothing where it can
//   start()         → Engine
//
// Engine:
//   open(url, options)   → Page, in a profile of its own (no storage, no caches of earlier pages)
//   close()              ends the browser
//
// Page:
//   evaluate(source)     the value of an expression in the page, as JSON gives it; promises are awaited
//   wait(source, ms)     until an expression is true (10 s); says what was waited for
//   goto(url), reload()  as a reader does both: done when the page has loaded
//   beside(url)          → Page, a second tab with the same storage
//   press(key)           a key of the keyboard ("End", "ArrowRight"), to what has the focus
//   faults               console errors and uncaught exceptions so far, one sentence each; undefined where the engine
//                        does not tell them
//   close()
//
// options: { script: false } no scripts run; { init: "source" } runs in every document before all else;
// { width, height } of the window in CSS pixels. What an engine cannot do it refuses by `Unasked`.

import { setTimeout as pause } from "node:timers/promises";

/** Something that an engine has no control for. The message is the reason, for the table of faults. */
export class Unasked extends Error {}

/**
 * Evaluates until the answer is true. An expression that fails (a page that is being left) counts as false.
 *
 * @param {(source: string) => Promise<unknown>} evaluate
 * @param {string} source
 * @param {number} [ms] how long at most
 */
export async function waited(evaluate, source, ms = 10_000) {
  const end = Date.now() + ms;
  let last;
  do {
    try {
      last = await evaluate(source);
      if (last) return last;
    } catch (error) {
      last = error.message;
    }
    await pause(50);
  } while (Date.now() < end);
  throw new Error(`waited ${ms} ms for ${source}; the last answer was ${JSON.stringify(last)}`);
}

/** An expression as one that gives JSON text, whatever it gives. */
export const asJson = (source) => `Promise.resolve(${source}).then((it) => JSON.stringify(it === undefined ? null : it))`;

/** Notes console errors and uncaught exceptions of a tab, one sentence each. */
export function hearFaults(tab, faults) {
  tab.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
}

/** A page whose tab is driven as playwright-core and puppeteer-core both do. */
export class TabPage {
  faults = [];

  constructor(context, tab) {
    this.context = context;
    this.tab = tab;
    hearFaults(tab, this.faults);
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
    const page = new this.constructor(this.context, await this.context.newPage());
    await page.goto(url);
    return page;
  }

  async close() {
    await this.context.close();
  }
}
