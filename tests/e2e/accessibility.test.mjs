// The page as loaded and with everything unfolded: axe finds nothing, and nothing scrolls horizontally. Axe tests of
// the page in other states are in the files on those.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axeViolations, views } from "./axe.mjs";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

for (const { width, scheme } of views([320, 768, 1280])) {
  test(`axe finds nothing and nothing scrolls sideways at ${width} px, ${scheme}`, async () => {
    const page = await open("", { width, scheme });
    assert.deepEqual(await axeViolations(page.tab), []);
    assert.equal(await page.overflow(), 0);
  });
}

for (const { width, scheme } of views([360, 768, 1440])) {
  test(`axe finds nothing with all unfolded at ${width} px, ${scheme}`, async () => {
    const page = await open("?v=2&agents=20M", { width, scheme });
    await page.unfoldAll();
    assert.deepEqual(await axeViolations(page.tab), []);
    assert.equal(await page.overflow(), 0);
  });
}
