// Faults without a network, and of new versions. The cache is complete, and no page mixes files of two versions.

import { setTimeout as pause } from "node:timers/promises";
import { waitUntil } from "../engines/engine.mjs";
import { CONTEXT, ERROR_SCREEN_COUNT, KEEPS_NOTHING, MOUNTED, UNSTARTED_IS_SAID } from "../expressions.mjs";
import { FaultyHost, SiteCopy } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";
const EDITION = `document.documentElement.dataset.edition ?? "1"`;
const OFFERED = `document.querySelector("[data-name=new-version]") !== null`;
/** The names of the caches that contain a complete edition. */
const COMPLETE = `(async () => {
  const complete = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (await cache.match(new URL("complete", location.origin + "/").href)) complete.push(name);
  }
  return complete;
})()`;
const CACHED = `(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated")()`;
/**
 * Checks for a new version and waits for the result: `waiting`, `refused` or `same`. A check that the page itself has
 * begun earlier may still find the old version, so that it is repeated.
 */
const UPDATE = `(async () => {
  for (let round = 0; round < 8; round += 1) {
    const registration = await navigator.serviceWorker.getRegistration();
    const before = registration.waiting;
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (worker) await new Promise((done) => worker.addEventListener("statechange", () => worker.state !== "installing" && done()));
    if (registration.waiting && registration.waiting !== before) return "waiting";
    if (worker) return "refused";
    await new Promise((done) => setTimeout(done, 250));
  }
  return "same";
})()`;

/**
 * Whether another service worker has replaced the one of this page; if none is being installed, checks for one. It fetches nothing
 * through the present one, because the next one takes over only when that has nothing to do.
 */
const REPLACED = `(async () => {
  window.__before ??= navigator.serviceWorker.controller;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration.installing && !registration.waiting) await registration.update().catch(() => {});
  return window.__before.state === "redundant";
})()`;

/** Console errors about files belong to these faults; exceptions do not, except Firefox's about the same. */
const allows = (error) => /^console: |^exception: (None of the “sha|Failed to load)/.test(error);

/** A fault of a site that is cached already, in a page that was loaded from the cache. */
const fault = (id, title, run, prepare = async () => {}) => ({
  id,
  title,
  allows,
  async run(visit, assert, world) {
    const host = await FaultyHost.start(world);
    await prepare(host);
    const page = await visit(host.url);
    await page.wait(CACHED, 20_000);
    await page.reload();
    await page.wait(MOUNTED, 20_000);
    await run({ host, page, assert });
  },
});

const assertMounted = async (page, assert, context) => {
  await page.wait(MOUNTED, 20_000);
  if (context) assert.equal(await page.evaluate(CONTEXT), context);
  assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
};

/** A new version that must not be installed: it is refused, and the old one stays. */
const refused = (id, title, breaks) =>
  fault(id, title, async ({ host, page, assert }) => {
    const before = await page.evaluate(COMPLETE);
    const next = await SiteCopy.create();
    await next.makeEdition(2);
    await host.deploy(next);
    await breaks(host, next);
    assert.equal(await page.evaluate(UPDATE), "refused");
    assert.deepEqual(await page.evaluate(COMPLETE), before);
    assert.equal((await page.evaluate("caches.keys()")).length, 1, "the partial download is not removed");
    await page.reload();
    await assertMounted(page, assert);
    assert.equal(await page.evaluate(EDITION), "1");
  });

/** Accepts the new version in one page. */
const accept = async (page) => {
  await page.wait(OFFERED, 10_000);
  await page.evaluate(`[...document.querySelectorAll("[data-name=new-version] button")].find((it) => it.textContent === "Reload").click()`);
};

