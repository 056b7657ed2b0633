// The page as it is pressed: whole without a script, and not to be felt when the program takes hold of it.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { FactoryPage, launch } from "./page.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
const opened = [];

before(async () => {
  server = await startServer();
  browser = await launch();
});

afterEach(() => Promise.all(opened.splice(0).map((page) => page.close())));

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function visit(where, options) {
  const page = await FactoryPage.open(browser, server.url + where, options);
  opened.push(page);
  return page;
}

const plain = (text) => text.replace(/\s+/g, " ").trim();

/** What makes the page one without its program: scripts that may not run, and programs that do not come. */
const WITHOUT = {
  "without JavaScript": { script: false },
  "where the programs do not come": { stop: "**/*.wasm" },
};

for (const [how, options] of Object.entries(WITHOUT)) {
  describe(how, () => {
    test("the result, the levers, the story with its figures and its sources are there", async () => {
      const page = await visit("", options);
      for (const name of ["profit", "tokens", "price", "cost", "load", "demand"]) {
        assert.ok(Number.isFinite(await page.number(name)), `${name}: ${await page.shown(name)}`);
      }
      assert.match(await page.finding(), /\$.*\./);
      assert.match(await page.shown("chance"), /^In (all|none|\d+) of 20 cases/);
      assert.ok((await page.dots()) > 0);
      for (const lever of ["context", "agents", "electricity"]) {
        assert.match(await page.entry(lever).inputValue(), /\d/, lever);
        assert.match(await page.spoken(lever), /\d/, lever);
      }
      const chapters = page.tab.locator('[data-name="story"] .chapter');
      assert.equal(await chapters.count(), 10);
      for (const chapter of await chapters.all()) assert.ok((await chapter.innerText()).length > 400);
      assert.ok((await page.claims.count()) >= 8);
      assert.ok((await page.shocks.locator(".shock:visible cite").count()) === 9, "shocks are not readable");
      for (const href of await page.tab.locator('a[href^="#source-"]').evaluateAll((all) => all.map((a) => a.hash))) {
        assert.equal(await page.tab.locator(href.replaceAll(".", "\\.")).count(), 1, `nothing is ${href}`);
      }
      assert.ok((await page.tab.locator("#sources").locator("..").locator('a[href^="https://"]').count()) > 10);
      assert.deepEqual(await page.broken(), []);
      for (const fault of page.faults) assert.match(fault, /wasm|Failed to fetch|ERR_FAILED|\(csp\)/, fault);
    });

    test("both charts stand as drawings, and every picture loads", async () => {
      const page = await visit("", options);
      for (const chart of ["profit", "market"]) {
        const still = page.tab.locator(`[data-figure="${chart}"].still svg:visible`);
        assert.equal(await still.count(), 1, chart);
        const { width, height } = await still.boundingBox();
        assert.ok(width > 200 && height > 150, `${chart} is ${width} by ${height}`);
      }
      const pictures = page.tab.locator("#factory img");
      const count = await pictures.count();
      assert.ok(count >= 8, `only ${count} pictures`);
      for (let at = 0; at < count; at += 1) {
        const picture = pictures.nth(at);
        await picture.scrollIntoViewIfNeeded();
        const size = await picture.evaluate(async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight]));
        assert.ok(Math.min(...size) > 100, `${await picture.getAttribute("src")} is ${size}`);
        // What is hidden from the ear has its words beside it.
        const isHidden = await picture.evaluate((image) => image.closest("[aria-hidden]") !== null);
        assert.ok(isHidden || (await picture.getAttribute("alt")).length > 40);
      }
    });

    test("every lever is there with its default", async () => {
      const page = await visit("", { script: false });
      const rows = await page.paper.locator("tbody tr:has(td)").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
      assert.ok(rows.length > 40 && (await page.paper.isVisible()), `${rows.length} rows`);
      for (const [label, value, usual] of rows) assert.ok(value !== "" && value === usual, label);
    });

    test("a number leads to its place in the manual", async () => {
      const page = await visit("", { script: false });
      await page.button("profit").click();
      await page.tab.waitForURL(/manual\.html#profit\.profit$/);
      assert.match(await page.tab.locator('[id="profit.profit"]').textContent(), /Revenue/);
    });
  });
}

// A page on which no script may run cannot be asked by axe: the programs are kept away instead.
for (const scheme of ["light", "dark"]) {
  for (const width of [320, 768, 1280]) {
    test(`axe finds nothing before the program comes, at ${width} px, ${scheme}`, async () => {
      const page = await visit("", { width, scheme, stop: "**/*.wasm" });
      assert.equal(await page.tab.locator("#factory[data-ready]").count(), 0);
      assert.deepEqual(await page.violations(), []);
      assert.equal(await page.overflow(), 0);
    });
  }
}

/** Texts and values that a reader sees on the page before anything is opened. */
function shownEverywhere(page) {
  return page.tab.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)].map((it) => it.textContent.replace(/\s+/g, " ").trim());
    return {
      numbers: texts("[data-number]"),
      ranges: texts("[data-range]"),
      words: texts('[data-name="finding"], .chart-finding, [data-name="notes"], .response, [data-value], [data-live], .strip b, .told'),
      chances: texts('[data-name="chances"]'),
      legends: texts(".legend"),
      tiers: texts('[data-name="tier-rows"]'),
      chips: texts(".chip"),
      fields: [...document.querySelectorAll("#factory :is(input:not([type=file]), select)")].map((it) => `${it.id} ${it.type === "checkbox" ? it.checked : it.value}`),
      values: [...document.querySelectorAll("[aria-valuetext]")].map((it) => it.getAttribute("aria-valuetext")),
    };
  });
}

