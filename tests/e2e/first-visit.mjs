// Measures the first visit on a slow connection: when the page is painted, compared with the same page without its program,
// how many bytes it loads, and how many the parts that are loaded later have.
//
//   node tests/e2e/first-visit.mjs [ROUNDS]       visits of each page (3)

import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { launchFull } from "./browser.mjs";
import { compressed, CONTENT_TYPES, dist } from "./build.mjs";
import { MOUNTED } from "./page/factory-page.mjs";
import { quantile } from "./statistics.mjs";

const rounds = Number(process.argv[2] ?? 3);

/** A slow mobile connection and processor, as Lighthouse simulates them. */
const CONNECTION = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const SLOWDOWN = 4;

/** Formats that are compressed already: they are sent unchanged. */
const COMPRESSED = new Set([".png"]);

/** The page without its program: the same text and layout. */
function withoutProgram(html) {
  const text = html.toString();
  return Buffer.from(text.replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/<link rel="(?:modulepreload|preload)"[^>]*>/g, ""));
}

/** The built site as sent by a host, with brotli at its highest quality; `static/` is the page without its program.
 *  */
async function serveCompressed() {
  const responses = new Map();
  const compress = async (name) => {
    if (!responses.has(name)) {
      const file = name.replace(/^static\//, "");
      let bytes = await readFile(`${dist}/${file}`);
      if (name === "static/index.html") bytes = withoutProgram(bytes);
      const isCompressed = COMPRESSED.has(extname(name));
      responses.set(name, { bytes: isCompressed ? bytes : compressed(bytes), isCompressed });
    }
    return responses.get(name);
  };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURI(new URL(request.url, "http://host").pathname)).slice(1);
    const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    try {
      const { bytes, isCompressed } = await compress(name);
      response.writeHead(200, {
        "content-type": CONTENT_TYPES[extname(name)] ?? "application/octet-stream",
        "content-length": bytes.length,
        "cache-control": "no-cache",
        ...(isCompressed ? {} : { "content-encoding": "br" }),
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, compress, stop: () => new Promise((done) => (server.close(done), server.closeAllConnections())) };
}

/** An init script that records paints, layout shifts, and the first frame that shows the default profit. */
function recordTimes(mounted) {
  window.seen = { largest: 0, shift: 0, text: 0, ready: 0 };
  new PerformanceObserver((list) => (window.seen.largest = list.getEntries().at(-1).startTime)).observe({
    type: "largest-contentful-paint",
    buffered: true,
  });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.seen.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  const check = () => {
    const profit = document.querySelector('[data-name="profit"] .digits');
    const now = performance.now();
    // It is painted one frame after it has been laid out.
    if (!window.seen.text && window.seen.placed) window.seen.text = now;
    if (profit?.textContent.match(/\d/) && profit.getBoundingClientRect().height > 0) window.seen.placed = true;
    if (!window.seen.ready && document.querySelector(mounted)) window.seen.ready = now;
    requestAnimationFrame(check);
  };
  requestAnimationFrame(check);
}

/** One visit with an empty cache. */
async function visit(browser, url, hasProgram) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", CONNECTION);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.addInitScript(recordTimes, MOUNTED);
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    if (hasProgram) await page.locator(MOUNTED).waitFor({ timeout: 60_000 });
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(1500);
    return await page.evaluate(() => ({
      ...window.seen,
      first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
      requested: [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)],
    }));
  } finally {
    await context.close();
  }
}

const cell = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "—").padStart(8);

const site = await serveCompressed();
const browser = await launchFull();
try {
  // Compressed before the measurement starts.
  for (const name of ["index.html", "static/index.html"]) await site.compress(name);
  const warm = await visit(browser, site.url, true);
  await visit(browser, `${site.url}static/`, false);
  const visits = { page: [], static: [] };
  for (let round = 0; round < rounds; round += 1) {
    visits.page.push(await visit(browser, site.url, true));
    visits.static.push(await visit(browser, `${site.url}static/`, false));
  }
  console.log(`\nFirst visit at 1.6 Mbit/s, 150 ms, a processor ${SLOWDOWN} times slower, brotli 11: median of ${rounds} visits`);
  console.log(`  ${"".padEnd(44)}${["page", "static", "ratio"].map((head) => head.padStart(8)).join("")}`);
  for (const [label, key] of [
    ["first contentful paint, ms", "first"],
    ["text and default figures painted, ms", "text"],
    ["largest contentful paint, ms", "largest"],
    ["app mounted, ms", "ready"],
  ]) {
    const [page, static_] = [visits.page, visits.static].map((of) => quantile(of.map((visit) => visit[key] || NaN), 0.5));
    console.log(`  ${label.padEnd(44)}${cell(page, 0)}${cell(static_, 0)}${cell(page / static_, 2)}`);
  }
  const shifts = [visits.page, visits.static].map((of) => Math.max(...of.map(({ shift }) => shift)));
  console.log(`  ${"layout shift, the largest".padEnd(44)}${shifts.map((shift) => cell(shift, 4)).join("")}`);

  const list = (all) => {
    const width = Math.max(...all.map(([name]) => name.length), 8);
    for (const [name, bytes] of all.toSorted((a, b) => b[1] - a[1])) console.log(`  ${name.padEnd(width)}  ${String(bytes).padStart(8)}`);
    console.log(`  ${"together".padEnd(width)}  ${String(all.reduce((sum, [, bytes]) => sum + bytes, 0)).padStart(8)}`);
  };
  const requested = [...new Set(warm.requested.map((address) => decodeURI(new URL(address).pathname.slice(1)) || "index.html"))];
  const measured = (names) => Promise.all(names.map(async (name) => [name, (await site.compress(name)).bytes.length]));
  console.log("\nBytes that the first visit loads before the network is idle (brotli 11)");
  list(await measured(requested));

  // Parts that the page loads when the reader asks for them.
  const files = await readdir(dist);
  for (const [what, name] of [
    ["explanations, draws and drawings: with the first change or question", /^worker-/],
    ["the menu of a chart: when it is opened", /^chart-menu-/],
    ["files and citations: near the section that offers them, the program when one is asked for", /^files-/],
    ["published runs: with the charts over speed", /^measured\.tsv$/],
  ]) {
    console.log(`\nBytes of a part loaded later (brotli 11): ${what}`);
    list(await measured(files.filter((file) => name.test(file))));
  }
} finally {
  await browser.close();
  await site.stop();
}
