// What the three browser engines have in common. Each of `chromium.mjs`, `firefox.mjs` and `webkit.mjs` exports
//
//   name            the name of the browser
//   missing()       why it cannot run on this machine; undefined where it can
//   start()         → Engine
//
// Engine:
//   open(url, options)   → Page, in a separate profile (no storage, no caches of earlier pages)
//   close()              ends the browser
//
// Page:
//   evaluate(source)     the value of an expression in the page, as JSON; promises are awaited
//   wait(source, ms)     waits until an expression is true (10 s)
//   goto(url), reload()  wait for the load event
//   openTab(url)         → Page, a second tab with the same storage
//   press(key)           presses a key ("End", "ArrowRight")
//   errors               console errors and uncaught exceptions so far, one sentence each; undefined where the engine
//                        does not report them
//   close()
//
// options: { script: false } disables scripts; { init: "source" } runs in every document before its own scripts;
// { width, height } of the window in CSS pixels; { full: true } asks for the full browser where tests otherwise use a headless shell.
// For what an engine cannot do it throws `Unsupported`.

import { setTimeout as pause } from "node:timers/promises";
import { collectErrors } from "../errors.mjs";

/** Thrown for what an engine has no control for. The message is the reason, for the table of faults. */
export class Unsupported extends Error {}

/**
 * Evaluates an expression until it is true. One that throws, as on a page that is being left, counts as false.
 *
 * @param {(source: string) => Promise<unknown>} evaluate
 * @param {string} source
 * @param {number} [ms] how long at most
 */
export async function waitUntil(evaluate, source, ms = 10_000) {
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
  throw new Error(`waited ${ms} ms for ${source}; the last result was ${JSON.stringify(last)}`);
}

/** An expression for the value of another as JSON text. */
export const asJson = (source) => `Promise.resolve(${source}).then((it) => JSON.stringify(it === undefined ? null : it))`;

/** A page of playwright-core or puppeteer-core: this class uses what both have in common. */
export class TabPage {
  errors = [];

  constructor(context, tab) {
    this.context = context;
    this.tab = tab;
    collectErrors(tab, this.errors);
  }

  evaluate(source) {
    return this.tab.evaluate(source);
  }

  wait(source, ms) {
    return waitUntil((it) => this.evaluate(it), source, ms);
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

  async openTab(url) {
    const page = new this.constructor(this.context, await this.context.newPage());
    await page.goto(url);
    return page;
  }

  async close() {
    await this.context.close();
  }
}
