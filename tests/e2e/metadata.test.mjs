// The metadata in the head of a page for search engines, link previews and browsers.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { serverAndBrowser } from "./fixtures.mjs";
import { pngSize } from "./png.mjs";
import { normalizeSpace } from "./text.mjs";

const site = serverAndBrowser();

describe("the head", () => {
  test("describes the page, and the files it names exist", async () => {
    const page = await site.open("", { script: false });
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
    for (const address of [...icons, new URL(await meta("og:image"), site.url).href]) {
      const response = await fetch(address);
      assert.equal(response.status, 200, address);
      assert.match(response.headers.get("content-type"), /^image\//, address);
    }
    const [width, height] = await Promise.all([meta("og:image:width"), meta("og:image:height")]);
    const card = Buffer.from(await (await fetch(new URL(await meta("og:image"), site.url))).arrayBuffer());
    assert.deepEqual(pngSize(card), { width: Number(width), height: Number(height) });
    assert.equal(normalizeSpace(await page.heading.textContent()), "Token Factory");
  });

  test("of every page of the site has a title of its own and the style sheet", async () => {
    const titles = new Set();
    for (const name of ["", "story.html", "manual.html", "right.html"]) {
      const page = await site.open(name, { script: false });
      titles.add(await page.tab.title());
      assert.ok((await page.tab.locator('link[rel="stylesheet"]').count()) >= 1, name);
      // Without scripts the browser refuses to preload them.
      assert.deepEqual(page.errors.filter((error) => !error.endsWith(".js (csp)")), [], name);
    }
    assert.equal(titles.size, 4);
  });
});
