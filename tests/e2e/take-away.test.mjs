// Files to which a scenario is exported on the page: they match those of the native program, and none of the code
// that writes them is loaded before.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { faultsInViews } from "./axe.mjs";
import { nativeSheet, program, siteFiles } from "./build.mjs";
import { parseCsv } from "./csv.mjs";
import { mountedPages, serverAndBrowser } from "./fixtures.mjs";
import { hasFocus } from "./page/focus.mjs";

const site = serverAndBrowser();
const open = mountedPages(site);

/** A site that loses money, so that numbers are negative, with names chosen from lists and a shock. */
const LINK = "v=2&context=200k&gpu=gb200&price_input=0.01&price_cached=0.001&price_output=0.1&shocks=edge";
const LATE = /files-(program|worker)-/;

const group = (page) => page.named("take-away");
const button = (page, label) => group(page).getByRole("button", { name: label, exact: true });
const status = (page) => page.named("keep").getByRole("status");
const citation = (page) => page.tab.locator("#citation");
const today = () => new Date().toISOString().slice(0, 10);

/** Opens the page and waits until the buttons are there, which are loaded when the reader comes near. */
async function ready(where = `?${LINK}`, options) {
  const page = await open(where, options);
  await page.named("keep").scrollIntoViewIfNeeded();
  await group(page).waitFor();
  return page;
}

/** Performs an action that saves a file. Returns its name and bytes. */
async function saved(page, act) {
  const [download] = await Promise.all([page.tab.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The output of the native program for the present page, on a given day. */
async function native(args, day = today()) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) };
  const { stdout } = await promisify(execFile)(program, [...args, "--site", site.url], { maxBuffer: 1 << 26, encoding: "buffer", env });
  return stdout;
}

/** The files of an archive by their names. */
function unzipped(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, length, extra, comment, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const held = bytes.subarray(start, start + size);
    files.set(bytes.toString("utf8", at + 46, at + 46 + length), method === 8 ? inflateRawSync(held) : held);
    at += 46 + length + extra + comment;
  }
  return files;
}

for (const [label, format, name] of [
  ["CSV", "csv", "token-factory-numbers.csv"],
  ["JSON", "json", "token-factory-numbers.json"],
  ["Markdown", "md", "token-factory-numbers.md"],
  ["Python", "py", "token-factory-numbers.py"],
]) {
  test(`${label} is the file of the native program, byte for byte`, async () => {
    for (const link of [LINK, ""]) {
      const page = await ready(link && `?${link}`);
      const day = today();
      const file = await saved(page, () => button(page, label).click());
      assert.equal(file.name, name);
      const same = [await native(["sheet", link, "--format", format], day), await native(["sheet", link, "--format", format])];
      assert.ok(file.bytes.length > 50_000 && same.some((bytes) => bytes.equals(file.bytes)), `${file.bytes.length} bytes, natively ${same[0].length}`);
      assert.equal(await status(page).textContent(), `${name} is saved where your browser puts downloads.`);
    }
  });
}

test("no cell of the CSV is a formula, losses stay numbers, and what is chosen has its name", async () => {
  const page = await ready();
  const { bytes } = await saved(page, () => button(page, "CSV").click());
  const text = bytes.toString("utf8");
  assert.ok(text.startsWith("\ufeff"), "a spreadsheet takes × for two letters without a byte order mark");
  const [head, ...rows] = parseCsv(text.slice(1));
  assert.deepEqual(head.slice(0, 4), ["name", "label", "value", "unit"]);
  const { numbers } = await nativeSheet(LINK);
  assert.equal(rows.filter(([name]) => !name.startsWith("file.")).length, numbers.length);
  const values = new Map(rows.map((row) => [row[0], row[2]]));
  const profit = numbers.find(({ name }) => name === "profit.profit").value;
  assert.ok(profit < 0 && Number(values.get("profit.profit")) === profit, `${profit}`);
  assert.match(values.get("plan.gpu"), /NVL72/);
  const isNumber = (cell) => cell !== "" && Number.isFinite(Number(cell));
  for (const cell of rows.flat()) assert.ok(isNumber(cell) || !/^[=+@\t\r\n＝＋－＠-]/.test(cell), cell);
});

