// What moves profit: values to set under the tracks, responses beside them, ranked swings.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { visits } from "./fixtures.mjs";

describe("values to set under a track", () => {
  const visit = visits();

  test("a click applies a published value, and undo takes it back", async () => {
    const page = await visit();
    const before = await page.shown("profit");
    await page.values("electricity", "Iowa").click();
    await page.painted();
    assert.equal(await page.query(), "v=2&electricity=0.0679");
    assert.equal(await page.values("electricity", "Iowa").getAttribute("aria-current"), "true");
    assert.notEqual(await page.shown("profit"), before);
    await page.button("undo").click();
    await page.painted();
    assert.equal(await page.shown("profit"), before);
  });

  test("the keyboard reaches each value, hears its source and date, and applies it", async () => {
    const page = await visit();
    // All of them are one stop of the Tab key; arrows go from one to the next.
    await page.values("electricity", "Saudi solar").focus();
    await page.tab.keyboard.press("ArrowRight");
    const next = page.tab.locator(":focus");
    assert.match(await next.textContent(), /Saudi Arabia/);
    await page.valueTold("electricity").waitFor();
    await page.tab.keyboard.press("Escape");
    await page.valueTold("electricity").waitFor({ state: "hidden" });
    await page.tab.keyboard.press("Tab");
    assert.match(await page.tab.locator(":focus").textContent(), /Meaning and source/);
    const sweden = page.values("electricity", "Sweden");
    await sweden.focus();
    assert.match(await page.valueTold("electricity").textContent(), /Eurostat, 2024\. Reported\./);
    assert.match(await sweden.textContent(), /Eurostat, 2024/);
    await page.tab.keyboard.press("Enter");
    await page.painted();
    assert.match(await page.query(), /^v=2&electricity=0\.1015/);
  });

  test("break-even is a value, too, and profit is next to nothing there", async () => {
    const page = await visit();
    const cost = await page.number("profit");
    const even = page.values("agents", "break-even");
    await even.first().click();
    await page.painted();
    assert.ok(Math.abs(await page.number("profit")) < 1e-3 * Math.abs(cost), await page.shown("profit"));
  });

  test("values are large enough for a finger and leave the slider alone", async () => {
    const page = await visit("", { width: 360, height: 780 });
    for (const lever of ["context", "agents", "electricity"]) {
      const slider = await page.range(lever).boundingBox();
      for (const value of await page.values(lever, "").all()) {
        const box = await value.boundingBox();
        assert.ok(box.height >= 24 && box.width >= 24, `${lever}: ${box.width} by ${box.height}`);
        assert.ok(box.y >= slider.y + slider.height - 1, `${lever}: a value lies over the slider`);
      }
    }
    assert.equal(await page.overflow(), 0);
  });
});

describe("responses and swings", () => {
  const visit = visits();

  test("each lever of numbers says what a tenth more of it does", async () => {
    const page = await visit();
    const levers = await page.levers();
    const dials = levers.filter(({ last }) => last !== undefined && last > 0);
    for (const { name } of dials) {
      await page.response(name).filter({ hasText: "→" }).waitFor();
      assert.match(await page.response(name).textContent(), /→ .+/, name);
    }
    assert.match(await page.response("electricity").textContent(), /^\+10\u00a0% → \u2212[\d.]+\u00a0% profit/);
  });

  test("a sold out site gains nothing by more agents, and says why", async () => {
    const page = await visit("?agents=50B&shortage=queue&load=100");
    await page.response("agents").filter({ hasText: "sold out" }).waitFor();
    assert.match(await page.response("agents").textContent(), /no change: sold out$/);
  });

  test("swings are ranked, said in a sentence, and each leads to its number", async () => {
    const page = await visit();
    await page.swings.scrollIntoViewIfNeeded();
    const pressed = await page.swingsFinding.textContent();
    assert.match(pressed, /^.+ moves profit most/);
    assert.ok((await page.swingsPicture.getAttribute("alt")).includes(pressed), "the picture does not say the finding");
    await page.unfold('[data-name="table-swings"]');
    const rows = await page.swingsTable.locator("tbody tr").allTextContents();
    assert.ok(rows.length > 12, `${rows.length} rows`);
    assert.ok(pressed.startsWith(await page.swingsTable.locator("tbody th").first().textContent()));
    await page.set("electricity", "0.20");
    const bars = page.swingBars;
    await bars.first().waitFor();
    assert.equal(await bars.count(), 12);
    const [label] = await bars.first().locator("text").allTextContents();
    assert.ok((await page.swingsFinding.textContent()).startsWith(`${label} moves profit most`));
    const name = (await bars.first().getAttribute("href")).slice(1);
    await bars.first().focus();
    await page.tab.keyboard.press("Enter");
    await page.derivation(name).waitFor();
  });

  test("what the reader sets is no longer uncertain", async () => {
    const page = await visit("?paid=50");
    await page.swings.scrollIntoViewIfNeeded();
    await page.swingBars.first().waitFor();
    const labels = await page.swingBars.locator("text:first-of-type").allTextContents();
    assert.ok(!labels.includes("Paid share") && labels.includes("Agents"), labels.join());
  });

  test("axe finds nothing wrong with any of it", async () => {
    for (const options of [{ width: 360, scheme: "light" }, { width: 1440, scheme: "dark" }]) {
      const page = await visit("", options);
      await page.levers();
      await page.set("electricity", "0.08");
      await page.swings.scrollIntoViewIfNeeded();
      await page.swingBars.first().waitFor();
      await page.values("agents", "break-even").first().focus();
      assert.deepEqual(await page.violations(), []);
      assert.deepEqual(await page.broken(), []);
      assert.equal(await page.overflow(), 0);
    }
  });
});
