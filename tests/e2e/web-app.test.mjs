// The site as a web app: it can be installed, the service worker caches all of it, and later visits request nothing
// but the service worker. Related faults are in faults/offline.mjs: links without a server, new versions while two
// pages are open.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, launchWithProfile } from "./browser.mjs";
import { parseServiceWorker } from "./build.mjs";
import { serveSite } from "./faulty-server.mjs";
import { MOUNTED } from "./page/factory-page.mjs";
import { pngSize } from "./png.mjs";

describe("the app", () => {
  let site;
  let folder;
  let context;
  before(async () => {
    site = await serveSite();
    folder = await mkdtemp(join(tmpdir(), "token-factory-profile-"));
    // Browsers do not install apps from a private window, which other contexts are.
    context = await launchWithProfile(folder);
  });
  after(async () => {
    await context?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("can be installed", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    await tab.waitForSelector(MOUNTED);
    const session = await context.newCDPSession(tab);
    const { errors, url } = await session.send("Page.getAppManifest");
    assert.deepEqual([url, errors], [`${site.url}manifest.webmanifest`, []]);
    assert.deepEqual((await session.send("Page.getInstallabilityErrors")).installabilityErrors, []);
    await tab.close();
  });

  test("has icons and screenshots as its manifest states, and shortcuts that open", async () => {
    const manifest = await (await fetch(`${site.url}manifest.webmanifest`)).json();
    const pictures = [...manifest.icons, ...manifest.screenshots];
    for (const { src, sizes, type } of pictures) {
      const response = await fetch(site.url + src);
      assert.equal(response.headers.get("content-type"), type, src);
      if (type !== "image/png") continue;
      const { width, height } = pngSize(Buffer.from(await response.arrayBuffer()));
      assert.equal(`${width}x${height}`, sizes, src);
    }
    assert.deepEqual([...new Set(manifest.screenshots.map((it) => it.form_factor))].sort(), ["narrow", "wide"]);
    assert.ok(manifest.icons.some((it) => it.purpose === "maskable" && it.sizes === "512x512"));
    assert.ok(manifest.shortcuts.length >= 3);
    const tab = await context.newPage();
    for (const { name, url } of manifest.shortcuts) {
      await tab.goto(new URL(url, site.url).href);
      await tab.waitForSelector(MOUNTED);
      assert.ok(await tab.locator('[data-name="link-faults"]').isHidden(), name);
      assert.notEqual(await tab.evaluate("document.documentElement.dataset.link"), "", name);
    }
    await tab.close();
  });

  test("requests nothing but the service worker on a later visit", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    await tab.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated");
    site.requests.splice(0);
    for (const where of ["", "?v=2&context=80k", "manual.html"]) {
      await tab.goto(site.url + where);
      if (where !== "manual.html") await tab.waitForSelector(MOUNTED);
      await tab.waitForLoadState("networkidle");
    }
    await tab.goto(site.url);
    await tab.waitForSelector(MOUNTED);
    // The program of the web worker comes from the cache, too.
    await tab.locator("#entry-context").fill("90k");
    await tab.keyboard.press("Enter");
    await tab.locator('[data-name="chances"][data-draws="10000"]').waitFor();
    await tab.waitForLoadState("networkidle");
    assert.deepEqual(site.requests.filter((path) => path !== "/sw.js"), []);
    await tab.close();
  });

  test("caches exactly the files in its list, under their names", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    const cached = await tab.evaluate(async () => {
      const [name, ...more] = await caches.keys();
      const cache = await caches.open(name);
      return { more, addresses: (await cache.keys()).map((request) => request.url) };
    });
    const { files } = parseServiceWorker(await (await fetch(`${site.url}sw.js`)).text());
    const wanted = [...Object.keys(files), "complete"].map((name) => site.url + name);
    assert.deepEqual([cached.more, cached.addresses.sort()], [[], wanted.sort()]);
    await tab.close();
  });
});

test("a frame of the embed stores nothing and registers nothing", async () => {
  const site = await serveSite();
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    await tab.goto(`${site.url}embed/`);
    await tab.waitForSelector(MOUNTED);
    const stored = await tab.evaluate(async () => ({
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      caches: (await caches.keys()).length,
      stored: localStorage.length + sessionStorage.length,
      cookies: document.cookie,
      bases: (await indexedDB.databases()).length,
    }));
    assert.deepEqual(stored, { workers: 0, caches: 0, stored: 0, cookies: "", bases: 0 });
  } finally {
    await browser.close();
    await site.stop();
  }
});
