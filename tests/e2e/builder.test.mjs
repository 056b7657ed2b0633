// The builder, the page that makes snippets for embedding.

import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsInViews } from "./axe.mjs";
import { serverAndBrowser } from "./fixtures.mjs";

const site = serverAndBrowser();

/** Opens the builder and waits until its preview is defined. */
async function openBuilder(options) {
  const page = await site.browser.newPage(options);
  await page.goto(`${site.url}builder.html`);
  await page.waitForFunction(() => document.querySelector("token-factory")?.shadowRoot);
  return page;
}

test("the builder works by keyboard alone, and the focus is always visible", async () => {
  const page = await openBuilder({ viewport: { width: 1000, height: 800 } });
  const count = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, summary, pre[tabindex]")].filter((it) => it.checkVisibility({ visibilityProperty: true }));
    // Tab reaches one radio button of each group; arrow keys reach the others.
    return all.filter((it) => it.type !== "radio" || it.checked).length;
  });
  assert.ok(count >= 20, `only ${count} places`);
  const reached = [];
  for (let step = 0; step < count + 5; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const it = document.activeElement;
      const box = it.getBoundingClientRect();
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
      return { tag: it.tagName, what: `${it.tagName} ${it.name ?? ""} ${it.value ?? it.textContent.trim().slice(0, 30)}`, ringed, top: box.top, bottom: box.bottom };
    });
    if (at.tag === "TOKEN-FACTORY" || at.tag === "BODY") break;
    assert.ok(at.ringed, `${at.what}: the focus is not visible`);
    assert.ok(at.bottom > 0 && at.top < 800, `${at.what}: out of sight`);
    reached.push(at.what);
    if (at.what.includes("charts market")) await page.keyboard.press("Space");
    if (at.what.includes("theme auto")) await page.keyboard.press("ArrowUp");
    if (at.what.includes("scenario")) await page.keyboard.type("?v=2&context=1M");
  }
  assert.equal(reached.length, count, `reached ${reached.join("; ")}`);
  await page.waitForFunction(() => /<token-factory scenario="v=2&amp;context=1M" charts="profit" theme="dark">/.test(document.querySelector("[data-snippet=element] code").textContent));
  await page.close();
});

test("the builder shows a preview of its snippets", async () => {
  const page = await openBuilder();
  await page.uncheck("[name=charts][value=market]");
  await page.fill("[name=scenario]", "?v=2&context=128k");
  await page.waitForFunction(() => /context=128k/.test(document.querySelector("[data-snippet=frame] code").textContent));
  const state = await page.evaluate(() => document.querySelector("token-factory").get());
  assert.equal(state.scenario.levers.context, "128k");
  assert.match(await page.textContent("[data-snippet=element] code"), /charts="profit"/);
  await page.close();
});

test("a frame without a script has no border and is as high as its content in the preview", async () => {
  const page = await openBuilder({ viewport: { width: 1200, height: 900 } });
  // The content reports its height once it has come to rest.
  await page.waitForFunction(() => {
    const shown = document.querySelector("token-factory").getBoundingClientRect().height;
    const written = Number(document.querySelector("[data-snippet=frame] code").textContent.match(/height="(\d+)" style="border:0"/)?.[1]);
    return shown > 1_000 && Math.abs(written - shown) <= 1;
  });
  await page.fill("[name=height]", "640");
  await page.waitForFunction(() => /height="640" style/.test(document.querySelector("[data-snippet=frame] code").textContent));
  await page.close();
});

test("a value that the builder cannot take is explained beside its field, and the snippets keep the last valid one", async () => {
  const page = await openBuilder();
  const snippet = (part) => page.waitForFunction((part) => document.querySelector("[data-snippet=element] code").textContent.includes(part), part);
  for (const [name, valid, part, invalid, allowed] of [
    ["scenario", "?v=2&context=128k", 'scenario="v=2&amp;context=128k"', "hello", /after a “\?”/],
    ["height", "640", 'height="640"', "7", /100 to 20,000/],
  ]) {
    const error = page.locator(`#build-${name}-fault`);
    await page.fill(`[name=${name}]`, valid);
    await snippet(part);
    assert.equal(await error.isVisible(), false);
    await page.fill(`[name=${name}]`, invalid);
    await error.waitFor();
    assert.match(await error.textContent(), allowed);
    await snippet(part);
    assert.equal(await page.inputValue(`[name=${name}]`), invalid, "what was typed stays");
    await page.fill(`[name=${name}]`, "");
    await error.waitFor({ state: "hidden" });
    await page.waitForFunction((part) => !document.querySelector("[data-snippet=element] code").textContent.includes(part), part);
  }
  await page.close();
});

test("axe finds nothing in the builder, and nothing scrolls sideways", async () => {
  const page = await site.open("builder.html");
  await page.tab.waitForTimeout(1_000);
  assert.deepEqual(await faultsInViews(page, [360, 768, 1440]), []);
  assert.deepEqual(page.errors, []);
});
