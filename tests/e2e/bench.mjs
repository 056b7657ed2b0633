// Measures the page: the size of what it loads, and how long it takes to respond to a slider.
//
//   node tests/e2e/bench.mjs [ROUNDS]       moves of each slider (60)

import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { launchFull } from "./browser.mjs";
import { dist, siteFiles } from "./build.mjs";
import { FactoryPage } from "./page/factory-page.mjs";
import { startServer } from "./server.mjs";
import { quantile } from "./statistics.mjs";
import { table } from "./tables.mjs";
import { timeDraws, timeSlider } from "./timing.mjs";

const rounds = Number(process.argv[2] ?? 60);
/** Formats that are compressed already: they are sent unchanged. */
const COMPRESSED = new Set([".png", ".woff2", ".xlsx", ".jpg", ".webp"]);

function sizes(name, bytes) {
  if (COMPRESSED.has(extname(name))) return { name, raw: bytes.length, gzip: bytes.length, brotli: bytes.length };
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

const files = await Promise.all(siteFiles().map(async (name) => sizes(name, await readFile(`${dist}/${name}`))));

const server = await startServer();
const browser = await launchFull();
try {
  const page = await FactoryPage.open(browser, server.url);
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  const requested = await page.tab.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  const loaded = new Set(["index.html", ...requested.map((address) => decodeURI(new URL(address).pathname.slice(1)))]);

  const row = ({ name, raw, gzip, brotli }) => [name, raw, gzip, brotli];
  const sum = (name, some) => [name, ...["raw", "gzip", "brotli"].map((key) => some.reduce((total, file) => total + file[key], 0))];
  // The program of the web worker is requested after the first paint.
  const isFirst = ({ name }) => loaded.has(name) && !name.startsWith("worker");
  const first = files.filter(isFirst);
  const lazy = files.filter((file) => !isFirst(file));
  table("Sizes in bytes (gzip 9, brotli 11)", ["first load", "raw", "gzip", "brotli"], [...first.map(row), sum("together", first)]);
  if (lazy.length > 0) table("", ["not in the first load", "raw", "gzip", "brotli"], lazy.map(row));

  const paints = await page.tab.evaluate(() => performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]));
  table("Milliseconds from the start of a load from this machine", ["paint", "ms"], paints.map(([name, at]) => [name, at.toFixed(0)]));

  const sliders = await page.levers.sliders.all();
  const lines = [];
  for (const slider of sliders) {
    const label = (await slider.getAttribute("id")) ?? (await slider.getAttribute("name")) ?? `slider ${lines.length + 1}`;
    await timeSlider(slider, 5);
    const { script, paint } = await timeSlider(slider, rounds);
    lines.push([label, ...[script, paint].flatMap((times) => [0.5, 0.95].map((part) => quantile(times, part).toFixed(1)))]);
  }
  if (lines.length === 0) console.log("\nThe page shows no slider to time.");
  else {
    table(
      `Milliseconds of a slider's move, ${rounds} moves each: script, and input event to painted frame (one refresh is 16.7)`,
      ["slider", "script p50", "p95", "paint p50", "p95"],
      lines,
    );
  }
  await page.draws.finished();
  // The first move requests the bands over the lever, too.
  const [cold, ...warm] = await timeDraws(page.levers.slider("electricity"), 9);
  table(
    "Milliseconds from a slider's move to 10,000 draws of the whole model, made in the web worker and shown",
    ["draws", "p50", "p95"],
    [
      ["of the scenario", ...[0.5, 0.95].map((part) => quantile(warm, part).toFixed(0))],
      ["and 400 at each stop of the lever", cold.toFixed(0), ""],
    ],
  );
  if (page.errors.length > 0) {
    console.error(`\nThe page has errors: ${page.errors.join("; ")}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.stop();
}
