// A test's visits to the page: one server and one browser for a file, a page for each visit, and no fault in any.

import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { FactoryPage, launch } from "./page.mjs";
import { startServer } from "./server.mjs";

/**
 * Sets up the tests of a file. What it gives opens the mounted page at a query or fragment; after each test the
 * pages it opened must be without console errors, failed requests and requests to others.
 *
 * @returns {(where?: string, options?: object) => Promise<FactoryPage>}
 */
export function visits() {
  let server;
  let browser;
  const pages = [];

  before(async () => {
    server = await startServer();
    browser = await launch();
  });

  afterEach(async () => {
    const opened = pages.splice(0);
    await Promise.all(opened.map((page) => page.close()));
    assert.deepEqual(opened.flatMap((page) => page.faults), []);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  return async (where = "", options = {}) => {
    const page = await FactoryPage.open(browser, server.url + where, options);
    pages.push(page);
    return page.ready();
  };
}
