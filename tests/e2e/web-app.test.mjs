// The site as an app: it can be installed, it is kept whole, and a later visit asks for nothing but the worker. What goes
// wrong with that is in faults/offline.mjs: links without a server, new versions under two open pages, the switch.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { listed } from "./site-copy.mjs";
import { launch, persistent } from "./page.mjs";
import { serveSite } from "./faulty-server.mjs";

const READY = "#factory[data-ready]";

/** Width and height of a PNG, which stand at its beginning. */
const size = (png) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

describe("the app", () => {
  let site;
  let folder;
  let context;
  before(async () => {
    site = await serveSite();
    folder = await mkdtemp(join(tmpdir(), "token-factory-profile-"));
    // A profile on the disk: browsers install nothing from a private window.
    context = await persistent(folder);
  });
  after(async () => {
    await context?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("can be installed", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    await tab.waitForSelector(READY);
    const ask = await context.newCDPSession(tab);
    const { errors, url } = await ask.send("Page.getAppManifest");
    assert.deepEqual([url, errors], [`${site.url}manifest.webmanifest`, []]);
    assert.deepEqual((await ask.send("Page.getInstallabilityErrors")).installabilityErrors, []);
    await tab.close();
  });

  test("says of each icon and picture what it is, and offers links that open", async () => {
    const manifest = await (await fetch(`${site.url}manifest.webmanifest`)).json();
    const pictures = [...manifest.icons, ...manifest.screenshots];
    for (const { src, sizes, type } of pictures) {
      const answer = await fetch(site.url + src);
      assert.equal(answer.headers.get("content-type"), type, src);
      if (type === "image/png") assert.equal(size(Buffer.from(await answer.arrayBuffer())), sizes, src);
    }
    assert.deepEqual([...new Set(manifest.screenshots.map((it) => it.form_factor))].sort(), ["narrow", "wide"]);
    assert.ok(manifest.icons.some((it) => it.purpose === "maskable" && it.sizes === "512x512"));
    assert.ok(manifest.shortcuts.length >= 3);
    const tab = await context.newPage();
    for (const { name, url } of manifest.shortcuts) {
      await tab.goto(new URL(url, site.url).href);
      await tab.waitForSelector(READY);
      assert.ok(await tab.locator('[data-name="link-faults"]').isHidden(), name);
      assert.notEqual(await tab.evaluate("document.documentElement.dataset.link"), "", name);
    }
    await tab.close();
  });

  test("asks at a later visit for nothing but the worker", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    await tab.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated");
    site.requests.splice(0);
    for (const where of ["", "?v=2&context=80k", "manual.html"]) {
      await tab.goto(site.url + where);
      if (where !== "manual.html") await tab.waitForSelector(READY);
      await tab.waitForLoadState("networkidle");
    }
    await tab.goto(site.url);
    await tab.waitForSelector(READY);
    // The program beside the page, a drawing and the page of published results come out of what is kept, too.
    await tab.locator("#entry-context").fill("90k");
    await tab.keyboard.press("Enter");
    await tab.locator('[data-name="chances"][data-draws="10000"]').waitFor();
    await tab.waitForLoadState("networkidle");
    assert.deepEqual(site.requests.filter((path) => path !== "/sw.js"), []);
    await tab.close();
  });

  test("keeps files under their names alone, as many as its list has", async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    const kept = await tab.evaluate(async () => {
      const [name, ...more] = await caches.keys();
      const cache = await caches.open(name);
      return { more, addresses: (await cache.keys()).map((request) => request.url) };
    });
    const { files } = listed(await (await fetch(`${site.url}sw.js`)).text());
    const wanted = [...Object.keys(files), "complete"].map((name) => site.url + name);
    assert.deepEqual([kept.more, kept.addresses.sort()], [[], wanted.sort()]);
    await tab.close();
  });
});

test("a frame of the embed keeps nothing and registers nothing", async () => {
  const site = await serveSite();
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    await tab.goto(`${site.url}embed/`);
    await tab.waitForSelector(READY);
    const kept = await tab.evaluate(async () => ({
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      caches: (await caches.keys()).length,
      stored: localStorage.length + sessionStorage.length,
      cookies: document.cookie,
      bases: (await indexedDB.databases()).length,
    }));
    assert.deepEqual(kept, { workers: 0, caches: 0, stored: 0, cookies: "", bases: 0 });
  } finally {
    await browser.close();
    await site.stop();
  }
});
