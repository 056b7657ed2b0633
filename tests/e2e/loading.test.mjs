// Loading: the page is readable before any script runs, and the app mounts without an error wherever the site is served.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { dist } from "./build.mjs";
import { serverAndBrowser } from "./fixtures.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";

const site = serverAndBrowser();

test("the page has a heading and a paragraph before any script runs", async () => {
  const page = await site.open("", { script: false });
  assert.equal((await page.heading.textContent()).trim(), "Token Factory");
  assert.ok((await page.tab.locator("#factory p").first().textContent()).trim().length > 40);
});

test("the app mounts without an error and requests nothing from other origins", async () => {
  const page = await site.open();
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  assert.deepEqual(page.errors, []);
});

test("the site works under a path", async () => {
  const folder = await mkdtemp(join(tmpdir(), "token-factory-"));
  await writeFile(join(folder, "index.html"), "<!DOCTYPE html><title>Front</title>");
  await cp(dist, join(folder, "a", "path"), { recursive: true });
  const host = await startServer({ dir: folder });
  try {
    const page = await FactoryPage.open(site.browser, `${host.url}a/path/?from=test#top`);
    await page.ready();
    assert.deepEqual(page.errors, []);
    await page.close();
  } finally {
    await host.stop();
    await rm(folder, { recursive: true });
  }
});
