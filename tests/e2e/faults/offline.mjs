// Faults of reading without a network, and of a new version: what was kept is whole, and no page is made of two.

import { Host, Site } from "../site-copy.mjs";

const QUERY = "?v=2&context=80k";
const READY = `Boolean(document.querySelector("#factory[data-ready]"))`;
const CONTEXT = `document.querySelector("#entry-context").value`;
const EDITION = `document.documentElement.dataset.edition ?? "1"`;
const OFFERED = `document.querySelector("[data-name=new-version]") !== null`;
/** Names of the editions that are kept whole. */
const WHOLE = `(async () => {
  const whole = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (await cache.match(new URL("complete", location.origin + "/").href)) whole.push(name);
  }
  return whole;
})()`;
const KEPT = `(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated")()`;
/**
 * Looks for a new version and waits until the browser is done with it: `waiting`, `refused` or `same`. A look that the page
 * itself has begun before may still answer for the old one, so that it is tried again.
 */
const LOOK = `(async () => {
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
 * What a browser says of files that do not come belongs to these faults; exceptions do not. Firefox tells of both as of
 * exceptions.
 */
const allows = (sentence) => /^console: |^exception: (None of the “sha|Failed to load)/.test(sentence);

/** A fault of a site that is kept already, in a page that came out of what is kept. */
const fault = (id, title, run, prepare = async () => {}) => ({
  id,
  title,
  allows,
  async run(visit, assert, world) {
    const host = await Host.of(world);
    await prepare(host);
    const page = await visit(host.url);
    await page.wait(KEPT, 20_000);
    await page.reload();
    await page.wait(READY, 20_000);
    await run({ host, page, assert });
  },
});

const opens = async (page, assert, context) => {
  await page.wait(READY, 20_000);
  if (context) assert.equal(await page.evaluate(CONTEXT), context);
  assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
};

/** A new version that must not be taken up: it is refused whole, and the old one goes on. */
const refused = (id, title, breaks) =>
  fault(id, title, async ({ host, page, assert }) => {
    const before = await page.evaluate(WHOLE);
    const next = await Site.copy();
    await next.renew(2);
    await host.deploy(next);
    await breaks(host, next);
    assert.equal(await page.evaluate(LOOK), "refused");
    assert.deepEqual(await page.evaluate(WHOLE), before);
    assert.equal((await page.evaluate("caches.keys()")).length, 1, "what is left of the download is swept");
    await page.reload();
    await opens(page, assert);
    assert.equal(await page.evaluate(EDITION), "1");
  });

/** Takes a new version up in one page. */
const accept = async (page) => {
  await page.wait(OFFERED, 10_000);
  await page.evaluate(`[...document.querySelectorAll("[data-name=new-version] button")].find((it) => it.textContent === "Reload").click()`);
};

export const faults = [
  fault("O1", "the server is dead: the page reloads", async ({ host, page, assert }) => {
    await host.stop();
    await page.reload();
    await opens(page, assert, "67.8K");
    await page.wait(`document.documentElement.hasAttribute("data-offline")`, 10_000);
    assert.match(await page.evaluate(`document.querySelector(".is-offline").innerText`), /Offline: data as of \d{4}-\d\d-\d\d/i);
  }),
  fault("O2", "the server is dead: a link with a scenario and a fragment opens", async ({ host, page, assert }) => {
    await host.stop();
    const link = await page.beside(`${host.url}${QUERY}#why=profit.profit`);
    await opens(link, assert, "80K");
    await link.wait(`document.querySelector("[data-name=derivation][data-why='profit.profit']") !== null`, 10_000);
    const manual = await page.beside(`${host.url}manual.html#profit.profit`);
    assert.match(await manual.evaluate("document.title"), /Manual/);
  }),
  refused("O3", "a new version lacks a file", async (host, next) => next.remove("manual.html")),
  refused("O4", "the connection breaks in the middle of a file of the new version", async (host) => host.rule("manual.html", { cut: 100_000 })),
  fault("O5", "the server dies while the new version is fetched", async ({ host, page, assert }) => {
    const next = await Site.copy();
    await next.renew(2);
    await host.deploy(next);
    host.rule("manual.html", () => {
      host.stop();
      return { cut: 100_000 };
    });
    // Where the server dies at once the browser may say no more than that nothing is new.
    assert.notEqual(await page.evaluate(LOOK), "waiting");
    await page.reload();
    await opens(page, assert);
    assert.equal(await page.evaluate(EDITION), "1");
  }),
  fault("O6", "a new version is there while two pages are open: neither changes until the reader takes it up, then both", async ({ host, page, assert }) => {
    const link = await page.beside(host.url + QUERY);
    await opens(link, assert, "80K");
    const next = await Site.copy();
    await next.renew(2);
    await host.deploy(next);
    assert.equal(await page.evaluate(LOOK), "waiting");
    for (const it of [page, link]) {
      await it.reload();
      await opens(it, assert);
      assert.equal(await it.evaluate(EDITION), "1");
    }
    assert.equal((await page.evaluate("caches.keys()")).length, 2);
    // What the old page asks for now is of the old version, though the server has it no more.
    const loader = await page.evaluate(`document.querySelector("[data-worker]").dataset.worker`);
    assert.equal(await page.evaluate(`fetch(${JSON.stringify(loader)}).then((it) => it.status)`), 200);
    await accept(link);
    await link.wait(`${READY} && (${EDITION}) === "2"`, 20_000);
    assert.equal(await link.evaluate(CONTEXT), "80K");
    // The other one is asked, or renewed where nobody sees it.
    await page.wait(`(${EDITION}) === "2" || ${OFFERED}`, 10_000);
    if ((await page.evaluate(EDITION)) !== "2") await accept(page);
    await page.wait(`${READY} && (${EDITION}) === "2"`, 20_000);
    assert.equal((await page.evaluate(WHOLE)).length, 1);
    assert.equal((await page.evaluate("caches.keys()")).length, 1);
  }),
  fault("O7", "a further version comes while the notice stands: the last one is taken up", async ({ host, page, assert }) => {
    for (const number of [2, 3]) {
      const next = await Site.copy();
      await next.renew(number);
      await host.deploy(next);
      assert.equal(await page.evaluate(LOOK), "waiting");
    }
    await accept(page);
    await page.wait(`${READY} && (${EDITION}) === "3"`, 20_000);
    assert.equal((await page.evaluate("caches.keys()")).length, 1);
  }),
  {
    id: "O8",
    title: "the files of an open page are gone from the server before it has kept them: it says what does not come",
    allows,
    async run(visit, assert, world) {
      const host = await Host.of(world);
      const page = await visit(host.url, { init: "delete Navigator.prototype.serviceWorker" });
      const next = await Site.copy();
      await next.renew(2);
      await host.deploy(next);
      // The program beside the page comes when something is asked of it, and its file has another name by now.
      await page.evaluate(`(() => {
        const input = document.querySelector("#entry-context");
        input.focus();
        input.value = "90k";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.blur();
      })()`);
      await page.wait(`/cannot be made here/.test(document.querySelector("[data-name=chances]").textContent)`, 15_000);
      assert.equal(await page.evaluate(CONTEXT), "90K");
      assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
    },
  },
  fault("O9", "one kept file is missing: it is fetched and kept again", async ({ host, page, assert }) => {
    const name = await host.site.glue;
    await page.evaluate(`(async () => { for (const name of await caches.keys()) await (await caches.open(name)).delete(new URL(${JSON.stringify(name)}, location).href); })()`);
    await page.reload();
    await opens(page, assert);
    await host.stop();
    await page.reload();
    await opens(page, assert);
  }),
  fault("O10", "one kept file is damaged: the page says so and mends itself on a word", async ({ host, page, assert }) => {
    const name = await host.site.program;
    await page.evaluate(`(async () => { for (const name of await caches.keys()) await (await caches.open(name)).put(new URL(${JSON.stringify(name)}, location).href, new Response("damaged")); })()`);
    await page.reload();
    await page.wait(`document.querySelector("[data-name=trouble]")?.dataset.cause === "changed"`, 10_000);
    await page.evaluate(`[...document.querySelectorAll("[data-name=trouble] button")].find((it) => /stored files/.test(it.textContent)).click()`);
    await page.wait(READY, 20_000);
    assert.equal(await page.evaluate(`document.querySelectorAll("[data-name=trouble]").length`), 0);
  }),
  fault(
    "O12",
    "the browser has an old copy of a file that the new version changes: the new version gets the new one",
    async ({ host, page, assert }) => {
      await page.evaluate(`fetch("right.html").then((it) => it.text())`);
      const next = await Site.copy();
      await next.write("right.html", (await next.text("right.html")).replace("</h1>", " Again.</h1>"));
      await next.renew(2);
      await host.deploy(next);
      host.rule("right.html", { headers: { "cache-control": "max-age=3600" } });
      assert.equal(await page.evaluate(LOOK), "waiting");
      await page.reload();
      await accept(page);
      await page.wait(`${READY} && (${EDITION}) === "2"`, 20_000);
      assert.match(await page.evaluate(`fetch("right.html").then((it) => it.text())`), /Again\.<\/h1>/);
    },
    async (host) => host.rule("right.html", { headers: { "cache-control": "max-age=3600" } }),
  ),
  fault("O13", "a portal answers everything with a page of its own: what is kept goes on", async ({ host, page, assert }) => {
    host.rule("*", { headers: { "content-type": "text/html" }, body: "<!DOCTYPE html><title>Pay first</title>" });
    await page.reload();
    await opens(page, assert, "67.8K");
    assert.equal(await page.evaluate(LOOK), "same");
  }),
  fault("O14", "all that was kept is taken away: the page loads, and keeps itself again", async ({ page, assert }) => {
    await page.evaluate(`(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
    })()`);
    await page.reload();
    await opens(page, assert);
    await page.wait(KEPT, 20_000);
    assert.equal((await page.evaluate(WHOLE)).length, 1);
  }),
  {
    id: "O15",
    title: "the browser has no service worker: the page works and says that it keeps nothing",
    async run(visit, assert, world) {
      const host = await Host.of(world);
      const page = await visit(host.url + QUERY, { init: "delete Navigator.prototype.serviceWorker" });
      await opens(page, assert, "80K");
      await page.wait(`/keeps nothing/.test(document.querySelector("[data-name=offline]").textContent)`, 15_000);
    },
  },
  fault("O16", "a broken worker went out: the switch takes it off every machine in one visit", async ({ host, page, assert }) => {
    const broken = await Site.copy();
    await broken.write("sw.js", `addEventListener("install", () => skipWaiting()); addEventListener("fetch", (event) => event.respondWith(Response.error()));`);
    await host.deploy(broken);
    await page.evaluate(`navigator.serviceWorker.getRegistration().then((it) => it.update())`);
    await page.wait(`(async () => !(await navigator.serviceWorker.getRegistration()).waiting && (await fetch("right.html").then(() => false, () => true)))()`, 10_000);
    const mended = await Site.copy();
    await mended.renew(2);
    await mended.write("sw.js", await mended.text("hosting/sw-off.js"));
    await host.deploy(mended);
    // This visit still meets the broken worker; after it the browser looks for another one.
    await page.reload().catch(() => {});
    await new Promise((done) => setTimeout(done, 3_000));
    await page.goto(host.url);
    await page.wait(READY, 20_000);
    assert.equal(await page.evaluate(EDITION), "2");
    assert.deepEqual(await page.evaluate("caches.keys()"), []);
  }),
];
