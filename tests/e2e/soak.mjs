// Uses the page for minutes and checks that it does not leak memory, DOM nodes or event listeners. `make test-long`.
//
//   SOAK_MINUTES=10 node tests/e2e/soak.mjs
//
// Each round does what readers do: it moves levers, follows links, removes differences, changes the colour scheme,
// opens a scenario file and the derivation of a number. It ends in its initial state, so the page must be the same
// after garbage collection. Things that are created only once have been created by minute two.

import assert from "node:assert/strict";
import { launchForLong } from "./browser.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
/** Minutes before the first measurement: two, or less in a short run. */
const WARM_UP = Math.min(2, MINUTES / 4);
const WASM_PAGE = 65_536;

/** An init script that keeps a reference to the memory of each instantiated WebAssembly module. */
function keepMemories() {
  globalThis.__memories = [];
  const keep = (source) => {
    const { memory } = (source.instance ?? source).exports;
    if (memory) globalThis.__memories.push(memory);
    return source;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const plain = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = (...all) => plain(...all).then(keep);
  }
}

const server = await startServer();
const browser = await launchForLong();
const page = await FactoryPage.open(browser, server.url, { init: keepMemories });
await page.ready();
const devtools = await page.tab.context().newCDPSession(page.tab);
await devtools.send("Performance.enable");

let moves = 0;

/** One round. */
async function round() {
  for (const lever of ["context", "agents", "electricity"]) {
    moves += await page.levers.slider(lever).evaluate(async (input) => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
      const [begin, last] = [Number(input.value), Number(input.max)];
      for (let step = 0; step <= 40; step += 1) {
        set.call(input, String(step === 40 ? begin : Math.round((last * step) / 40)));
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(done));
      }
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return 41;
    });
  }
  for (const query of ["v=2&context=200k&gpu=h100", "v=2&gpu=tpu7x", "v=2&shocks=electricity,edge&wrong=1", "v=2&llm=nemotron-3-super"]) {
    await page.follow(query);
  }
  await page.tab.goBack();
  await page.preset("chat").click();
  // Removes every difference, one by one.
  while ((await page.differences.count()) > 0) await page.differences.first().click();
  await page.schemeButton("Dark").click();
  await page.painted();
  await page.schemeButton("Light").click();
  await page.schemeButton("Auto").click();
  const isOpened = await openFile();
  await page.tab.evaluate(() => (location.hash = "#why=profit.profit"));
  await page.dialog.root.waitFor();
  await page.tab.keyboard.press("Escape");
  await page.dialog.closed();
  await page.follow("");
  await page.draws.finished();
  return isOpened;
}

/** Opens a scenario file by dropping it on the page. Returns whether the page supports that. */
async function openFile() {
  return page.tab.evaluate(async () => {
    if (!document.querySelector('[data-share="open"]')) return false;
    const transfer = new DataTransfer();
    const text = JSON.stringify({ "token-factory": 1, link: "v=2&context=300k&power=1GW" });
    transfer.items.add(new File([text], "a.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    for (let left = 100; left > 0; left -= 1) {
      if (document.documentElement.dataset.link === "v=2&context=300k&power=1GW") return true;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error("a scenario file was not opened");
  });
}

/** The resources of the page after garbage collection. */
async function measure() {
  await page.tab.mouse.move(0, 0);
  await page.tab.evaluate(() => (document.activeElement?.blur(), scrollTo(0, 0)));
  await page.tab.waitForTimeout(1_500);
  for (let i = 0; i < 3; i += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const { nodes, documents, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  const pages = await page.tab.evaluate((size) => globalThis.__memories.map((memory) => memory.buffer.byteLength / size), WASM_PAGE);
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  return { pages, heap, nodes, documents, listeners: jsEventListeners };
}

const began = Date.now();
const minutes = () => (Date.now() - began) / 60_000;
let first;
let last;
let rounds = 0;
let hasFiles = true;
let next = WARM_UP;
while (minutes() < MINUTES || first === last) {
  hasFiles = await round();
  rounds += 1;
  if (minutes() >= next) {
    last = await measure();
    first ??= last;
    next = minutes() + Math.min(1, MINUTES / 10);
    const { pages, heap, nodes, listeners, documents } = last;
    console.log(
      `minute ${minutes().toFixed(1).padStart(4)}: ${rounds} rounds, ${moves} moves; wasm ${pages.join(" + ")} pages, ` +
        `heap ${(heap / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners, ${documents} documents`,
    );
  }
}
if (!hasFiles) console.log("No scenario file was opened: this site has no place for one.");
const growth = last.heap / first.heap - 1;
console.log(
  `From the first measurement to the last: wasm ${last.pages.reduce((sum, it) => sum + it, 0) - first.pages.reduce((sum, it) => sum + it, 0)} pages, ` +
    `heap ${(100 * growth).toFixed(1)} %, ${last.nodes - first.nodes} nodes, ${last.listeners - first.listeners} listeners.`,
);
await page.close();
await browser.close();
await server.stop();

assert.ok(first.pages.length > 0, "the memory of the program was not found");
assert.deepEqual(page.errors, []);
assert.deepEqual(last.pages, first.pages, "the program took more memory");
assert.ok(growth <= 0.05, `the heap grew by ${(100 * growth).toFixed(1)} %`);
assert.equal(last.nodes, first.nodes, "nodes were left behind");
assert.equal(last.listeners, first.listeners, "listeners were left behind");
assert.equal(last.documents, first.documents, "documents were left behind");
