// The first visit over a slow line: when the page is painted, beside a page of the same text without its program, and
// what crosses the line.
//
//   node tests/e2e/first-visit.mjs [ROUNDS]       visits of each page (3)

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { launchWhole } from "./page.mjs";
import { dist } from "./server.mjs";

const rounds = Number(process.argv[2] ?? 3);

/** A phone on a middling line, as Lighthouse has it. */
const LINE = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWER = 4;

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".tsv": "text/tab-separated-values; charset=utf-8",
};
/** Already compressed: sent as it is. */
const PACKED = new Set([".png"]);

/** The same page without what brings its program: it says the same, and weighs as much text. */
function still(html) {
  const text = html.toString();
  return Buffer.from(text.replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/<link rel="(?:modulepreload|preload)"[^>]*>/g, ""));
}

/** The built site as a host sends it, with brotli at its best; `still/` is the page without its program. */
async function host() {
  const packed = new Map();
  const pack = async (name) => {
    if (!packed.has(name)) {
      const file = name.replace(/^still\//, "");
      let bytes = await readFile(`${dist}/${file}`);
      if (name === "still/index.html") bytes = still(bytes);
      const isPacked = PACKED.has(extname(name));
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
      packed.set(name, { bytes: isPacked ? bytes : brotliCompressSync(bytes, quality), isPacked });
    }
    return packed.get(name);
  };
  const server = createServer(async (request, answer) => {
    const path = normalize(decodeURI(new URL(request.url, "http://host").pathname)).slice(1);
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    try {
      const { bytes, isPacked } = await pack(name);
      answer.writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        "content-length": bytes.length,
        "cache-control": "no-cache",
        ...(isPacked ? {} : { "content-encoding": "br" }),
      });
      answer.end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, pack, stop: () => new Promise((done) => (server.close(done), server.closeAllConnections())) };
}

/** What runs in the page before all else: paints, layout shifts, and the first frame with the default profit in it. */
function watch() {
  window.seen = { largest: 0, shift: 0, text: 0, ready: 0 };
  new PerformanceObserver((list) => (window.seen.largest = list.getEntries().at(-1).startTime)).observe({
    type: "largest-contentful-paint",
    buffered: true,
  });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.seen.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const profit = document.querySelector('[data-name="profit"] .digits');
    const now = performance.now();
    // A frame after the first in which it has a place in the layout: it is painted by then.
    if (!window.seen.text && window.seen.placed) window.seen.text = now;
    if (profit?.textContent.match(/\d/) && profit.getBoundingClientRect().height > 0) window.seen.placed = true;
    if (!window.seen.ready && document.querySelector("#factory[data-ready]")) window.seen.ready = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One visit with an empty cache. */
async function visit(browser, url, hasProgram) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 });
  try {
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", LINE);
    await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    if (hasProgram) await page.locator("#factory[data-ready]").waitFor({ timeout: 60_000 });
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(1500);
    return await page.evaluate(() => ({
      ...window.seen,
      first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
      asked: [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)],
    }));
  } finally {
    await context.close();
  }
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const cell = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "—").padStart(8);

const site = await host();
const browser = await launchWhole();
try {
  // Compressed before any clock runs.
  for (const name of ["index.html", "still/index.html"]) await site.pack(name);
  const warm = await visit(browser, site.url, true);
  await visit(browser, `${site.url}still/`, false);
  const visits = { page: [], still: [] };
  for (let round = 0; round < rounds; round += 1) {
    visits.page.push(await visit(browser, site.url, true));
    visits.still.push(await visit(browser, `${site.url}still/`, false));
  }
  console.log(`\nFirst visit at 1.6 Mbit/s, 150 ms, a processor ${SLOWER} times slower, brotli 11: middle of ${rounds} visits`);
  console.log(`  ${"".padEnd(44)}${["page", "still", "ratio"].map((head) => head.padStart(8)).join("")}`);
  for (const [label, key] of [
    ["first contentful paint, ms", "first"],
    ["text and default figures painted, ms", "text"],
    ["largest contentful paint, ms", "largest"],
    ["the program has taken hold, ms", "ready"],
  ]) {
    const [page, still] = [visits.page, visits.still].map((of) => middle(of.map((visit) => visit[key] || NaN)));
    console.log(`  ${label.padEnd(44)}${cell(page, 0)}${cell(still, 0)}${cell(page / still, 2)}`);
  }
  const shifts = [visits.page, visits.still].map((of) => Math.max(...of.map(({ shift }) => shift)));
  console.log(`  ${"layout shift, the largest".padEnd(44)}${shifts.map((shift) => cell(shift, 4)).join("")}`);

  const asked = [...new Set(warm.asked.map((address) => decodeURI(new URL(address).pathname.slice(1)) || "index.html"))];
  const sizes = await Promise.all(asked.map(async (name) => [name, (await site.pack(name)).bytes.length]));
  console.log("\nBytes that the first visit asks for before it is idle (brotli 11)");
  const width = Math.max(...asked.map((name) => name.length), 8);
  for (const [name, bytes] of sizes.sort((a, b) => b[1] - a[1])) console.log(`  ${name.padEnd(width)}  ${String(bytes).padStart(8)}`);
  console.log(`  ${"together".padEnd(width)}  ${String(sizes.reduce((sum, [, bytes]) => sum + bytes, 0)).padStart(8)}`);
} finally {
  await browser.close();
  await site.stop();
}
