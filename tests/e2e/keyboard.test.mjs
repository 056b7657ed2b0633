// The page by keyboard alone: everything is reached, in order, in sight; the whole task is done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visits } from "./fixtures.mjs";

const open = visits();

/** The element that has the focus, and how it stands in the window. */
function standing(page) {
  return page.tab.evaluate(() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const dock = document.querySelector('[data-name="dock"]');
    const foot = dock.hidden || dock.contains(element) ? innerHeight : dock.getBoundingClientRect().top;
    const style = getComputedStyle(element);
    // A field may carry its ring on what is drawn around it, a slider on its thumb, a link of a
    // drawing on its shape: of these no script hears.
    const ringed = [element, element.parentElement, element.closest(".track, .entry, .lever")].some((it) => {
      if (!it) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    });
    element.dataset.order ??= String((window.order_ = (window.order_ ?? 0) + 1));
    return {
      what: `${element.tagName} ${element.id || element.dataset.name || element.textContent.trim().slice(0, 40)}`,
      order: Number(element.dataset.order),
      isBody: element === document.body,
      isOwn: element.type === "range" || element instanceof SVGElement,
      inDock: dock.contains(element),
      top: box.top,
      bottom: box.bottom,
      seen: Math.min(box.bottom, foot, innerHeight) - Math.max(box.top, 0),
      height: box.height,
      ringed,
      drawn: style.visibility === "visible" && box.width > 0 && box.height > 0,
    };
  });
}

for (const [width, height] of [[1280, 900], [360, 740]]) {
  test(`Tab goes through the whole page at ${width} px: in order, in sight, without a trap`, async () => {
    const page = await open("", { width, height });
    const expected = await page.tab.evaluate(() => {
      const focusable = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]';
      const all = [...document.querySelectorAll(focusable)].filter((element) => {
        if (element.tabIndex < 0 || element.closest("[hidden], dialog:not([open])")) return false;
        if (element.closest('[data-name="dock"]')) return false;
        return element.checkVisibility({ visibilityProperty: true });
      });
      all.forEach((element, at) => (element.dataset.place = String(at)));
      return all.length;
    });
    assert.ok(expected > 150, `only ${expected} places`);
    let [last, reached, faint, covered, disorder] = [-1, 0, [], [], []];
    for (let step = 0; step < expected + 60; step += 1) {
      await page.tab.keyboard.press("Tab");
      const at = await standing(page);
      if (at.isBody) break;
      const place = await page.tab.evaluate(() => Number(document.activeElement.dataset.place ?? -1));
      if (place >= 0) {
        reached += 1;
        if (place !== last + 1) disorder.push(`${at.what}: ${place} after ${last}`);
        last = place;
      }
      if (!at.drawn || !(at.ringed || (at.isOwn && (await page.isMarked())))) faint.push(at.what);
      // WCAG 2.2, 2.4.11: not entirely hidden; we ask that most of it, or a good piece, is in sight.
      if (at.seen < Math.min(0.75 * at.height, 24)) covered.push(`${at.what}: ${Math.round(at.top)} to ${Math.round(at.bottom)}`);
    }
    assert.deepEqual(covered, [], "covered or out of sight");
    assert.deepEqual(faint, [], "the focus is not to be seen");
    assert.deepEqual(disorder, [], "out of order");
    assert.equal(reached, expected, "not all is reached");
  });
}

test("the whole task by keyboard: move, ask why, go deeper, come back, set a phrase, press a shock, take it back", async () => {
  const page = await open();
  const keys = page.tab.keyboard;
  /** Presses Tab until something has the focus. */
  const tabTo = async (locator, most = 400) => {
    for (let step = 0; step < most; step += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await keys.press("Tab");
    }
    assert.fail(`${locator} is not reached`);
  };
  const baseline = await page.shown("profit");
  await tabTo(page.button("profit"));
  await tabTo(page.range("electricity"));
  for (let step = 0; step < 5; step += 1) await keys.press("ArrowRight");
  await page.painted();
  const own = await page.query();
  assert.match(own, /^v=2&electricity=/);
  assert.notEqual(await page.shown("profit"), baseline);

  await page.button("profit").focus();
  await keys.press("Enter");
  await page.derivation("profit.profit").waitFor();
  const inside = await page.tab.evaluate(() => document.querySelector("dialog").contains(document.activeElement));
  assert.ok(inside, "the focus stays behind the dialog");
  await tabTo(page.whyLink("profit.revenue"), 30);
  await keys.press("Enter");
  await page.derivation("profit.revenue").waitFor();
  await keys.press("Backspace");
  await page.derivation("profit.profit").waitFor();
  // The page behind a modal dialog is never reached.
  for (let step = 0; step < 60; step += 1) {
    await keys.press("Tab");
    assert.ok(
      await page.tab.evaluate(() => document.activeElement === document.body || document.querySelector("dialog").contains(document.activeElement)),
      "Tab leaves the dialog",
    );
  }
  await keys.press("Escape");
  await page.why.waitFor({ state: "hidden" });
  assert.equal(await page.focused(), "profit");

  const phrase = page.phrases.first();
  await tabTo(phrase);
  await keys.press("Enter");
  await page.painted();
  assert.equal(await phrase.getAttribute("aria-pressed"), "true");
  assert.ok(await phrase.evaluate((it) => it === document.activeElement), "the focus is lost");
  assert.notEqual(await page.query(), own);

  const shock = page.shock("electricity");
  await tabTo(shock);
  await keys.press("Space");
  await page.shocks.locator(".shock-sum").filter({ hasText: "Electricity alone" }).waitFor();
  assert.ok(await page.shock("electricity").evaluate((it) => it === document.activeElement), "the focus is lost");
  const back = page.shocks.getByRole("button", { name: "Take all back" });
  await tabTo(back, 60);
  await keys.press("Enter");
  await page.shocks.locator(".shock-sum").filter({ hasText: "No shock holds" }).waitFor();
  assert.notEqual(await page.focused(), "BODY", "the focus is lost");
  const home = page.dock.getByRole("button", { name: "Back to your settings" });
  await tabTo(home);
  await keys.press("Enter");
  await page.painted();
  assert.equal(await page.query(), own);
  assert.notEqual(await page.focused(), "BODY", "the focus is lost with the button");
});

test("a chip of values is one stop, arrows go on, Enter sets", async () => {
  const page = await open();
  const chips = page.values("electricity", "");
  await chips.first().focus();
  await page.tab.keyboard.press("End");
  assert.ok(await chips.last().evaluate((it) => it === document.activeElement));
  await page.tab.keyboard.press("Home");
  await page.tab.keyboard.press("ArrowRight");
  const value = await chips.nth(1).getAttribute("data-base");
  await page.tab.keyboard.press("Enter");
  await page.painted();
  assert.equal(await chips.nth(1).getAttribute("aria-current"), "true", value);
  assert.match(await page.query(), /^v=2&electricity=/);
});

for (const scheme of ["light", "dark"]) {
  for (const width of [320, 768, 1280]) {
    test(`axe finds nothing with the levers at hand, unfolded and folded, at ${width} px, ${scheme}`, async () => {
      const page = await open("?v=2&agents=20M", { width, scheme });
      await page.phrases.first().click();
      await page.dock.waitFor();
      assert.deepEqual(await page.violations(), []);
      const fold = page.dock.locator('[data-name="dock-fold"]');
      if (await fold.isVisible()) {
        await fold.click();
        assert.deepEqual(await page.violations(), []);
      }
      assert.equal(await page.overflow(), 0);
    });
  }
}