test("the workbook has its sheets, and the page's profit in its cell before anything is computed", async () => {
  const page = await ready();
  const { name, bytes } = await saved(page, () => button(page, "Excel (XLSX)").click());
  assert.equal(name, "token-factory-numbers.xlsx");
  const files = unzipped(bytes);
  const text = (path) => files.get(path).toString("utf8");
  const sheets = [...text("xl/workbook.xml").matchAll(/<sheet name="([^"]*)" sheetId="(\d+)"/g)];
  assert.deepEqual(sheets.map(([, name]) => name), ["About", "Inputs", "Model", "Sources", "Check"]);
  const [, , row] = text("xl/workbook.xml").match(/<definedName name="profit\.profit">(Model!\$C\$(\d+))</);
  const cell = text("xl/worksheets/sheet3.xml").match(new RegExp(`<c r="D${row}"[^>]*><f>([^<]*)</f><v>([^<]*)</v>`));
  const { value } = (await nativeSheet(LINK)).numbers.find(({ name }) => name === "profit.profit");
  assert.equal(cell[1], `C${row}/F${row}`);
  assert.ok(value < 0 && Math.abs(Number(cell[2]) / value - 1) < 1e-12, `${cell[2]}, natively ${value}`);
  // The same parts as natively; only the day in the archive could differ in the bytes.
  const twin = unzipped(await native(["sheet", LINK, "--format", "xlsx"]));
  assert.deepEqual([...files.keys()], [...twin.keys()]);
  for (const [path, held] of files) if (!path.startsWith("docProps/")) assert.ok(held.equals(twin.get(path)), path);
});

test("the JSON opens again as the same scenario", async () => {
  const page = await ready();
  const profit = await page.shown("profit");
  const { name, bytes } = await saved(page, () => button(page, "JSON").click());
  assert.ok(bytes.length > 500_000, `${bytes.length} bytes`);
  await page.follow("v=2&context=20k");
  assert.notEqual(await page.shown("profit"), profit);
  const [chooser] = await Promise.all([page.tab.waitForEvent("filechooser"), page.named("keep").getByRole("button", { name: "Open scenario" }).click()]);
  await chooser.setFiles({ name, mimeType: "application/json", buffer: bytes });
  await status(page).filter({ hasText: "is open: Scenario of the Token Factory" }).waitFor();
  await page.painted();
  assert.deepEqual([await page.query(), await page.shown("profit"), await page.linkErrors], [LINK, profit, []]);
});

test("citations are those of the native program, are copied, and go when the scenario changes", async () => {
  const page = await ready();
  await page.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(page, "Cite").click();
  await citation(page).waitFor();
  assert.equal(await button(page, "Cite").getAttribute("aria-expanded"), "true");
  const shown = await citation(page).locator("pre").allTextContents();
  for (const [at, [label, format]] of [["Text", "text"], ["BibTeX", "bibtex"], ["CSL-JSON", "csl"]].entries()) {
    assert.equal(shown[at], (await native(["cite", LINK, "--format", format])).toString("utf8").trimEnd());
    await button(page, `Copy ${label}`).click();
    await status(page).filter({ hasText: `The citation is copied (${label}).` }).waitFor();
    assert.equal(await page.tab.evaluate(() => navigator.clipboard.readText()), shown[at]);
  }
  await page.tab.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await button(page, "Copy BibTeX").click();
  await status(page).filter({ hasText: "selected instead" }).waitFor();
  assert.equal(await page.tab.evaluate(() => getSelection().toString().trim()), shown[1].trim());
  await page.follow("v=2&context=20k");
  await citation(page).waitFor({ state: "hidden" });
  assert.equal(await button(page, "Cite").getAttribute("aria-expanded"), "false");
});

