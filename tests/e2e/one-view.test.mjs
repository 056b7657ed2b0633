// The instrument: levers, equation and charts in one view, and nothing moves except what is moved.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mountedPages } from "./fixtures.mjs";
import { parseNumber } from "./text.mjs";

const open = mountedPages();

const HEADLINE = ["context", "agents", "gpu", "electricity"];

/** The box of an element in the window. */
const boxOf = (locator) => locator.evaluate((element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
});

for (const [width, height] of [[1366, 768], [1440, 900], [1920, 1080], [2560, 1440]]) {
  test(`at ${width} x ${height} the levers, the equation and both charts are in the window`, async () => {
    const page = await open("", { width, height });
    const parts = {
      equation: page.named("equation"),
      finding: page.named("finding"),
      differences: page.named("differences"),
      profit: page.charts.canvas("profit"),
      market: page.charts.canvas("market"),
      ...Object.fromEntries(HEADLINE.map((lever) => [lever, page.levers.slider(lever)])),
    };
    for (const [name, part] of Object.entries(parts)) {
      const box = await boxOf(part);
      assert.ok(box.top >= 0 && box.bottom <= height && box.left >= 0 && box.right <= width, `${name}: ${JSON.stringify(box)}`);
    }
    assert.equal(await page.levers.bar.isVisible(), false, "the levers are there twice");
  });
}

test("on a phone the held lever, the profit and its chart are in view together", async () => {
  const page = await open("", { width: 360, height: 740, touch: true });
  await page.charts.canvas("profit").evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
  await page.painted();
  const bar = await boxOf(page.levers.bar);
  for (const lever of HEADLINE) assert.ok(await page.tab.locator(`#bar-${lever}`).isVisible(), lever);
  const before = await page.named("strip").textContent();
  await page.levers.moveInBar("agents", 60);
  assert.notEqual(await page.named("strip").textContent(), before, "the profit of the bar does not follow");
  const canvas = await boxOf(page.charts.canvas("profit"));
  const head = await boxOf(page.tab.locator("header").first());
  assert.ok(canvas.top >= head.bottom - 1 && canvas.bottom <= bar.top + 1, JSON.stringify({ canvas, head, bar }));
  assert.ok(bar.bottom <= 741);
});

describe("while a lever is dragged from end to end", () => {
  /** The boxes of everything visible next to a lever: controls, tracks and charts, by name. Further down, the browser
   *  keeps the position of visible content when something above it grows. */
  const boxes = (page) =>
    page.tab.evaluate(() => {
      const all = document.querySelectorAll(".site-head a, .site-head button, .steps button, .lever-panel :is(.track, input, select, summary), .instrument canvas, .chart-head select, .lever-bar :is(.track, input, button)");
      return [...all].filter((it) => it.checkVisibility() && it.type !== "text" && it.id !== "").concat([...document.querySelectorAll(".lever-panel .track, .instrument canvas")]).map((it) => {
        const { left, top, right, bottom } = it.getBoundingClientRect();
        return [it.id || it.dataset.track, [left, top + scrollY, right, bottom + scrollY].map(Math.round).join(" ")];
      });
    });

  for (const [width, height] of [[360, 740], [768, 1024], [1200, 800], [1280, 800], [1366, 768], [1920, 1080], [2560, 1440]]) {
    test(`no control, track or chart changes place by a pixel at ${width} px`, async () => {
      const page = await open("", { width, height });
      const before = await boxes(page);
      assert.ok(before.length > 8, `${before.length} boxes`);
      for (const lever of HEADLINE) {
        const last = Number(await page.levers.slider(lever).getAttribute("max"));
        for (const part of [0, 0.2, 0.5, 0.8, 1]) {
          await page.levers.move(lever, Math.round(part * last));
          await page.painted();
          assert.deepEqual(await boxes(page), before, `${lever} at ${part}`);
        }
      }
    });
  }
});

test("the numbers of the equation multiply out to the profit that is shown", async () => {
  const page = await open();
  for (const query of ["", "v=2&gpu=h100", "v=2&agents=20M", "v=2&context=1M&electricity=0.3"]) {
    await page.follow(query);
    const [profit, tokens, price, cost] = await Promise.all(["profit", "tokens", "price", "cost"].map((name) => page.number(name)));
    const product = (tokens * 365 * (price - cost)) / 1e6;
    // Each number is shown with three digits: their difference may have lost some.
    const slack = 0.005 * tokens * 365 * (price + cost) / 1e6 + 0.005 * Math.abs(profit);
    assert.ok(Math.abs(product - profit) <= slack, `${query}: ${product} for ${profit}`);
  }
  assert.match(await page.named("equation").textContent(), /365 days/);
  assert.ok(Number.isFinite(parseNumber(await page.shown("profit"))));
});

describe("what differs from the baseline", () => {
  test("stands in chips, also when a link is opened, and is taken away one by one", async () => {
    const page = await open("?v=2&context=1M&gpu=h100&shocks=demand");
    const texts = async () => (await page.differences.allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
    assert.equal((await texts()).length, 3, (await texts()).join("; "));
    assert.ok((await texts()).some((text) => /^Shock: /.test(text)));
    await page.differences.filter({ hasText: "Context length" }).click();
    await page.painted();
    assert.equal(await page.query(), "v=2&gpu=h100&shocks=demand");
    assert.notEqual(await page.focus.name(), "BODY", "the focus is lost with the chip");
    // The first of the remaining ones.
    await page.differences.filter({ hasText: "Shock" }).click();
    await page.painted();
    assert.notEqual(await page.focus.name(), "BODY", "the focus is lost with the first chip");
    await page.differences.filter({ hasText: "GPU" }).click();
    await page.painted();
    assert.equal(await page.query(), "");
    assert.equal(await page.differences.count(), 0);
    await page.named("undo").click();
    await page.painted();
    assert.equal(await page.query(), "v=2&gpu=h100");
  });

  test("goes along to the story and back", async () => {
    const page = await open("?v=2&context=200k");
    const profit = await page.shown("profit");
    await page.link("Story").click();
    await page.tab.waitForURL(/story\.html\?v=2&context=200k$/);
    await page.ready();
    assert.equal(await page.shown("profit"), profit);
    await page.link("Presets").click();
    await page.tab.waitForURL(/\/\?v=2&context=200k#presets$/);
    await page.ready();
    const { top } = await boxOf(page.tab.locator("#presets"));
    assert.ok(top >= 0 && top < 400, `the presets are at ${top}`);
  });
});