describe("when the program takes hold", () => {
  test("every number and every sentence stays as it was", async () => {
    const pressed = await shownEverywhere(await visit("", { stop: "**/*.wasm" }));
    const page = await visit("");
    await page.ready();
    const held = await shownEverywhere(page);
    assert.ok(pressed.numbers.length > 60 && pressed.fields.length > 8);
    for (const part of Object.keys(pressed)) assert.deepEqual(held[part], pressed[part], part);
  });

  for (const [width, height] of [[360, 740], [1280, 900]]) {
    test(`nothing moves at ${width} px`, async () => {
      const page = await visit("", {
        width,
        height,
        init: () => {
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const { value, hadRecentInput, sources } of list.getEntries()) {
              if (hadRecentInput) continue;
              const where = sources.map(({ node }) => node?.dataset?.name ?? node?.className ?? node?.nodeName);
              window.shifts.push({ value, where });
            }
          }).observe({ type: "layout-shift", buffered: true });
        },
      });
      await page.ready();
      await page.tab.waitForTimeout(1000);
      const shifts = await page.tab.evaluate(() => window.shifts);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      console.log(`Layout shift at ${width} px: ${sum.toFixed(4)}`);
      assert.ok(sum <= 0.02, JSON.stringify(shifts));
      assert.deepEqual(page.faults, []);
    });
  }

  for (const scheme of ["light", "dark"]) {
    test(`charts have the colours of a style sheet that comes after the program, ${scheme}`, async () => {
      const page = await visit("?v=2&context=80k", { delay: "**/style-*.css", scheme });
      // Locators wait for frames, of which there are none as long as the style sheet is awaited.
      for (let round = 0; round < 400 && !(await page.tab.evaluate(() => document.querySelector("#factory[data-ready]") !== null)); round += 1) {
        await page.tab.evaluate(() => new Promise((done) => setTimeout(done, 25)));
      }
      page.release();
      await page.tab.waitForLoadState("load");
      await page.ready();
      await page.wake("profit");
      const ground = await page.tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
      assert.deepEqual((await page.colours("profit"))[0].slice(0, 3), ground);
      assert.deepEqual(page.faults, []);
    });
  }

  test("what was moved before it came is kept", async () => {
    const page = await visit("", { delay: "**/*.wasm" });
    await page.range("context").focus();
    await page.tab.keyboard.press("End");
    page.release();
    await page.ready();
    assert.equal(await page.spoken("context"), "2 million tokens");
    assert.equal(await page.query(), "v=2&context=2M");
  });
});

describe("the head", () => {
  test("tells who the page is, and its files are there", async () => {
    const page = await visit("", { script: false });
    const meta = (name) => page.tab.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute("content");
    assert.match(await page.tab.title(), /^Token Factory\b.{10,}/);
    assert.equal(await page.tab.locator("html").getAttribute("lang"), "en");
    const description = await meta("description");
    assert.ok(description.length >= 80 && description.length <= 200, `${description.length} letters`);
    for (const name of ["og:type", "og:title", "og:description", "og:image", "og:image:alt", "twitter:card"]) {
      assert.ok((await meta(name))?.length > 5, name);
    }
    assert.equal(await page.tab.locator('link[rel="canonical"]').count(), 1);
    const icons = await page.tab.locator('link[rel~="icon"], link[rel="apple-touch-icon"]').evaluateAll((all) => all.map((it) => it.href));
    assert.ok(icons.length >= 3);
    for (const address of [...icons, new URL(await meta("og:image"), server.url).href]) {
      const answer = await fetch(address);
      assert.equal(answer.status, 200, address);
      assert.match(answer.headers.get("content-type"), /^image\//, address);
    }
    const [width, height] = await Promise.all([meta("og:image:width"), meta("og:image:height")]);
    const card = Buffer.from(await (await fetch(new URL(await meta("og:image"), server.url))).arrayBuffer());
    // A PNG tells its size in its first chunk.
    assert.deepEqual([card.readUInt32BE(16), card.readUInt32BE(20)], [Number(width), Number(height)]);
    assert.equal(plain(await page.heading.textContent()), "Token Factory");
  });

  test("of every page of the site has a title of its own and the style sheet", async () => {
    const titles = new Set();
    for (const name of ["", "manual.html", "right.html"]) {
      const page = await visit(name, { script: false });
      titles.add(await page.tab.title());
      assert.equal(await page.tab.locator('link[rel="stylesheet"]').count(), 1, name);
      // A program that is preloaded and may not run is reported so.
      assert.deepEqual(page.faults.filter((fault) => !fault.endsWith(".js (csp)")), [], name);
    }
    assert.equal(titles.size, 3);
  });

  test("leads only to places that exist", async () => {
    const page = await visit("", { script: false });
    const links = await page.tab.locator('a[href]:not([href^="http"])').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const places = new Map();
    const ids = async (file) => {
      if (!places.has(file)) {
        const answer = await fetch(server.url + file);
        assert.equal(answer.status, 200, `${file} is not there`);
        places.set(file, new Set([...(await answer.text()).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)));
      }
      return places.get(file);
    };
    assert.ok(links.length > 100);
    for (const link of new Set(links)) {
      const [file, place] = link.split("#");
      const known = await ids(file);
      assert.ok(!place || known.has(place), `${link} leads nowhere`);
    }
  });
});