test("all of it can be done by keyboard alone", async () => {
  const page = await ready();
  const keys = page.tab.keyboard;
  await page.named("keep").getByRole("button", { name: "Open scenario" }).focus();
  for (const label of ["CSV", "Excel (XLSX)", "JSON", "Markdown", "Python"]) {
    await keys.press("Tab");
    assert.ok(await hasFocus(button(page, label)), label);
  }
  const { name } = await saved(page, () => keys.press("Enter"));
  assert.equal(name, "token-factory-numbers.py");
  await keys.press("Tab");
  assert.ok(await hasFocus(button(page, "Cite")));
  await keys.press("Space");
  await citation(page).waitFor();
  for (const label of ["Text", "BibTeX", "CSL-JSON"]) {
    await keys.press("Tab");
    assert.ok(await hasFocus(button(page, `Copy ${label}`)), label);
  }
  for (let step = 0; step < 3; step += 1) await keys.press("Shift+Tab");
  await keys.press("Space");
  await citation(page).waitFor({ state: "hidden" });
});

test("axe finds nothing and nothing scrolls sideways with a citation shown", async () => {
  const page = await ready(`?${LINK}`);
  await button(page, "Cite").click();
  await citation(page).waitFor();
  assert.deepEqual(await faultsInViews(page, [360, 1280]), []);
});

test("nothing of it is requested before a file is, and then only files of the site", async () => {
  assert.equal(siteFiles().filter((name) => LATE.test(name)).length, 3);
  const page = await open(`?${LINK}`);
  const requested = [];
  page.tab.on("request", (request) => requested.push(request.url()));
  await page.tab.reload();
  await page.ready();
  await page.tab.waitForLoadState("networkidle");
  assert.ok(requested.length > 3);
  assert.deepEqual(requested.filter((url) => LATE.test(url)), []);
  await page.named("keep").scrollIntoViewIfNeeded();
  await group(page).waitFor();
  await page.tab.waitForLoadState("networkidle");
  assert.deepEqual(requested.filter((url) => LATE.test(url)), []);
});

test("while one file is written another is not, and the page says so", async () => {
  // The message to the worker is held back: the page is busy as long as the test requires.
  const page = await ready(`?${LINK}`, {
    init: () => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (...all) {
        if (all[0]?.formats) window.goOn = () => post.apply(this, all);
        else post.apply(this, all);
      };
    },
  });
  await button(page, "CSV").click();
  assert.equal(await status(page).textContent(), "The file (CSV) is being written.");
  assert.equal(await group(page).getAttribute("aria-busy"), "true");
  await button(page, "JSON").click();
  assert.equal(await status(page).textContent(), "One moment: a file is still being written.");
  const { name } = await saved(page, () => page.tab.evaluate(() => window.goOn()));
  assert.equal(name, "token-factory-numbers.csv");
  assert.equal(await group(page).getAttribute("aria-busy"), null);
});

test("a program that does not come or has no answer is told in a sentence, and the scenario stays", async () => {
  for (const [block, sentence] of [
    ["**/files-program-*.wasm", /^The file \(CSV\) was not written\. The program for files could not be loaded: check the connection and try again\./],
    ["**/files-worker-*.js", /^The file \(CSV\) was not written\. The program for files could not be loaded: check the connection and try again\.$/],
  ]) {
    const page = await site.open(`?${LINK}`, { block });
    await page.ready();
    await page.named("keep").scrollIntoViewIfNeeded();
    await group(page).waitFor();
    await button(page, "CSV").click();
    await status(page).filter({ hasText: "was not written" }).waitFor();
    assert.match(await status(page).textContent(), sentence);
    assert.equal(await page.query(), LINK);
    assert.equal(await group(page).getAttribute("aria-busy"), null);
  }
  const page = await ready(`?${LINK}`);
  await page.tab.evaluate(() => (document.documentElement.dataset.link = "v=2&contxt=5"));
  await button(page, "Markdown").click();
  await status(page).filter({ hasText: "The file (Markdown) was not written." }).waitFor();
  assert.match(await status(page).textContent(), /“contxt”/);
});
