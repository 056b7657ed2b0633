// The embed in frames of other sites' pages.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { collectErrors } from "./errors.mjs";
import { serverAndBrowser } from "./fixtures.mjs";
import { serveHostPages } from "./host-pages.mjs";
import { MOUNTED } from "./page/factory-page.mjs";
import { PAYLOADS, watchPage } from "./payloads.mjs";

const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

let hosts;

const site = serverAndBrowser(async () => {
  const script = `<script async src="${site.url}embed.js"></script>`;
  const element = (attributes = "", id = "one") => `<token-factory id="${id}" ${attributes}><a href="${site.url}">Token Factory</a></token-factory>`;
  const page = (body, head = "") => `<!DOCTYPE html><html lang="en"><title>Host</title>${head}<body>${body}${script}`;
  const origin = new URL(site.url).origin;
  hosts = await serveHostPages({
    "/plain": { html: page(element()) },
    "/open": { html: page(element('sandbox="none"')) },
    "/isolated": { html: page(element()).replace("<script async", '<script async crossorigin="anonymous"'), headers: ISOLATED },
    "/strict": { html: page(element()), headers: { "content-security-policy": `default-src 'none'; script-src ${origin}; frame-src ${origin}` } },
    "/two": { html: page(element('scenario="v=2&context=128k" levers="context" charts="none"') + element('scenario="v=2&context=1M" levers="agents" charts="market"', "two")) },
    "/options": { html: page(element('scenario="v=2&context=128k&lock=1&theme=dark&levers=agents"')) },
    "/hostile": { html: page(element(), "<style>*{display:none!important;visibility:hidden!important}html,body{display:block!important}</style>") },
    "/narrow": { html: page(`<div style="width:200px">${element()}</div>`) },
    "/rtl": { html: page(element()).replace("<html", '<html dir="rtl"') },
    "/quirks": { html: page(element()).replace("<!DOCTYPE html>", "") },
    "/between": { html: page(`<button id="before">Before</button>${element('scenario="v=2&context=128k"')}<button id="after">After</button>`) },
    "/tab": { html: page(`<div id="panel" hidden>${element()}</div>`) },
    "/frame": { html: `<!DOCTYPE html><iframe src="${site.url}embed/?v=2&context=128k&levers=agents&lock=1" sandbox="allow-scripts" width="700" height="900"></iframe>` },
    "/full": { html: `<!DOCTYPE html><iframe src="${site.url}" width="700" height="900"></iframe>` },
    "/bare": { html: `<!DOCTYPE html><title>Bare</title><iframe width="700" height="900"></iframe>` },
  });
});
after(() => hosts?.stop());

/** Opens a page that embeds ours. `errors` are those of the page and its frames, `requests` the URLs of all requests.
 *  */
async function visit(path, width = 800) {
  const page = await site.browser.newPage({ viewport: { width, height: 900 } });
  const [errors, requests] = [[], []];
  collectErrors(page, errors);
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(hosts.url + path);
  return { page, errors, requests };
}

const state = (page, id = "one") => page.evaluate((id) => document.getElementById(id).get(), id);
const frameOf = async (page, id = "one") => (await page.waitForSelector(`#${id} iframe`)).contentFrame();
/** Waits until the frame is as high as its content, and returns the height. */
async function fitted(page, frame, id = "one") {
  const heights = async () => [
    await page.evaluate((id) => document.getElementById(id).shadowRoot.querySelector("iframe").getBoundingClientRect().height, id),
    await frame.evaluate(() => document.body.getBoundingClientRect().height),
  ];
  for (const until = Date.now() + 10_000; ; await page.waitForTimeout(50)) {
    const [height, content] = await heights();
    if (Math.abs(height - content) <= 2) return height;
    if (Date.now() > until) assert.fail(`The frame is ${height} px high, its content ${content} px.`);
  }
}
const defined = (page) => page.waitForFunction(() => customElements.get("token-factory"));

