// The prerendered page: complete without its program, and unchanged when the app mounts.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { faultsInViews } from "./axe.mjs";
import { serveSite } from "./faulty-server.mjs";
import { serverAndBrowser } from "./fixtures.mjs";
import { FactoryPage, MOUNTED } from "./page/factory-page.mjs";

const site = serverAndBrowser();

/** Options under which the app does not mount: scripts are disabled, or its programs are not loaded. */
const WITHOUT = {
  "without JavaScript": { script: false },
  "where the programs are not loaded": { block: "**/*.wasm" },
};

for (const [how, options] of Object.entries(WITHOUT)) {
  describe(how, () => {
    test("the result and the levers are there", async () => {
      const page = await site.open("", options);
      for (const name of ["profit", "tokens", "price", "cost", "load", "demand"]) {
        assert.ok(Number.isFinite(await page.number(name)), `${name}: ${await page.shown(name)}`);
      }
      assert.match(await page.finding(), /\$.*\./);
      assert.match(await page.shown("chance"), /^In (all|none|\d+) of 20 cases/);
      assert.ok((await page.draws.profitableDots()) > 0);
      for (const lever of ["context", "agents", "electricity"]) {
        assert.match(await page.levers.field(lever).inputValue(), /\d/, lever);
        assert.match(await page.levers.valueText(lever), /\d/, lever);
      }
      assert.deepEqual(await page.failedComputations(), []);
      for (const error of page.errors) assert.match(error, /wasm|Failed to fetch|ERR_FAILED|\(csp\)/, error);
    });

    test("the story with its figures and its sources is there", async () => {
      const page = await site.open("story.html", options);
      assert.ok(Number.isFinite(await page.number("profit")));
      const chapters = page.tab.locator('[data-name="story"] .chapter');
      assert.equal(await chapters.count(), 10);
      for (const chapter of await chapters.all()) assert.ok((await chapter.innerText()).length > 400);
      assert.ok((await page.story.claims.count()) >= 8);
      assert.ok((await page.story.shocks.locator(".shock:visible cite").count()) === 9, "shocks are not readable");
      for (const href of await page.tab.locator('a[href^="#source-"]').evaluateAll((all) => all.map((a) => a.hash))) {
        assert.equal(await page.tab.locator(href.replaceAll(".", "\\.")).count(), 1, `nothing is ${href}`);
      }
      assert.ok((await page.tab.locator("#sources").locator("..").locator('a[href^="https://"]').count()) > 10);
      assert.deepEqual(await page.failedComputations(), []);
      for (const error of page.errors) assert.match(error, /wasm|Failed to fetch|ERR_FAILED|\(csp\)/, error);
    });

    for (const [name, least] of [["", 3], ["story.html", 8]]) test(`the charts of the page “${name}” are drawings, and every picture loads`, async () => {
      const page = await site.open(name, options);
      if (name === "") for (const chart of ["profit", "market"]) {
        const drawing = page.tab.locator(`[data-figure="${chart}"].still svg:visible`);
        assert.equal(await drawing.count(), 1, chart);
        const { width, height } = await drawing.boundingBox();
        assert.ok(width > 200 && height > 150, `${chart} is ${width} by ${height}`);
      }
      const pictures = page.tab.locator("#factory img");
      const count = await pictures.count();
      assert.ok(count >= least, `only ${count} pictures`);
      for (let at = 0; at < count; at += 1) {
        const picture = pictures.nth(at);
        await picture.scrollIntoViewIfNeeded();
        const size = await picture.evaluate(async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight]));
        assert.ok(Math.min(...size) > 100, `${await picture.getAttribute("src")} is ${size}`);
        // A picture that is hidden from screen readers has its text next to it.
        const isHidden = await picture.evaluate((image) => image.closest("[aria-hidden]") !== null);
        assert.ok(isHidden || (await picture.getAttribute("alt")).length > 40);
      }
    });

    test("every lever is there with its default", async () => {
      const page = await site.open("", { script: false });
      const rows = await page.paper.locator("tbody tr:has(td)").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
      assert.ok(rows.length > 40 && (await page.paper.isVisible()), `${rows.length} rows`);
      for (const row of rows) assert.ok(row.length === 2 && row.every((cell) => cell !== ""), row.join(": "));
    });

    test("a number leads to its place in the manual", async () => {
      const page = await site.open("", { script: false });
      await page.named("profit").click();
      await page.tab.waitForURL(/manual\.html#profit\.profit$/);
      assert.match(await page.tab.locator('[id="profit.profit"]').textContent(), /Revenue/);
    });
  });
}

// axe is a script, so that scripts stay enabled and the programs are blocked instead.
test("axe finds nothing before the app mounts, and nothing scrolls sideways", async () => {
  const page = await site.open("", { block: "**/*.wasm" });
  assert.equal(await page.tab.locator(MOUNTED).count(), 0);
  assert.deepEqual(await faultsInViews(page, [320, 768, 1280]), []);
});

