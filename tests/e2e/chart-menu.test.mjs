// The menu of a chart: saved and copied files, their source, keyboard use, closing, full width.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { mountedPages } from "./fixtures.mjs";
import { pngSize } from "./png.mjs";
import { rendered } from "./vega.mjs";

const open = mountedPages();

const CHARTS = ["profit", "market", "frontier", "cost"];
/** Minimum numbers of marks of each type that a chart has in Vega. */
const MARKS = {
  profit: { area: 100, line: 20, rule: 1, symbol: 1, text: 1 },
  market: { rect: 10, line: 20, rule: 1, symbol: 5, text: 1 },
  frontier: { line: 100, rect: 1, text: 1 },
  cost: { line: 100, rect: 1, text: 1 },
};
const SCENARIO = "?v=2&electricity=0.12&gpu=gb200";

const menu = (page, chart) => page.named(`menu-${chart}`);
const item = (page, chart, name) => menu(page, chart).getByRole("button", { name });

async function unfold(page, chart) {
  await menu(page, chart).scrollIntoViewIfNeeded();
  await menu(page, chart).locator("summary").click();
  await item(page, chart, /numbers \(CSV\)/).waitFor();
}

/** Clicks an item that saves a file: its name and content. */
async function saved(page, chart, name) {
  const [download] = await Promise.all([page.tab.waitForEvent("download"), item(page, chart, name).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const chart of CHARTS) {
  test(`the ${chart} chart is saved as picture, drawing and numbers, with source and link`, async () => {
    const page = await open(SCENARIO);
    await page.draws.finished();
    await unfold(page, chart);
    const svg = await saved(page, chart, /drawing \(SVG\)/);
    assert.equal(svg.name, `token-factory-${chart}.svg`);
    const drawing = svg.bytes.toString("utf8");
    const [, width, height] = drawing.match(/<svg [^>]*width="(\d+)" height="(\d+)"/).map(Number);
    assert.equal(width, 960);
    // Long lines are broken, including those of a link.
    const letters = drawing.replaceAll(/<\/text>\s*<text[^>]*>/g, " ").replaceAll(/<[^>]*>/g, "");
    const address = new URL(page.tab.url());
    for (const part of ["Source: Token Factory", address.origin, "electricity=0.12", "gpu=gb200"]) {
      assert.ok(letters.includes(part), `${part} is missing`);
    }
    assert.ok(letters.includes((await page.named(`chart-${chart}`).locator("h2").first().textContent()).trim()), "title");

    const csv = await saved(page, chart, /numbers \(CSV\)/);
    assert.equal(csv.name, `token-factory-${chart}.csv`);
    const text = csv.bytes.toString("utf8");
    assert.ok(text.startsWith("\ufeff") && text.includes("file.link") && text.includes("gpu=gb200"));
    const shown = await page.charts.table(chart);
    const rows = text.trimEnd().split("\r\n");
    assert.equal(rows.filter((row) => !row.startsWith("file.")).length, shown.rows.length + 1);

    const png = await saved(page, chart, /picture \(PNG\)/);
    assert.equal(png.name, `token-factory-${chart}.png`);
    assert.deepEqual(pngSize(png.bytes), { width: 2 * width, height: 2 * height });
    assert.ok(png.bytes.length > 20_000, "an empty picture is small");
  });

  test(`the ${chart} chart is saved as a Vega-Lite specification that renders without a warning`, async () => {
    const page = await open(SCENARIO);
    await page.draws.finished();
    await unfold(page, chart);
    const file = await saved(page, chart, /specification \(Vega-Lite\)/);
    assert.equal(file.name, `token-factory-${chart}.vl.json`);
    const spec = JSON.parse(file.bytes.toString("utf8"));
    const address = new URL(page.tab.url());
    for (const part of [address.origin, "electricity=0.12", "gpu=gb200"]) {
      assert.ok(spec.usermeta.link.includes(part), `${part} is missing in ${spec.usermeta.link}`);
    }
    assert.equal(spec.title.text, (await page.named(`chart-${chart}`).locator("h2").first().textContent()).trim());

    const { svg, warnings, marks } = await rendered(spec);
    assert.deepEqual(warnings, []);
    for (const [mark, least] of Object.entries(MARKS[chart])) {
      assert.ok(marks[mark] >= least, `${marks[mark]} of ${mark}, ${least} expected`);
    }
    assert.ok(svg.includes(spec.title.text) && !/NaN|Infinity|undefined/.test(svg));

    // The numbers are those of the CSV.
    const csv = (await saved(page, chart, /numbers \(CSV\)/)).bytes.toString("utf8");
    const cells = csv.trimEnd().split("\r\n").filter((row) => !row.startsWith("file.")).slice(1);
    const known = new Set(spec.datasets.numbers.flatMap((record) => Object.values(record)));
    const missing = cells.flatMap((row) => row.split(",").slice(1)).filter((cell) => cell !== "" && !known.has(Number(cell)));
    const areas = new Set((spec.datasets.areas ?? []).map((record) => record.value));
    assert.deepEqual(missing.filter((cell) => !areas.has(Number(cell))), []);
  });
}

test("a file has the range of the draws and belongs to the scenario that is shown", async () => {
  const page = await open();
  await unfold(page, "profit");
  const head = async () => (await saved(page, "profit", /CSV/)).bytes.toString("utf8");
  assert.match((await head()).split("\r\n")[0], /, from/);
  await page.levers.set("electricity", "0.2");
  await page.draws.finished();
  if (!(await menu(page, "profit").evaluate((it) => it.open))) await menu(page, "profit").locator("summary").click();
  const after = await head();
  assert.match(after, /electricity=0\.2/);
  assert.match(after.split("\r\n")[0], /, from/);
});

test("a chart is copied as a picture", async () => {
  const page = await open();
  await page.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await unfold(page, "market");
  await item(page, "market", "Copy as picture").click();
  await menu(page, "market").getByRole("status").filter({ hasText: "copied" }).waitFor();
  const types = await page.tab.evaluate(async () => (await navigator.clipboard.read()).flatMap((it) => it.types));
  assert.deepEqual(types, ["image/png"]);
});

test("Escape, a click elsewhere and another menu close a menu", async () => {
  const page = await open();
  const isOpen = (chart) => menu(page, chart).evaluate((it) => it.open);
  await unfold(page, "profit");
  await page.tab.keyboard.press("Escape");
  assert.equal(await isOpen("profit"), false);
  assert.equal(await menu(page, "profit").locator("summary").evaluate((it) => it === document.activeElement), true);
  await unfold(page, "profit");
  await unfold(page, "market");
  assert.equal(await isOpen("profit"), false);
  await page.named("finding").click();
  assert.equal(await isOpen("market"), false);
  // With the keyboard alone: Enter opens it, Tab moves into it, Tab out of it closes it.
  await menu(page, "profit").locator("summary").focus();
  await page.tab.keyboard.press("Enter");
  await item(page, "profit", /PNG/).waitFor();
  await page.tab.keyboard.press("Tab");
  assert.match(await page.tab.evaluate(() => document.activeElement.textContent), /PNG/);
  await page.levers.slider("context").focus();
  assert.equal(await isOpen("profit"), false);
});

test("full width and back", async () => {
  const page = await open("", { width: 1366, height: 768 });
  const width = () => page.charts.size("market").then(({ css }) => Math.round(css.width));
  const before = await width();
  await unfold(page, "market");
  await item(page, "market", "Full width").click();
  await page.painted();
  assert.ok((await width()) > 1.8 * before, `${before} px became ${await width()} px`);
  const wide = await page.charts.size("market");
  assert.equal(wide.width, Math.round(wide.css.width * wide.ratio), "the canvas is drawn for its new size");
  await unfold(page, "market");
  await item(page, "market", "Full width").click();
  await page.painted();
  assert.equal(await width(), before);
});

test("the numbers of a chart are shown from its menu", async () => {
  const page = await open();
  await unfold(page, "profit");
  await item(page, "profit", "Show the numbers").click();
  assert.equal(await page.named("table-profit").evaluate((it) => it.open), true);
});
