// What holds for the page whatever it shows: it loads, it mounts, it keeps to itself, it can be read by all.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FactoryPage, launch } from "./page.mjs";
import { dist, startServer } from "./server.mjs";

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the page has a heading and a paragraph before any script runs", async () => {
  const page = await FactoryPage.open(browser, server.url, { script: false });
  assert.equal((await page.heading.textContent()).trim(), "Token Factory");
  assert.ok((await page.tab.locator("#factory p").first().textContent()).trim().length > 40);
  await page.close();
});

test("the app mounts without a fault and asks nobody else for anything", async () => {
  const page = await FactoryPage.open(browser, server.url);
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  assert.deepEqual(page.faults, []);
  await page.close();
});

test("the site works under a path", async () => {
  const folder = await mkdtemp(join(tmpdir(), "token-factory-"));
  await writeFile(join(folder, "index.html"), "<!DOCTYPE html><title>Front</title>");
  await cp(dist, join(folder, "a", "path"), { recursive: true });
  const host = await startServer({ dir: folder });
  try {
    const page = await FactoryPage.open(browser, `${host.url}a/path/?from=test#top`);
    await page.ready();
    assert.deepEqual(page.faults, []);
    await page.close();
  } finally {
    await host.stop();
    await rm(folder, { recursive: true });
  }
});

for (const scheme of ["light", "dark"]) {
  for (const width of [320, 768, 1280]) {
    test(`axe finds nothing and nothing scrolls sideways at ${width} px, ${scheme}`, async () => {
      const page = await FactoryPage.open(browser, server.url, { width, scheme });
      await page.ready();
      assert.deepEqual(await page.violations(), []);
      assert.equal(await page.overflow(), 0);
      await page.close();
    });
  }
}
