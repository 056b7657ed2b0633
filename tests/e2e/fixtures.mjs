// Fixtures of a test file: one server and one browser for the file, one open page at a time.

import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { launch } from "./browser.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";

/**
 * Starts a server of the built site and a browser before the tests of a file or of a `describe`, and stops them after.
 *
 * @param {() => Promise<void>} [started] further preparations that need both: hooks of a file do not wait for each other
 * @returns {{ url: string, browser: import("playwright-core").Browser,
 *   open: (where?: string, options?: object) => Promise<FactoryPage> }} all but `open` are set when the tests run. `open`
 *   opens the page at a path, query or fragment, without waiting until the app has mounted; it closes the page that it
 *   opened before.
 */
export function serverAndBrowser(started = async () => {}) {
  const fixture = {};
  const pages = [];
  let server;

  before(async () => {
    server = await startServer();
    fixture.url = server.url;
    fixture.browser = await launch();
    await started();
  });

  afterEach(() => pages.splice(0).at(-1)?.close());

  after(async () => {
    await fixture.browser?.close();
    await server?.stop();
  });

  fixture.open = async (where = "", options = {}) => {
    await pages.at(-1)?.close();
    const page = await FactoryPage.open(fixture.browser, fixture.url + where, options);
    pages.push(page);
    return page;
  };
  return fixture;
}

/**
 * For tests of the mounted page: the function it returns opens the page and waits until the app has mounted. After each
 * test the pages that it opened must be free of errors.
 *
 * @param {ReturnType<typeof serverAndBrowser>} [site]
 * @returns {(where?: string, options?: object) => Promise<FactoryPage>}
 */
export function mountedPages(site = serverAndBrowser()) {
  const pages = [];
  afterEach(() => assert.deepEqual(pages.splice(0).flatMap((page) => page.errors), []));

  return async (where, options) => {
    const page = await site.open(where, options);
    pages.push(page);
    return page.ready();
  };
}