describe("a page of another origin embeds the factory and calls its methods", () => {
  for (const path of ["/plain", "/open", "/isolated", "/strict", "/rtl", "/quirks", "/narrow"]) {
    test(path.slice(1), async () => {
      const { page, errors, requests } = await visit(path);
      await defined(page);
      const first = await state(page);
      assert.equal(first.link, "");
      assert.ok(first.results["profit.profit"] !== null);
      const next = await page.evaluate(() => document.getElementById("one").set({ levers: { context: "128k" } }));
      assert.equal(next.scenario.levers.context, "128k");
      assert.notEqual(next.results["profit.profit"], first.results["profit.profit"]);
      const frame = await frameOf(page);
      const full = await frame.getAttribute("[data-name=open-in-full]", "href");
      assert.match(full, /^\.\.\/\?v=2&context=128k/);
      await fitted(page, frame);
      assert.ok(!requests.some((url) => /worker|sw\.js|offline|measured/.test(url)), "no web worker, no service worker, no published runs");
      assert.deepEqual(errors, []);
      await page.close();
    });
  }
});

test("the height follows the width, there and back, and then stays the same", async () => {
  const { page, errors } = await visit("/plain", 1200);
  await defined(page);
  await state(page);
  const frame = await frameOf(page);
  await page.evaluate(() => {
    self.heights = [];
    const frame = document.getElementById("one").shadowRoot.querySelector("iframe");
    new ResizeObserver(() => heights.push(frame.clientHeight)).observe(frame);
  });
  const wide = await fitted(page, frame);
  for (let turn = 0; turn < 3; turn++) {
    await page.setViewportSize({ width: 340, height: 900 });
    // The frame gets its new width before its content reports a height.
    await page.waitForTimeout(300);
    assert.ok((await fitted(page, frame)) > wide + 100, "a narrow frame is higher");
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.waitForTimeout(300);
    assert.ok(Math.abs((await fitted(page, frame)) - wide) <= 2, "a wide one is as high as before");
  }
  const before = await page.evaluate(() => heights.length);
  await page.waitForTimeout(1_500);
  assert.equal(await page.evaluate(() => heights.length), before, "the height still changes");
  // Each turn changes the width and the height twice; a feedback loop would go on changing them.
  assert.ok(before <= 3 * 2 * 4 + 4, `${before} sizes`);
  assert.deepEqual(errors, []);
  await page.close();
});

test("two on a page have states and options of their own", async () => {
  const { page, errors } = await visit("/two");
  await defined(page);
  const [one, two] = await Promise.all([state(page, "one"), state(page, "two")]);
  assert.equal(one.scenario.levers.context, "128k");
  assert.equal(two.scenario.levers.context, "1M");
  const shown = async (id) => (await frameOf(page, id)).evaluate(() => [...document.querySelectorAll("[data-lever],[data-chart]")].filter((it) => it.checkVisibility()).map((it) => it.dataset.lever ?? it.dataset.chart));
  assert.deepEqual(await shown("one"), ["context"]);
  assert.deepEqual(await shown("two"), ["agents", "market"]);
  assert.deepEqual(errors, []);
  await page.close();
});

test("style sheets that hide everything leave the frame visible", async () => {
  const { page } = await visit("/hostile");
  await defined(page);
  await state(page);
  const box = await (await page.waitForSelector("#one iframe")).boundingBox();
  assert.ok(box.width > 500 && box.height > 300);
  await page.close();
});

test("a panel that is hidden at first shows it later", async () => {
  const { page } = await visit("/tab");
  await defined(page);
  await page.evaluate(() => (document.getElementById("panel").hidden = false));
  assert.equal((await state(page)).link, "");
  await page.close();
});

test("the keyboard enters the frame, moves a lever, reaches the link to the full page, and leaves the frame again", async () => {
  const { page, errors } = await visit("/between", 1000);
  await defined(page);
  const first = await state(page);
  const frame = await frameOf(page);
  await page.focus("#before");
  const places = [];
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement.id)) === "after") break;
    const at = await frame.evaluate(() => {
      const it = document.activeElement;
      const box = it.getBoundingClientRect();
      return { id: it.id || it.dataset.number || it.dataset.name || it.tagName, drawn: box.width > 0 && box.height > 0 };
    });
    places.push(at.id);
    assert.ok(at.drawn, `${at.id} has the focus and is not to be seen`);
    if (at.id === "range-context") await page.keyboard.press("ArrowRight");
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), "after", `no way out of ${places.join(" ")}`);
  for (const place of ["range-context", "range-agents", "profit.profit", "open-in-full"]) assert.ok(places.includes(place), `${place} is not among ${places.join(" ")}`);
  const moved = await state(page);
  assert.notEqual(moved.link, first.link);
  assert.notEqual(moved.results["profit.profit"], first.results["profit.profit"]);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "one", "and back into it");
  assert.deepEqual(errors, []);
  await page.close();
});

