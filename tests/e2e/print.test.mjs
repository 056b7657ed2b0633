// The page in print: drawings in place of canvases, the levers with their defaults, the link and the date.

import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import { mountedPages } from "./fixtures.mjs";
import { normalizeSpace } from "./text.mjs";

const open = mountedPages();

/** Renders the page as for a printer. */
async function emulatePrint(page) {
  await page.tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.media({ media: "print" });
}

test("drawings replace canvases, and show the current scenario", async () => {
  const page = await open();
  const market = page.tab.locator('[data-figure="market"].still');
  const before = await market.innerHTML();
  await page.levers.set("agents", "1B");
  await page.draws.finished();
  await page.tab.waitForFunction((before) => document.querySelector('[data-figure="market"].still').innerHTML !== before, before);
  await emulatePrint(page);
  // On the emulated sheet the charts have another width, for which they are drawn again.
  await page.tab.waitForTimeout(2_000);
  await page.tab.waitForFunction(() => !("behind" in document.documentElement.dataset));
  for (const chart of ["profit", "market", "frontier", "cost"]) {
    const drawing = page.tab.locator(`[data-figure="${chart}"].still :is(svg, img)`).filter({ visible: true });
    assert.equal(await drawing.count(), 1, chart);
    const { width, height } = await drawing.boundingBox();
    assert.ok(width > 200 && height > 150, `${chart} is ${width} by ${height}`);
    assert.equal(await page.charts.canvas(chart).isVisible(), false, `the canvas of ${chart} is printed`);
  }
  assert.match(await page.tab.locator('[data-figure="profit"].still').textContent(), /Agents/i, "the profit drawing is over another lever");
});

test("paper is light and keys of legends are printed, also where Dark was chosen", async () => {
  const page = await open();
  await page.tab.getByRole("button", { name: "Dark", exact: true }).click();
  await emulatePrint(page);
  const seen = await page.tab.evaluate(() => {
    const brightness = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
    const text = [...document.querySelectorAll("#factory :is(p, h2, .digits, td)")].filter((it) => it.checkVisibility());
    return {
      ground: brightness(getComputedStyle(document.documentElement).backgroundColor),
      letters: Math.max(...text.map((it) => brightness(getComputedStyle(it).color))),
      keys: [...document.querySelectorAll(".legend-item > *")].map((key) => getComputedStyle(key).printColorAdjust),
    };
  });
  assert.ok(seen.ground > 240 && seen.letters < 140, JSON.stringify(seen));
  assert.ok(seen.keys.length > 8 && seen.keys.every((adjust) => adjust === "exact"));
});

test("what paper cannot use is hidden: lever bar, dialog, undo", async () => {
  const page = await open("?v=2&shocks=electricity#why=profit.profit");
  await page.dialog.derivation("profit.profit").waitFor();
  await page.tab.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await page.levers.bar.waitFor();
  await emulatePrint(page);
  assert.equal(await page.levers.bar.isVisible(), false);
  assert.equal(await page.dialog.root.isVisible(), false);
  assert.equal(await page.named("undo").isVisible(), false);
  assert.equal(await page.overflow(), 0);
});

test("every lever is listed with its value and its default, changed ones marked", async () => {
  const page = await open("?v=2&context=1M&llm=qwen3.5-397b");
  const levers = await page.levers.all();
  await page.paper.locator(".is-set").first().waitFor({ state: "attached" });
  assert.equal(await page.paper.isVisible(), false, "the screen shows what is only for paper");
  await emulatePrint(page);
  const rows = await page.paper.locator("tbody tr:has(td)").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.equal(rows.length, levers.length);
  const set = await page.paper.locator(".is-set").allTextContents();
  assert.equal(set.length, 2, set.join("; "));
  assert.ok(set.some((text) => /^Context length.*1M.*67\.8K/.test(normalizeSpace(text))), set.join("; "));
  for (const [label, value, usual] of rows) assert.ok(value !== "" && usual !== "", label);
});

test("the current link and date are printed", async () => {
  const page = await open();
  await page.levers.set("electricity", "0.08");
  const file = await page.tab.pdf({ printBackground: true });
  assert.ok(file.length > 50_000, `${file.length} bytes`);
  const line = await page.paper.locator("[data-print]").textContent();
  const today = new Date().toISOString().slice(0, 10);
  assert.equal(line, `Printed on ${today} from ${page.tab.url()}`);
  assert.match(line, /\?v=2&electricity=0\.08$/);
});

test("nothing is wider than the paper, and dark screens print on white", async () => {
  const page = await open("", { width: 720, scheme: "dark" });
  await emulatePrint(page);
  assert.equal(await page.overflow(), 0);
  const [ground, ink] = await page.tab.evaluate(() => {
    const { color } = getComputedStyle(document.body);
    return [getComputedStyle(document.documentElement).backgroundColor, color];
  });
  const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
  assert.ok(light(ground) > 240 && light(ink) < 80, `${ink} on ${ground}`);
});

/** The picture of an element as pixels, drawn in a separate page. */
async function pixels(locator) {
  const shot = await locator.screenshot();
  const tab = await locator.page().context().newPage();
  const { data, width, height } = await tab.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
    return { data: [...data], width, height };
  }, `data:image/png;base64,${shot.toString("base64")}`);
  await tab.close();
  return { data: Uint8ClampedArray.from(data), width, height };
}

test("the link is printed as a QR code, too, with what it is compared with", async () => {
  const page = await open("?v=2&gpu=h100&shocks=edge&vs=context:1M;gpu:rubin");
  const code = page.named("qr").locator("svg");
  await code.waitFor({ state: "attached" });
  for (const change of [async () => {}, () => page.levers.set("context", "200k")]) {
    const before = await code.innerHTML();
    await page.media({ media: "screen" });
    await change();
    const address = await page.tab.evaluate(() => location.href);
    if (address.includes("200k")) {
      await page.tab.waitForFunction((before) => document.querySelector("[data-name=qr] svg").innerHTML !== before, before);
    }
    await emulatePrint(page);
    const { data, width, height } = await pixels(code);
    assert.equal(jsQR(data, width, height)?.data, address);
  }
});