/** Texts and values that the page shows before anything is unfolded. */
function shownTexts(page) {
  return page.tab.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((it) => it.textContent.replace(/\s+/g, " ").trim());
    return {
      numbers: texts("[data-number]"),
      ranges: texts("[data-range]"),
      words: texts('[data-name="finding"], .chart-finding, [data-name="notes"], .response, [data-value], [data-live], .strip b, .chip-details'),
      chances: texts('[data-name="chances"]'),
      legends: texts(".legend"),
      tiers: texts('[data-name="tier-rows"]'),
      chips: texts(".chip"),
      fields: [...document.querySelectorAll("#factory :is(input:not([type=file]), select)")].map((it) => `${it.id} ${it.type === "checkbox" ? it.checked : it.value}`),
      values: [...document.querySelectorAll("[aria-valuetext]")].map((it) => it.getAttribute("aria-valuetext")),
    };
  });
}

describe("when the app mounts", () => {
  test("every number and every sentence stays as it was", async () => {
    const prerendered = await shownTexts(await site.open("", { block: "**/*.wasm" }));
    const page = await site.open("");
    await page.ready();
    const mounted = await shownTexts(page);
    assert.ok(prerendered.numbers.length > 20 && prerendered.fields.length > 8);
    for (const part of Object.keys(prerendered)) assert.deepEqual(mounted[part], prerendered[part], part);
  });

  /** Collects layout shifts. */
  const init = () => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        const where = sources.map(({ node }) => node?.dataset?.name ?? node?.className ?? node?.nodeName);
        window.shifts.push({ value, where });
      }
    }).observe({ type: "layout-shift", buffered: true });
  };

  test("nothing moves on a phone when the page arrives in two parts", async () => {
    for (const first of [12_000, 30_000, 55_000]) {
      // The rest comes later than the browser waits until it paints what it has.
      const respond = (path) => (path === "/" ? { stall: first, rest: pause(500) } : undefined);
      const server = await serveSite({ respond });
      const page = await FactoryPage.open(site.browser, server.url, { width: 360, height: 740, init });
      await page.ready();
      assert.deepEqual(await page.tab.evaluate(() => window.shifts), [], `after ${first} bytes`);
      await page.close();
      await server.stop();
    }
  });

  for (const [width, height] of [[360, 740], [1280, 900]]) {
    test(`nothing moves at ${width} px`, async () => {
      const page = await site.open("", { width, height, init });
      await page.ready();
      await page.tab.waitForTimeout(1000);
      const shifts = await page.tab.evaluate(() => window.shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      console.log(`Layout shift at ${width} px: ${sum.toFixed(4)}`);
      assert.ok(sum <= 0.02, JSON.stringify(shifts));
      assert.deepEqual(page.errors, []);
    });
  }

  for (const scheme of ["light", "dark"]) {
    test(`charts have the colours of a style sheet that is loaded after the program, ${scheme}`, async () => {
      const page = await site.open("?v=2&context=80k", { hold: "**/style-*.css", scheme });
      // Locators wait for frames, and there are none until the style sheet is loaded.
      for (let round = 0; round < 400 && !(await page.tab.evaluate((app) => document.querySelector(app) !== null, MOUNTED)); round += 1) {
        await page.tab.evaluate(() => new Promise((done) => setTimeout(done, 25)));
      }
      page.release();
      await page.tab.waitForLoadState("load");
      await page.ready();
      await page.charts.activate("profit");
      const background = await page.tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
      assert.deepEqual((await page.charts.colours("profit"))[0].slice(0, 3), background);
      assert.deepEqual(page.errors, []);
    });
  }

  test("a lever moved before the app mounts keeps its value", async () => {
    const page = await site.open("", { hold: "**/*.wasm" });
    await page.levers.slider("context").focus();
    await page.tab.keyboard.press("End");
    page.release();
    await page.ready();
    assert.equal(await page.levers.valueText("context"), "2 million tokens");
    assert.equal(await page.query(), "v=2&context=2M");
  });
});

for (const [name, most] of [["", 40], ["story.html", 100]]) test(`links of the page “${name}” lead only to places that exist`, async () => {
  const page = await site.open(name, { script: false });
  const links = await page.tab.locator('a[href]:not([href^="http"])').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const places = new Map();
  const ids = async (file) => {
    if (!places.has(file)) {
      const response = await fetch(site.url + file);
      assert.equal(response.status, 200, `${file} is not there`);
      places.set(file, new Set([...(await response.text()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
    }
    return places.get(file);
  };
  assert.ok(links.length > most, `${links.length} links`);
  for (const link of new Set(links)) {
    const [path, place] = link.split("#");
    const file = path === "" ? name : path;
    const known = await ids(file);
    assert.ok(!place || known.has(place), `${link} leads nowhere`);
  }
});