test("a frame without the element takes its options from the address, and locks its levers", async () => {
  const { page, errors } = await visit("/frame");
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector(MOUNTED);
  assert.equal(await frame.locator("#range-agents").isDisabled(), true);
  assert.equal(await frame.locator("[data-lever]:not([hidden])").count(), 1);
  assert.match(await frame.evaluate(() => location.search), /^\?v=2&context=128k$/);
  assert.equal(await frame.locator("[data-name=link-faults]").isVisible(), false);
  assert.deepEqual(errors, []);
  await page.close();
});

test("options that cannot be read are listed, and the others apply", async () => {
  const page = await site.browser.newPage();
  await page.goto(`${site.url}embed/?levers=context,nothing&theme=purple&lock=perhaps&charts=none`);
  await page.waitForSelector(MOUNTED);
  const sentences = await page.locator("[data-name=option-faults] li").allTextContents();
  assert.equal(sentences.length, 3, sentences.join());
  assert.equal(await page.locator("[data-lever]:not([hidden])").count(), 1);
  assert.equal(await page.locator("[data-chart]:not([hidden])").count(), 0);
  await page.close();
});

test("attached and removed a hundred times, nothing is left behind", async () => {
  const { page, errors } = await visit("/plain");
  await defined(page);
  await state(page);
  const before = await page.evaluate(() => Object.getOwnPropertyNames(window).length);
  await page.evaluate(async () => {
    const element = document.getElementById("one");
    for (let i = 0; i < 100; i++) {
      element.remove();
      document.body.append(element);
    }
  });
  assert.equal((await state(page)).link, "");
  assert.equal(page.frames().length, 2);
  assert.equal(await page.evaluate(() => document.getElementById("one").shadowRoot.childElementCount), 2);
  assert.ok((await page.evaluate(() => Object.getOwnPropertyNames(window).length)) <= before + 1);
  assert.deepEqual(errors, []);
  await page.close();
});

test("messages from other windows and hostile messages change nothing", async () => {
  const { page, errors } = await visit("/bare");
  const src = `${site.url}embed/#host=${encodeURIComponent(hosts.url)}`;
  await page.evaluate((src) => {
    const frame = document.querySelector("iframe");
    frame.sandbox = "allow-scripts";
    return new Promise((done) => {
      addEventListener("message", (event) => event.source === frame.contentWindow && event.data.type === "ready" && done());
      frame.src = src;
    });
  }, src);
  const frame = await (await page.$("iframe")).contentFrame();
  await frame.waitForSelector(MOUNTED);
  const look = () => frame.evaluate(() => [location.href, document.documentElement.dataset.link, document.querySelector("[data-number='profit.profit']").outerHTML].join());
  const before = await look();
  await page.evaluate(async () => {
    const target = document.querySelector("iframe").contentWindow;
    const cycle = {};
    cycle.self = cycle;
    const malformed = [null, 1, "x", cycle, [], new Map([["type", "set"]]), new Date(), { ns: "token-factory" }, { ns: "token-factory", v: 1, type: "set", scenario: "v=2&context=1M" }, { ns: "token-factory", v: 2, type: "connect" }, "y".repeat(70_000)];
    for (let i = 0; i < 5_000; i++) target.postMessage(malformed[i % malformed.length], "*");
    const { port1, port2 } = new MessageChannel();
    target.postMessage({ ns: "token-factory", v: 1, type: "connect" }, "*", [port2]);
    const bad = [...malformed.filter((it) => it?.type !== "set"), JSON.parse('{"ns":"token-factory","v":1,"type":"set","scenario":{"__proto__":{"context":"1M"}}}'), { ns: "token-factory", v: 1, type: "set", scenario: { levers: { context: { toString: 1 } } } }, { ns: "token-factory", v: 1, type: "set", scenario: "z".repeat(70_000) }, { ns: "token-factory", v: 1, type: "story" }];
    for (let i = 0; i < 5_000; i++) port1.postMessage(bad[i % bad.length]);
    await new Promise((done) => setTimeout(done, 500));
  });
  assert.equal(await look(), before);
  assert.ok((await frame.evaluate(() => Number(document.documentElement.dataset.ignored))) > 9_000);
  assert.equal(await frame.evaluate(() => ({}).context), undefined);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a scenario has no options of the frame, and says so", async () => {
  const { page } = await visit("/options");
  await defined(page);
  const now = await state(page);
  assert.equal(now.link, "v=2&context=128k");
  for (const name of ["lock", "theme", "levers"]) assert.ok(now.faults.some((fault) => fault.includes(`no lever called “${name}”`)), `${name}: ${now.faults}`);
  const frame = await frameOf(page);
  const look = () => frame.evaluate(() => [document.querySelector("[data-name=levers]").disabled, document.documentElement.dataset.theme ?? "", document.querySelectorAll("[data-lever]:not([hidden])").length > 1]);
  assert.deepEqual(await look(), [false, "", true]);
  const next = await page.evaluate(() => document.getElementById("one").set("v=2&context=1M&lock=1?agents=1B"));
  assert.equal(next.link, "v=2&context=1M&agents=1B");
  assert.deepEqual(next.faults.length, 1);
  assert.deepEqual(await look(), [false, "", true]);
  await page.close();
});

