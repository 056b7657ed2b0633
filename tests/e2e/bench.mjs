// The page's bars, measured: what crosses the wire, and how long a slider takes to show.
//
//   node tests/e2e/bench.mjs [ROUNDS]       moves of each slider (60)

import { readFile, readdir } from "node:fs/promises";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { FactoryPage, launchWhole } from "./page.mjs";
import { dist, startServer } from "./server.mjs";

const rounds = Number(process.argv[2] ?? 60);
/** Already compressed: sent as it is. */
const PACKED = new Set([".png", ".woff2", ".xlsx", ".jpg", ".webp"]);

function sizes(name, bytes) {
  if (PACKED.has(extname(name))) return { name, raw: bytes.length, gzip: bytes.length, brotli: bytes.length };
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

function table(title, columns, rows) {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  console.log(`\n${title}`);
  for (const row of cells) {
    console.log(`  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  ")}`);
  }
}

/** The value below which a part of the sorted times lies. */
function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

const names = (await readdir(dist, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(dist.length + 1))
  .sort();
const parts = await Promise.all(names.map(async (name) => sizes(name, await readFile(`${dist}/${name}`))));

const server = await startServer();
const browser = await launchWhole();
try {
  const page = await FactoryPage.open(browser, server.url);
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  const asked = await page.tab.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  const loaded = new Set(["index.html", ...asked.map((address) => decodeURI(new URL(address).pathname.slice(1)))]);

  const row = ({ name, raw, gzip, brotli }) => [name, raw, gzip, brotli];
  const sum = (name, some) => [name, ...["raw", "gzip", "brotli"].map((key) => some.reduce((total, part) => total + part[key], 0))];
  // The program of the worker is asked for after the first paint.
  const isFirst = ({ name }) => loaded.has(name) && !name.startsWith("worker");
  const first = parts.filter(isFirst);
  const lazy = parts.filter((part) => !isFirst(part));
  table("Sizes in bytes (gzip 9, brotli 11)", ["first load", "raw", "gzip", "brotli"], [...first.map(row), sum("together", first)]);
  if (lazy.length > 0) table("", ["not in the first load", "raw", "gzip", "brotli"], lazy.map(row));

  const paints = await page.tab.evaluate(() => performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]));
  table("Milliseconds from the start of a load from this machine", ["paint", "ms"], paints.map(([name, at]) => [name, at.toFixed(0)]));

  const sliders = await page.sliders.all();
  const lines = [];
  for (const slider of sliders) {
    const label = (await slider.getAttribute("id")) ?? (await slider.getAttribute("name")) ?? `slider ${lines.length + 1}`;
    await page.timeSlider(slider, 5);
    const { work, paint } = await page.timeSlider(slider, rounds);
    lines.push([label, ...[work, paint].flatMap((times) => [0.5, 0.95].map((part) => quantile(times, part).toFixed(1)))]);
  }
  if (lines.length === 0) console.log("\nThe page shows no slider to time.");
  else {
    table(
      `Milliseconds of a slider's move, ${rounds} moves each: script, and input event to painted frame (one beat is 16.7)`,
      ["slider", "script p50", "p95", "paint p50", "p95"],
      lines,
    );
  }
  await page.drawn();
  // The first move asks for the band over the lever, too.
  const [cold, ...warm] = await page.timeDraws("electricity", 9);
  table(
    "Milliseconds from a slider's move to 10,000 draws of the whole model, made in the worker and shown",
    ["draws", "p50", "p95"],
    [
      ["of the scenario", ...[0.5, 0.95].map((part) => quantile(warm, part).toFixed(0))],
      ["and 400 at each stop of the lever", cold.toFixed(0), ""],
    ],
  );
  if (page.faults.length > 0) {
    console.error(`\nThe page is faulty: ${page.faults.join("; ")}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.stop();
}
