// Charts: read with the keyboard, legends that hide series, canvases in the resolution of the screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mountedPages } from "./fixtures.mjs";
import { hasFocus } from "./page/focus.mjs";

const open = mountedPages();

test("a chart is read with the arrow keys and says what it shows", async () => {
  const page = await open();
  await page.charts.activate("profit");
  await page.draws.finished();
  const blank = await page.charts.pixels("profit");
  await page.charts.canvas("profit").focus();
  const announced = await page.announcedAfter(() => page.tab.keyboard.press("End"));
  assert.match(announced, /2 million tokens/);
  assert.match(announced, /dollars/);
  assert.notEqual(await page.charts.pixels("profit"), blank, "no crosshair is drawn");
});

test("activating a chart keeps the range in its legend, and the focus", async () => {
  const page = await open();
  const ranges = async () => (await page.charts.series("market").allTextContents()).filter((text) => text.includes("%"));
  const prerendered = await ranges();
  assert.ok(prerendered.length === 1 && prerendered.every((text) => /\d.* to /.test(text)), prerendered.join("; "));
  await page.charts.series("market").first().focus();
  await page.charts.activate("market");
  assert.ok((await ranges()).every((text) => /\d.* to /.test(text)), "the range is lost");
  await page.draws.finished();
  assert.deepEqual(await ranges(), prerendered);
  await page.charts.series("profit").nth(1).focus();
  await page.charts.live("profit").waitFor();
  await page.tab.keyboard.press("Tab");
  assert.ok(await hasFocus(page.charts.series("profit").nth(2)), "the focus is lost");
});

test("legend buttons hide series, but never the last", async () => {
  const page = await open();
  await page.charts.activate("market");
  const series = page.charts.series("market");
  const count = await series.count();
  assert.ok(count >= 3);
  for (let i = 0; i < count; i += 1) {
    await series.nth(i).focus();
    await page.tab.keyboard.press("Space");
  }
  const pressed = await series.evaluateAll((all) => all.filter((one) => one.getAttribute("aria-pressed") === "true").length);
  assert.equal(pressed, 1);
});

test("canvases have the resolution of the screen", async () => {
  const page = await open();
  await page.charts.activate("profit", "market");
  for (const chart of ["profit", "market"]) {
    const { width, height, css, ratio } = await page.charts.size(chart);
    assert.ok(Math.abs(width - css.width * ratio) <= 1.5 && Math.abs(height - css.height * ratio) <= 1.5);
  }
});

test("the table and the description of a chart follow the scenario", async () => {
  const page = await open();
  await page.charts.canvas("profit").focus();
  await page.tab.keyboard.press("t");
  const table = page.named("table-profit");
  const description = page.tab.locator("#description-profit");
  await table.locator("td").first().waitFor();
  const [numbers, described] = [await table.locator("tbody").textContent(), await description.textContent()];
  assert.match(described, /^Profit over context length\. /);
  await page.levers.set("electricity", "0.19");
  // The finding of the chart is the sentence after its title, and the caption of the table has both.
  const finding = page.tab.locator('[data-chart="profit"] .chart-finding');
  await page.tab.waitForFunction(
    ([table, description, finding]) =>
      table.querySelector("caption").textContent.includes(finding.textContent) && description.textContent.includes(finding.textContent),
    await Promise.all([table, description, finding].map((it) => it.elementHandle())),
  );
  assert.notEqual(await table.locator("tbody").textContent(), numbers);
  assert.notEqual(await description.textContent(), described);
});

test("drawings of the worker are made again for the width of the window", async () => {
  const page = await open("?v=2&gpu=h100");
  await page.draws.finished();
  /** The widths of the drawings, by their names: those that are always seen, and those for print. */
  const widths = () =>
    page.tab.evaluate(() => {
      const places = [...document.querySelectorAll("[data-from-worker]:is([data-drawing], [data-figure], [data-name=swings-body])")];
      const name = ({ dataset }) => dataset.drawing ?? dataset.figure ?? dataset.name;
      return Object.fromEntries(places.map((it) => [name(it), it.querySelector("svg").viewBox.baseVal.width]));
    });
  const resize = async (width) => {
    await page.tab.setViewportSize({ width, height: 768 });
    // Parts far off the screen are only laid out when they come near.
    for (const part of ["[data-drawing=flow]", "[data-figure=cost]", "[data-figure=profit]"]) {
      await page.tab.evaluate((part) => document.querySelector(part).parentElement.scrollIntoView(), part);
      await page.painted();
    }
    // They are requested a moment later; what is missing after a second is marked.
    await page.tab.waitForTimeout(2_000);
    await page.tab.waitForFunction(() => !("behind" in document.documentElement.dataset));
    return widths();
  };
  const wide = await resize(1366);
  assert.deepEqual(Object.keys(wide).toSorted(), ["cost", "flow", "frontier", "market", "profit", "swings-body"]);
  const narrow = await resize(360);
  for (const [name, width] of Object.entries(wide)) assert.ok(narrow[name] < width, `${name}: ${narrow[name]} and ${width}`);
  assert.deepEqual(await resize(1366), wide);
});