export const faults = [
  fault("offline-1", "the server is down: the page reloads", async ({ host, page, assert }) => {
    await host.stop();
    await page.reload();
    await assertMounted(page, assert, "67.8K");
    await page.wait(`document.documentElement.hasAttribute("data-offline")`, 10_000);
    assert.match(await page.evaluate(`document.querySelector(".is-offline").innerText`), /Offline: data as of \d{4}-\d\d-\d\d/i);
  }),
  fault("offline-2", "the server is down: a link with a scenario and a fragment opens", async ({ host, page, assert }) => {
    await host.stop();
    const link = await page.openTab(`${host.url}${QUERY}#why=profit.profit`);
    await assertMounted(link, assert, "80K");
    await link.wait(`document.querySelector("[data-name=derivation][data-why='profit.profit']") !== null`, 10_000);
    const manual = await page.openTab(`${host.url}manual.html#profit.profit`);
    assert.match(await manual.evaluate("document.title"), /Manual/);
  }),
  refused("offline-3", "a new version lacks a file", async (host, next) => next.remove("manual.html")),
  refused("offline-4", "the connection breaks in the middle of a file of the new version", async (host) => host.rule("manual.html", { cut: 100_000 })),
  fault("offline-5", "the server goes down while the new version is downloaded", async ({ host, page, assert }) => {
    const next = await SiteCopy.create();
    await next.makeEdition(2);
    await host.deploy(next);
    host.rule("manual.html", () => {
      host.stop();
      return { cut: 100_000 };
    });
    // If the server stops immediately, the browser may report `same`.
    assert.notEqual(await page.evaluate(UPDATE), "waiting");
    await page.reload();
    await assertMounted(page, assert);
    assert.equal(await page.evaluate(EDITION), "1");
  }),
  fault("offline-6", "a new version is deployed while two pages are open: neither changes until the reader accepts it, then both", async ({ host, page, assert }) => {
    const link = await page.openTab(host.url + QUERY);
    await assertMounted(link, assert, "80K");
    const next = await SiteCopy.create();
    await next.makeEdition(2);
    await host.deploy(next);
    assert.equal(await page.evaluate(UPDATE), "waiting");
    for (const it of [page, link]) {
      await it.reload();
      await assertMounted(it, assert);
      assert.equal(await it.evaluate(EDITION), "1");
    }
    assert.equal((await page.evaluate("caches.keys()")).length, 2);
    // The old page still gets files of the old version, which the server no longer has.
    const loader = await page.evaluate(`document.querySelector("[data-worker]").dataset.worker`);
    assert.equal(await page.evaluate(`fetch(${JSON.stringify(loader)}).then((it) => it.status)`), 200);
    await accept(link);
    await link.wait(`${MOUNTED} && (${EDITION}) === "2"`, 20_000);
    assert.equal(await link.evaluate(CONTEXT), "80K");
    // The other page offers the new version, or reloads by itself while it is hidden.
    await page.wait(`(${EDITION}) === "2" || ${OFFERED}`, 10_000);
    if ((await page.evaluate(EDITION)) !== "2") await accept(page);
    await page.wait(`${MOUNTED} && (${EDITION}) === "2"`, 20_000);
    assert.equal((await page.evaluate(COMPLETE)).length, 1);
    assert.equal((await page.evaluate("caches.keys()")).length, 1);
  }),
  fault("offline-7", "another version is deployed while the notice is shown: the last one is installed", async ({ host, page, assert }) => {
    for (const number of [2, 3]) {
      const next = await SiteCopy.create();
      await next.makeEdition(number);
      await host.deploy(next);
      assert.equal(await page.evaluate(UPDATE), "waiting");
    }
    await accept(page);
    await page.wait(`${MOUNTED} && (${EDITION}) === "3"`, 20_000);
    assert.equal((await page.evaluate("caches.keys()")).length, 1);
  }),
  {
    id: "offline-8",
    title: "the files of an open page are gone from the server before they are cached: it says what cannot be loaded",
    allows,
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      const page = await visit(host.url, { init: "delete Navigator.prototype.serviceWorker" });
      const next = await SiteCopy.create();
      await next.makeEdition(2);
      await host.deploy(next);
      // The program of the web worker is loaded on demand, and by now its file has another name.
      await page.evaluate(`(() => {
        const input = document.querySelector("#entry-context");
        input.focus();
        input.value = "90k";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.blur();
      })()`);
      await page.wait(`/draws cannot be made/.test(document.querySelector("[data-name=chances]").textContent)`, 15_000);
      assert.equal(await page.evaluate(CONTEXT), "90K");
      assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
    },
  },
  fault("offline-9", "one cached file is missing: it is loaded and cached again", async ({ host, page, assert }) => {
    const name = await host.site.glue;
    await page.evaluate(`(async () => { for (const name of await caches.keys()) await (await caches.open(name)).delete(new URL(${JSON.stringify(name)}, location).href); })()`);
    await page.reload();
    await assertMounted(page, assert);
    await host.stop();
    await page.reload();
    await assertMounted(page, assert);
  }),
  fault("offline-10", "cached files are damaged: they are loaded and cached again", async ({ host, page, assert }) => {
    const names = [await host.site.program, await host.site.hashedName("boot", "js"), await host.site.hashedName("worker", "wasm")];
    await page.evaluate(`(async () => {
      for (const name of await caches.keys())
        for (const file of ${JSON.stringify(names)}) await (await caches.open(name)).put(new URL(file, location).href, new Response("damaged"));
    })()`);
    await page.reload();
    await assertMounted(page, assert);
    await page.evaluate(`fetch(${JSON.stringify(names[2])})`);
    await host.stop();
    await page.reload();
    await assertMounted(page, assert);
  }),
  fault("offline-17", "a cached file is damaged and there is no network: the page says that it has not started", async ({ host, page, assert }) => {
    const boot = await host.site.hashedName("boot", "js");
    await page.evaluate(`(async () => { for (const name of await caches.keys()) await (await caches.open(name)).put(new URL(${JSON.stringify(boot)}, location).href, new Response("damaged")); })()`);
    await host.stop();
    await page.reload();
    await page.wait(UNSTARTED_IS_SAID, 10_000);
    await host.start();
    await page.evaluate(`document.querySelector(".unstarted a").click()`);
    await page.wait(MOUNTED, 20_000);
    assert.equal(await page.evaluate(ERROR_SCREEN_COUNT), 0);
  }, async (host) => host.rule(await host.site.hashedName("boot", "js"), { headers: { "cache-control": "no-store" } })),
  {
    id: "offline-11",
    title: "the storage of the browser is full: the page works, and says once that it could not be stored",
    allows,
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      const full = `Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));\n`;
      await host.site.write("sw.js", full + (await host.site.text("sw.js")));
      const page = await visit(host.url + QUERY);
      await assertMounted(page, assert, "80K");
      await page.wait(`/could not be stored.*storage may be full/.test(document.querySelector("#offline").textContent)`, 15_000);
    },
  },
  fault(
    "offline-12",
    "the HTTP cache has an old copy of a file that the new version changes: the new version gets the new one",
    async ({ host, page, assert }) => {
      await page.evaluate(`fetch("right.html").then((it) => it.text())`);
      const next = await SiteCopy.create();
      await next.write("right.html", (await next.text("right.html")).replace("</h1>", " Again.</h1>"));
      await next.makeEdition(2);
      await host.deploy(next);
      host.rule("right.html", { headers: { "cache-control": "max-age=3600" } });
      assert.equal(await page.evaluate(UPDATE), "waiting");
      await page.reload();
      await accept(page);
      await page.wait(`${MOUNTED} && (${EDITION}) === "2"`, 20_000);
      assert.match(await page.evaluate(`fetch("right.html").then((it) => it.text())`), /Again\.<\/h1>/);
    },
    async (host) => host.rule("right.html", { headers: { "cache-control": "max-age=3600" } }),
  ),
  fault("offline-13", "a captive portal responds to everything with a page of its own: the cached site works", async ({ host, page, assert }) => {
    host.rule("*", { headers: { "content-type": "text/html" }, body: "<!DOCTYPE html><title>Pay first</title>" });
    await page.reload();
    await assertMounted(page, assert, "67.8K");
    assert.equal(await page.evaluate(UPDATE), "same");
  }),
  fault("offline-14", "the cache and the service worker are deleted: the page loads, and is cached again", async ({ page, assert }) => {
    await page.evaluate(`(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
    })()`);
    await page.reload();
    await assertMounted(page, assert);
    // The worker that was removed may still be active while the next one fills its cache.
    await page.wait(`(async () => (await ${CACHED}) && (await ${COMPLETE}).length === 1)()`, 20_000);
    assert.equal((await page.evaluate(COMPLETE)).length, 1);
  }),
  {
    id: "offline-15",
    title: "the browser has no service worker: the page works and says that it keeps nothing",
    async run(visit, assert, world) {
      const host = await FaultyHost.start(world);
      const page = await visit(host.url + QUERY, { init: "delete Navigator.prototype.serviceWorker" });
      await assertMounted(page, assert, "80K");
      await page.wait(KEEPS_NOTHING, 15_000);
    },
  },
  fault("offline-16", "a broken service worker was deployed: the replacement removes it within one visit", async ({ host, page, assert }) => {
    const broken = await SiteCopy.create();
    await broken.write("sw.js", `addEventListener("install", () => skipWaiting()); addEventListener("fetch", (event) => event.respondWith(Response.error()));`);
    await host.deploy(broken);
    await page.wait(REPLACED, 20_000);
    assert.equal(await page.evaluate(`fetch("right.html").then(() => "answered", () => "failed")`), "failed");
    const mended = await SiteCopy.create();
    await mended.makeEdition(2);
    await mended.write("sw.js", await mended.text("hosting/sw-off.js"));
    await host.deploy(mended);
    // This visit still has the broken service worker; during it the browser checks for a new one.
    const before = host.server.requests.length;
    await page.reload().catch(() => {});
    await waitUntil(() => host.server.requests.slice(before).includes("/sw.js"), "a request for sw.js", 20_000);
    await pause(3_000);
    await page.goto(host.url);
    await page.wait(MOUNTED, 20_000);
    assert.equal(await page.evaluate(EDITION), "2");
    assert.deepEqual(await page.evaluate("caches.keys()"), []);
  }),
];