test("a frame whose host is another origin, or none, never connects", async () => {
  for (const host of ["http://localhost", "null", `${hosts.url}.evil.test`, "https://evil.test"]) {
    const { page } = await visit("/bare");
    const answered = await page.evaluate(async (src) => {
      const frame = document.querySelector("iframe");
      await new Promise((done) => {
        addEventListener("message", (event) => event.source === frame.contentWindow && done());
        frame.src = src;
      });
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise((done) => (port1.onmessage = () => done(true)));
      frame.contentWindow.postMessage({ ns: "token-factory", v: 1, type: "connect", fit: true }, "*", [port2]);
      port1.postMessage({ ns: "token-factory", v: 1, type: "get", id: 1 });
      return Promise.race([heard, new Promise((done) => setTimeout(() => done(false), 1_500))]);
    }, `${site.url}embed/#host=${encodeURIComponent(host)}`);
    assert.equal(answered, false, host);
    await page.close();
  }
});

test("the full page is not framed", async () => {
  const { page } = await visit("/full");
  await page.waitForTimeout(500);
  const frame = await (await page.$("iframe")).contentFrame();
  assert.equal(await frame.locator("#factory").count(), 0);
  await page.close();
});

test(`${PAYLOADS.length} payloads in messages and attributes stay texts`, async () => {
  const { page, errors } = await visit("/plain");
  await defined(page);
  const before = await state(page);
  const frame = await frameOf(page);
  const [breached, breachedWithin] = [await watchPage(page), await watchPage(frame)];
  const answers = await page.evaluate(async (payloads) => {
    const element = document.getElementById("one");
    const seen = [];
    for (const payload of payloads) {
      const forms = [payload, { levers: { context: payload } }, { levers: { [payload]: "1" } }, { shocks: [payload] }];
      for (const form of forms) {
        seen.push(await Promise.race([element.set(form).then((it) => it.link, () => "refused"), new Promise((done) => setTimeout(done, 100, "silent"))]));
        // Stays within the limit of messages per second.
        await new Promise((done) => setTimeout(done, 18));
      }
    }
    return [...new Set(seen)];
  }, PAYLOADS.filter((payload) => payload !== "true"));
  // Messages are limited per second, and the limit may be used up.
  await page.waitForTimeout(1_100);
  assert.ok(answers.every((link) => ["", "refused", "silent", undefined].includes(link)), answers.join(" "));
  assert.equal((await state(page)).link, before.link);
  assert.deepEqual([await breached(), await breachedWithin()], [[], []]);
  // Attributes become the address of a frame.
  const others = await page.evaluate(async (payloads) => {
    for (const payload of payloads) {
      const element = document.createElement("token-factory");
      for (const name of ["scenario", "levers", "charts", "theme", "lock", "height"]) element.setAttribute(name, payload);
      document.body.append(element);
      await new Promise((done) => setTimeout(done, 5));
      element.remove();
    }
    return document.querySelectorAll("token-factory").length;
  }, PAYLOADS);
  assert.equal(others, 1);
  assert.deepEqual(await breached(), []);
  assert.deepEqual(errors, []);
  await page.close();
});

test("axe finds nothing in the embed, and nothing scrolls sideways", async () => {
  const page = await site.open("embed/");
  await page.tab.waitForSelector(MOUNTED);
  assert.deepEqual(await faultsInViews(page, [200, 360, 768]), []);
  assert.deepEqual(page.errors, []);
});
