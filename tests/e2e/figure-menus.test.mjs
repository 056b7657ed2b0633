// The menus of drawings that the worker makes: what is saved, that it belongs to the scenario, keyboard use, print.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parseCsv } from "./csv.mjs";
import { mountedPages } from "./fixtures.mjs";
import { pngSize } from "./png.mjs";
import { normalizeSpace, parseNumber } from "./text.mjs";
import { rendered } from "./vega.mjs";

const open = mountedPages();

const SCENARIO = "v=2&electricity=0.12&gpu=gb200";

const menu = (page, figure) => page.named(`menu-${figure}`);
const button = (page, figure) => menu(page, figure).locator("summary");
const item = (page, figure, name) => menu(page, figure).getByRole("button", { name });
const items = (page, figure) => menu(page, figure).locator("[data-do]").allTextContents();

async function unfold(page, figure) {
  await menu(page, figure).scrollIntoViewIfNeeded();
  await button(page, figure).click();
  await item(page, figure, /numbers \(CSV\)/).waitFor();
}

/** Does something that saves a file: its name and content. */
async function saved(page, act) {
  const [download] = await Promise.all([page.tab.waitForEvent("download", { timeout: 20_000 }), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
const savedBy = (page, figure, name) => saved(page, () => item(page, figure, name).click());
const textOf = async (file) => (await file).bytes.toString("utf8");

/** The rows of a CSV file in two parts: the numbers with their header, and what is said of the file. */
function parts(text) {
  assert.ok(text.startsWith("\ufeff"));
  const rows = parseCsv(text.slice(1));
  return {
    numbers: rows.filter(([name]) => !name.startsWith("file.")),
    about: Object.fromEntries(rows.filter(([name]) => name.startsWith("file."))),
  };
}

/** What a drawing says, read outside the page, whose policy does not allow it. */
async function readDrawing(page, text) {
  const blank = await page.tab.context().newPage();
  const read = await blank.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml");
    return {
      fault: svg.querySelector("parsererror")?.textContent,
      title: svg.querySelector("title").textContent,
      letters: [...svg.querySelectorAll("text")].map((it) => it.textContent),
      links: [...svg.querySelectorAll("a")].map((it) => it.getAttribute("href")),
      size: ["width", "height"].map((name) => Number(svg.documentElement.getAttribute(name))),
    };
  }, text);
  await blank.close();
  return read;
}

/** Checks the files of a figure, and returns the numbers of its CSV with their header. */
async function assertFiles(page, figure, { query, withVega = true }) {
  await unfold(page, figure);
  const svg = await savedBy(page, figure, /drawing \(SVG\)/);
  assert.equal(svg.name, `token-factory-${figure}.svg`);
  const read = await readDrawing(page, svg.bytes.toString("utf8"));
  assert.equal(read.fault, undefined);
  const letters = normalizeSpace(read.letters.join(" "));
  const { origin, pathname } = new URL(page.tab.url());
  // Long lines are broken.
  for (const part of [read.title, "Source: Token Factory, model", "Made on 20", "MIT licence.", origin, ...query.split("&")]) {
    assert.ok(letters.includes(normalizeSpace(part)), `${figure}: ${part} is missing in ${letters}`);
  }
  for (const link of read.links) assert.match(link, new RegExp(`^${origin}/manual\\.html#`));

  const csv = await savedBy(page, figure, /numbers \(CSV\)/);
  assert.equal(csv.name, `token-factory-${figure}.csv`);
  const { numbers, about } = parts(csv.bytes.toString("utf8"));
  const [place, ...settings] = about["file.link"].split(/[?&]/);
  assert.deepEqual([place, ...settings.sort()], [origin + pathname, ...query.split("&").sort()]);
  assert.equal(normalizeSpace(about["file.title"]), normalizeSpace(read.title));
  for (const name of ["file.version", "file.licence", "file.saved", "file.data"]) assert.ok(about[name], name);
  const [head, ...rows] = numbers;
  assert.ok(rows.length > 1, `${figure}: ${rows.length} rows`);
  for (const [place, name] of head.entries()) {
    const isNumber = rows.some((row) => row[place] !== "" && !Number.isNaN(Number(row[place])));
    if (isNumber && name !== "Year") assert.match(name, /\(.+\)$/, `${figure}: ${name}`);
  }

  const png = await savedBy(page, figure, /picture \(PNG\)/);
  assert.equal(png.name, `token-factory-${figure}.png`);
  assert.deepEqual(pngSize(png.bytes), { width: 2 * read.size[0], height: 2 * read.size[1] });
  assert.ok(png.bytes.length > 20_000, "an empty picture is small");

  assert.equal(await item(page, figure, /Vega-Lite/).count(), withVega ? 1 : 0);
  assert.equal(await item(page, figure, "Full width").count(), 0);
  if (withVega) {
    const vega = await savedBy(page, figure, /Vega-Lite/);
    assert.equal(vega.name, `token-factory-${figure}.vl.json`);
    const spec = JSON.parse(vega.bytes.toString("utf8"));
    assert.equal(spec.usermeta.link, about["file.link"]);
    assert.equal(normalizeSpace(spec.title.text), normalizeSpace(read.title));
    const { warnings, svg } = await rendered(spec);
    assert.deepEqual(warnings, []);
    assert.ok(svg.includes("<text") && !/NaN|Infinity|undefined/.test(svg), figure);
  }
  await page.tab.keyboard.press("Escape");
  return numbers;
}

/** Rows of a table on the page, each a list of its cells. */
const tableRows = (table) => table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

/** Whether a number of a file is the one written on the page, which is rounded and may have a letter for thousands. */
const isNear = (file, shown) => Math.abs(Number(file) / parseNumber(shown) - 1) < 0.006;

test("what moves profit most is saved, with the numbers of the table", async () => {
  const page = await open(`?${SCENARIO}`);
  await page.sensitivity.bars.first().waitFor({ state: "attached", timeout: 20_000 });
  const [, ...rows] = await assertFiles(page, "swings", { query: SCENARIO });
  await page.unfold('[data-name="table-swings"]');
  await page.sensitivity.table.locator("tbody").waitFor();
  const shown = await tableRows(page.sensitivity.table);
  assert.equal(rows.length, shown.length);
  for (const [place, row] of rows.entries()) {
    assert.equal(normalizeSpace(row[0]), normalizeSpace(shown[place][0]));
    for (const column of [2, 4]) assert.ok(isNear(row[column], shown[place][column]), `${row} for ${shown[place]}`);
  }
  await unfold(page, "swings");
  await item(page, "swings", "Show the numbers").click();
  assert.equal(await page.sensitivity.table.evaluate((it) => it.open), true);
  assert.equal(await menu(page, "swings").evaluate((it) => it.open), false);
});

test("the flow is saved without a specification", async () => {
  const page = await open(`?${SCENARIO}`);
  const [, ...rows] = await assertFiles(page, "flow", { query: SCENARIO, withVega: false });
  assert.deepEqual(rows.find((row) => row[1] === "Power at full load").slice(2, 4), ["100", "MW"]);
});

test("the change between two scenarios is saved, shocks and all", async () => {
  const query = "v=2&gpu=rubin&shocks=edge&vs=context:1M";
  const page = await open(`?${query}`);
  await page.tab.locator("[data-figure=change] svg").waitFor({ state: "attached", timeout: 20_000 });
  const [, profitOfA, ...rows] = await assertFiles(page, "change", { query });
  const profitOfB = rows.pop();
  assert.deepEqual([profitOfA[0], profitOfB[0]], ["Profit of A", "Profit of B"]);
  assert.ok(isNear(profitOfB.at(-1) - profitOfA.at(-1), rows.at(-1)[3]), `${profitOfA} and ${profitOfB}: ${rows.at(-1)}`);
  const shown = await tableRows(page.named("compare-body").locator(".more"));
  assert.deepEqual(rows.map(([name]) => name), shown.map(([name]) => name));
  for (const [place, row] of rows.entries()) assert.ok(isNear(row[3], shown[place][3]), `${row} for ${shown[place]}`);
  assert.deepEqual(rows.map(([name]) => name).sort(), ["Context length", "Edge", "GPU generation", "Together"]);

  // The table stays unfolded, and the menu folded, when the comparison is drawn again.
  await unfold(page, "change");
  await item(page, "change", "Show the numbers").click();
  const before = await page.named("compare-body").innerHTML();
  await page.levers.set("electricity", "0.2");
  await page.tab.waitForFunction((before) => document.querySelector("[data-name=compare-body]").innerHTML !== before, before);
  assert.equal(await page.named("compare-body").locator(".more").evaluate((it) => it.open), true);
  assert.equal(await menu(page, "change").evaluate((it) => it.open), false);
  await unfold(page, "change");
  assert.match(await textOf(savedBy(page, "change", /CSV/)), /electricity=0\.2/);
});

for (const [question, heads] of [
  [/for the latest GPUs/, /^Electricity price \(\$\/kWh\)$/],
  [/output price and paid share/, /^Paid share \(%\)$/],
]) {
  test(`a sweep is saved: ${question.source}`, async () => {
    const page = await open(`?${SCENARIO}`);
    await page.question("sweep").getByRole("button", { name: question }).click();
    await page.tab.locator("[data-figure=sweep] svg").waitFor({ timeout: 20_000 });
    const [head, ...rows] = await assertFiles(page, "sweep", { query: SCENARIO });
    assert.match(head[0], heads);
    assert.ok(rows.length > 30, `${rows.length} rows`);
  });
}

test("figures of the story are saved", async () => {
  const page = await open(`story.html?${SCENARIO}`);
  for (const figure of ["waterfall", "shocks", "backtest", "agents", "context", "prices", "tiers", "hours"]) {
    await assertFiles(page, figure, { query: SCENARIO });
  }
  // Where a figure has a table next to it, the menu opens it.
  assert.ok((await items(page, "backtest")).includes("Show the numbers"));
  assert.ok(!(await items(page, "agents")).includes("Show the numbers"));
});

test("a file belongs to the scenario that is set when it is saved", async () => {
  const page = await open();
  await unfold(page, "swings");
  const before = await textOf(savedBy(page, "swings", /CSV/));
  assert.doesNotMatch(before, /electricity=/);
  // Undo, redo and Back change the scenario while the menu stays open.
  await page.follow("v=2&electricity=0.2");
  if (!(await menu(page, "swings").evaluate((it) => it.open))) await unfold(page, "swings");
  const after = await textOf(savedBy(page, "swings", /CSV/));
  assert.match(parts(after).about["file.link"], /electricity=0\.2/);
  assert.notDeepEqual(parts(after).numbers, parts(before).numbers);
  // Two files at once, one after the other.
  const downloads = [];
  page.tab.on("download", (download) => downloads.push(download.suggestedFilename()));
  await menu(page, "swings").evaluate((it) => it.querySelectorAll("[data-do=svg], [data-do=csv]").forEach((button) => button.click()));
  while (downloads.length < 2) await page.tab.waitForTimeout(100);
  assert.deepEqual(downloads.sort(), ["token-factory-swings.csv", "token-factory-swings.svg"]);
});

for (const [figure, where, ready] of [
  ["swings", "", null],
  ["flow", "", null],
  ["change", "?v=2&gpu=rubin&vs=baseline", "[data-figure=change] svg"],
  ["waterfall", "story.html", null],
]) {
  test(`the menu of ${figure} works with the keyboard alone`, async () => {
    const page = await open(where);
    if (ready) await page.tab.locator(ready).waitFor({ state: "attached", timeout: 20_000 });
    await button(page, figure).focus();
    await page.tab.keyboard.press("Enter");
    await item(page, figure, /PNG/).waitFor();
    await page.tab.keyboard.press("Tab");
    await page.tab.keyboard.press("Tab");
    assert.match(await page.tab.evaluate(() => document.activeElement.textContent), /SVG/);
    assert.equal((await saved(page, () => page.tab.keyboard.press("Enter"))).name, `token-factory-${figure}.svg`);
    await menu(page, figure).getByRole("status").filter({ hasText: "is saved" }).waitFor();
    await page.tab.keyboard.press("Escape");
    assert.equal(await menu(page, figure).evaluate((it) => it.open), false);
    assert.equal(await button(page, figure).evaluate((it) => it === document.activeElement), true);
  });
}

test("a drawing is copied as a picture", async () => {
  const page = await open();
  await page.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await unfold(page, "swings");
  await item(page, "swings", "Copy as picture").click();
  await menu(page, "swings").getByRole("status").filter({ hasText: "copied" }).waitFor({ timeout: 20_000 });
  const types = await page.tab.evaluate(async () => (await navigator.clipboard.read()).flatMap((it) => it.types));
  assert.deepEqual(types, ["image/png"]);
});

test("a chart without numbers says that there is nothing to save", async () => {
  const page = await open("?v=2&gpu=tpu7x");
  await unfold(page, "swings");
  await item(page, "swings", /Vega-Lite/).click();
  await menu(page, "swings").getByRole("status").filter({ hasText: "nothing to save" }).waitFor({ timeout: 20_000 });
});

for (const width of [360, 1366]) {
  test(`no menu covers a drawing or its letters at ${width} px, and none is printed`, async () => {
    for (const [where, figures] of [
      ["?v=2&gpu=rubin&vs=baseline", ["swings", "flow", "change", "sweep"]],
      ["story.html?v=2&gpu=rubin", ["waterfall", "shocks", "backtest", "agents", "context", "prices", "tiers", "hours"]],
    ]) {
      const page = await open(where, { width, height: 800 });
      if (figures.includes("sweep")) {
        await page.question("sweep").getByRole("button", { name: /output price and paid share/ }).click();
        await page.tab.locator("[data-figure=change] svg").waitFor({ state: "attached", timeout: 20_000 });
        await page.tab.locator("[data-figure=sweep] svg").waitFor({ timeout: 20_000 });
      }
      for (const figure of figures) {
        await menu(page, figure).scrollIntoViewIfNeeded();
        const covered = await button(page, figure).evaluate((summary) => {
          const own = summary.getBoundingClientRect();
          const meets = ({ left, right, top, bottom }) => left < own.right && right > own.left && top < own.bottom && bottom > own.top;
          const holder = summary.closest("figure, .drawing, section");
          const seen = [...holder.querySelectorAll("h2, svg, img, p, figcaption")].filter((it) => it.checkVisibility());
          const range = document.createRange();
          return seen.flatMap((it) => {
            if (it.matches("svg, img")) return meets(it.getBoundingClientRect()) ? [it.tagName] : [];
            range.selectNodeContents(it);
            return [...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
              range.selectNodeContents(node);
              return [...range.getClientRects()].some(meets) ? [node.data] : [];
            });
          });
        });
        assert.deepEqual(covered, [], figure);
        const { width: wide, height } = await button(page, figure).boundingBox();
        assert.ok(wide >= 24 && height >= 24, `${figure}: ${wide} by ${height}`);
        // All items are within the window and can be clicked.
        await unfold(page, figure);
        for (const entry of await menu(page, figure).getByRole("button").all()) await entry.click({ trial: true });
        assert.equal(await page.overflow(), 0, figure);
        await page.tab.keyboard.press("Escape");
      }
      await page.media({ media: "print" });
      for (const figure of figures) assert.equal(await menu(page, figure).isVisible(), false, `${figure} in print`);
    }
  });
}
