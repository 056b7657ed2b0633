// Levers: the four of the first screen dragged and typed, what must follow from each, typed values, values to set under
// their tracks.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mountedPages } from "./fixtures.mjs";

const open = mountedPages();

/** The results that a lever must change. With `before` it waits until the profit chart differs, which may take some
 *  frames. */
async function results(page, before) {
  await page.draws.finished();
  for (const until = Date.now() + 10_000; before && Date.now() < until; await page.painted()) {
    if ((await page.charts.pixels("profit")) !== before.profitPixels) break;
  }
  return {
    profit: await page.number("profit"),
    demand: await page.number("demand"),
    finding: await page.finding(),
    profitTable: JSON.stringify(await page.charts.table("profit")),
    marketTable: JSON.stringify(await page.charts.table("market")),
    profitPixels: await page.charts.pixels("profit"),
    marketPixels: await page.charts.pixels("market"),
    spent: await page.charts.lastNumber("market", "Spent since 2023"),
  };
}

function assertAllChanged(before, after) {
  for (const part of ["finding", "profitTable", "profitPixels", "marketTable", "marketPixels"]) {
    assert.notEqual(after[part], before[part], `${part} stayed as it was`);
  }
}

/** Two values of a lever, to be dragged to and typed, and the conditions that the two results must meet. */
const LEVERS = {
  context: {
    label: "Context length",
    drag: [0.2, 0.95],
    type: ["8k", "1M"],
    follows: (less, more) => assert.ok(more.spent !== less.spent, "the world spends the same"),
  },
  agents: {
    label: "Agents",
    drag: [0.3, 0.8],
    type: ["20M", "2B"],
    follows(less, more) {
      assert.ok(more.demand > less.demand, `demand falls from ${less.demand} to ${more.demand}`);
      assert.ok(more.spent > less.spent, `the world spends ${less.spent}, then ${more.spent}`);
      assert.ok(more.profit >= less.profit, `profit falls from ${less.profit} to ${more.profit}`);
    },
  },
  gpu: {
    label: "GPU generation",
    drag: [0, 6 / 7],
    type: ["h100", "rubin"],
    follows: (less, more) => assert.ok(more.profit > less.profit, `H100 earns ${less.profit}, Rubin ${more.profit}`),
  },
  electricity: {
    label: "Electricity price",
    drag: [0.05, 0.9],
    type: ["$0.02", "35c"],
    follows: (less, more) => assert.ok(more.profit < less.profit, `profit rises from ${less.profit} to ${more.profit}`),
  },
};

/** Types a value, or selects it if the lever is a list. */
async function type(page, lever, text) {
  if (lever === "gpu") {
    await page.levers.select(lever).selectOption(text);
    await page.painted();
  } else await page.levers.set(lever, text);
}

for (const [lever, { label, drag, type: typed, follows }] of Object.entries(LEVERS)) {
  describe(label, () => {
    const ways = {
      dragged: (page, end) => page.levers.drag(lever, drag[end]),
      typed: (page, end) => type(page, lever, typed[end]),
    };
    for (const [way, move] of Object.entries(ways)) {
      test(`${way}: profit, both charts and the finding follow`, async () => {
        const page = await open();
        const baseline = await results(page);
        await move(page, 0);
        const less = await results(page, baseline);
        assertAllChanged(baseline, less);
        assert.notEqual(less.profit, baseline.profit);
        await move(page, 1);
        const more = await results(page, less);
        assert.notEqual(more.profit, less.profit);
        for (const part of ["finding", "profitTable", "profitPixels"]) assert.notEqual(more[part], less[part], part);
        follows(less, more);
        assert.match(await page.query(), new RegExp(`^v=2&${lever}=[^&]+$`));
      });
    }
  });
}

test("a context longer than the model reads is served at its limit, and the page says so", async () => {
  const page = await open();
  const earned = [];
  for (const context of ["1.25M", "1.5M", "2M"]) {
    await page.levers.set("context", context);
    assert.match((await page.tab.locator(".note").allTextContents()).join(" "), /accepts at most 1\.05M\stokens/, context);
    earned.push(await page.number("profit"));
  }
  assert.equal(new Set(earned).size, 1, earned.join(", "));
});

test("where calls wait, agents beyond what sells the site out change the world and not the site", async () => {
  const page = await open("?v=2&agents=1B&shortage=queue");
  const before = await results(page);
  await page.levers.set("agents", "10B");
  const after = await results(page);
  assert.equal(after.profit, before.profit);
  assert.equal(after.demand, before.demand, "the world's machines serve no more");
  assert.ok(after.spent > before.spent);
});

test("dearer electricity makes the world replace old machines sooner", async () => {
  const page = await open();
  const before = await page.charts.lastNumber("market", "Spent since 2023");
  await page.levers.set("electricity", "0.4");
  assert.notEqual(await page.charts.lastNumber("market", "Spent since 2023"), before);
});

test("a lever back at its default gives the baseline page again", async () => {
  const page = await open();
  // The profit chart shows the lever moved last: here the same one before and after.
  await page.levers.set("agents", "1B");
  await page.named("reset-agents").click();
  await page.painted();
  const before = await results(page);
  await page.levers.set("agents", "2B");
  await page.named("reset-agents").click();
  await page.painted();
  assert.deepEqual(await results(page), before);
  assert.equal(await page.focus.name(), "range-agents");
});

test("the details of a value lie above the levers around them, whichever has the focus", async () => {
  const page = await open();
  for (const [lever, other] of [["context", "agents"], ["agents", "context"]]) {
    await page.levers.slider(other).focus();
    await page.levers.values(lever, /./).nth(1).hover();
    const covered = await page.levers.valueDescription(lever).evaluate((details) => {
      const { left, right, top, bottom } = details.getBoundingClientRect();
      const across = (left + right) / 2;
      return [0.1, 0.5, 0.9].filter((part) => !details.contains(document.elementFromPoint(across, top + part * (bottom - top))));
    });
    assert.deepEqual(covered, [], `${lever}, with ${other} focused`);
  }
});

// The chart that is not over the lever is painted in turns with the equation and with what is throttled.
for (const [lever, chart, within] of [["agents", "market", 3], ["agents", "profit", 1], ["electricity", "profit", 1], ["context", "profit", 1]]) {
  test(`each move of ${lever} is in the ${within === 1 ? "next frame" : "next three frames"} of the ${chart} chart`, async () => {
    const page = await open();
    const frames = await page.charts.framesDuring(() => page.levers.drag(lever, 0.75), { lever, chart, within });
    const positions = new Set(frames.map(({ position }) => position));
    assert.ok(positions.size >= 4, `the drag set ${positions.size} positions`);
    assert.deepEqual(frames.filter(({ repainted }) => !repainted), []);
  });
}

test("while a lever is held the equation follows within three frames, and sentences soon", async () => {
  const page = await open();
  const slider = page.levers.slider("agents");
  const last = Number(await slider.inputValue()) - 12;
  const shown = async () => [await page.named("profit").locator(".digits").textContent(), await page.finding()];
  await page.levers.move("agents", last);
  await page.painted();
  const [profit, sentence] = await shown();
  await page.named("undo").click();
  await page.painted();
  assert.notDeepEqual(await shown(), [profit, sentence]);
  const profits = await slider.evaluate(async (slider, last) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const profits = [];
    for (const back of [9, 6, 3, 0]) {
      slider.value = last + back;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      for (let count = 0; count < 3; count += 1) await frame();
      profits.push(document.querySelector("[data-name=profit] .digits").textContent);
    }
    return profits;
  }, last);
  assert.equal(new Set(profits).size, 4);
  assert.equal(profits.at(-1), profit);
  await page.tab.waitForFunction((text) => document.querySelector("[data-name=finding]").textContent.trim() === text, sentence);
  await slider.dispatchEvent("change");
  await page.painted();
  assert.deepEqual(await shown(), [profit, sentence]);
});

test("the axes of the market chart stay fixed during a drag and fit when it ends", async () => {
  // Draws that arrive while a lever is held at rest also fit the axes: on a busy machine a step of the drag counts as
  // rest.
  const init = () => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      if (!window.areDrawsHeld) post.apply(this, message);
    };
  };
  const page = await open("", { init });
  await page.charts.activate("market");
  await page.draws.finished();
  const before = { axis: await page.charts.verticalAxis("market"), ticks: await page.charts.pixels("market", 30), all: await page.charts.pixels("market") };
  await page.tab.evaluate(() => (window.areDrawsHeld = true));
  await page.levers.drag("agents", 1, async () => {
    await page.tab.waitForTimeout(300);
    assert.notEqual(await page.charts.pixels("market"), before.all, "the chart is not repainted");
    assert.equal(await page.charts.pixels("market", 30), before.ticks, "the ticks moved");
    await page.tab.evaluate(() => (window.areDrawsHeld = false));
  });
  assert.notEqual(await page.charts.verticalAxis("market", before.axis), before.axis);
  assert.notEqual(await page.charts.pixels("market", 30), before.ticks);
});

for (const lever of ["agents", "gpu", "electricity"]) {
  test(`the profit chart over ${lever} has its own axes from the first frame of the drag`, async () => {
    const page = await open();
    // The legend shows other values at each position; the canvas keeps its size all the same.
    let atRelease;
    await page.levers.drag(lever, 0.8, async () => {
      await page.draws.finished();
      atRelease = await page.charts.pixels("profit");
    });
    await page.draws.finished();
    assert.equal(await page.charts.pixels("profit"), atRelease, "letting go redraws the chart on other axes");
  });
}

test("a finger that scrolls the page leaves the slider on which it started as it was", async () => {
  const page = await open("", { width: 390, height: 844, touch: true });
  const client = await page.tab.context().newCDPSession(page.tab);
  const touch = (type, ...touchPoints) => client.send("Input.dispatchTouchEvent", { type, touchPoints });
  for (const lever of Object.keys(LEVERS)) {
    const slider = page.levers.slider(lever);
    await slider.evaluate((it) => it.scrollIntoView({ block: "center" }));
    await page.painted();
    const before = [await slider.inputValue(), await page.shown("profit"), await page.query(), await page.named("undo").isDisabled()];
    const top = await page.tab.evaluate(() => scrollY);
    const { x, y, width, height } = await slider.boundingBox();
    const at = { x: x + 0.85 * width, y: y + height / 2 };
    await touch("touchStart", at);
    for (let step = 1; step <= 12; step += 1) {
      await page.painted();
      await touch("touchMove", { x: at.x, y: at.y - 20 * step });
    }
    await touch("touchEnd");
    await page.tab.waitForFunction((top) => scrollY > top + 50, top);
    await page.painted();
    const after = [await slider.inputValue(), await page.shown("profit"), await page.query(), await page.named("undo").isDisabled()];
    assert.deepEqual(after, before, lever);
  }
});

test("a wheel over a slider or a field scrolls the page and changes nothing", async () => {
  const page = await open("", { height: 600 });
  // The pointer moves over charts, which activates them.
  await page.charts.activate("profit", "market", "frontier", "cost");
  await page.draws.finished();
  // The complete text: parts far below the window are not laid out.
  const text = () => page.tab.evaluate(() => document.querySelector("#factory").textContent);
  const before = await text();
  for (const control of [page.levers.slider("context"), page.levers.slider("gpu"), page.levers.field("agents"), page.levers.select("gpu")]) {
    await control.scrollIntoViewIfNeeded();
    await control.focus();
    await control.hover();
    const value = await control.inputValue();
    const top = await page.tab.evaluate(() => scrollY);
    await page.tab.mouse.wheel(0, 120);
    await page.tab.waitForFunction((top) => scrollY !== top, top);
    assert.equal(await control.inputValue(), value);
    await page.tab.mouse.wheel(0, -120);
    await page.tab.waitForFunction((top) => scrollY === top, top);
    await control.blur();
  }
  assert.equal(await page.query(), "");
  assert.equal(await text(), before);
});

describe("typed values", () => {
  const forms = [
    ["context", "128k", "128k"],
    ["context", "128 K", "128k"],
    ["context", "1M", "1M"],
    ["context", "3e5", "300k"],
    ["context", "131,072", "131072"],
    ["agents", "1.5M", "1.5M"],
    ["agents", "2 billion", "2B"],
    ["electricity", "$0.08", "0.08"],
    ["electricity", "8c", "0.08"],
    ["electricity", "0,08", "0.08"],
    ["context", "１２８ｋ", "128k"],
    ["context", "128000\u200b", "128k"],
    ["agents", "1 Mrd", "1B"],
  ];
  test("are read in the forms that people use", async () => {
    const page = await open();
    for (const [lever, text, written] of forms) {
      await page.levers.set(lever, text);
      assert.equal(await page.query(), `v=2&${lever}=${written}`, text);
      assert.equal(await page.levers.field(lever).getAttribute("aria-invalid"), null);
      await page.named(`reset-${lever}`).click();
    }
  });

  test("the unit may be typed after the number", async () => {
    const page = await open();
    await page.levers.set("context", "200k tokens");
    await page.levers.set("electricity", "0.05 $/kWh");
    assert.equal(await page.query(), "v=2&context=200k&electricity=0.05");
  });

  test("the price of a GPU may be that of a rack or a server of its kind", async () => {
    const page = await open("?v=2&gpu=gb300");
    await page.unfold('[data-name="group-capital"]');
    await page.levers.set("gpu_price", "$4.32M per rack");
    assert.equal(await page.query(), "v=2&gpu_price=60k");
    await page.levers.set("gpu_price", "$400k per server");
    assert.match(await page.levers.error("gpu_price").textContent(), /How many GPUs a server of this machine has is not known/);
    assert.equal(await page.query(), "v=2&gpu_price=60k");
    await page.levers.set("gpu_price", "$400k per server of 8");
    assert.equal(await page.query(), "v=2&gpu_price=50k");
  });

  for (const [lever, text, good] of [
    ["context", "banana", "200k"],
    ["context", "1.2.3", "200k"],
    ["electricity", "5 km", "0.2"],
  ]) {
    test(`“${text}” for ${lever} stays as typed, with a sentence, and changes nothing`, async () => {
      const page = await open("?v=2&context=128k");
      const before = [await page.query(), await page.shown("profit"), await page.finding()];
      await page.levers.set(lever, text);
      assert.equal(await page.levers.field(lever).inputValue(), text);
      assert.equal(await page.levers.field(lever).getAttribute("aria-invalid"), "true");
      const id = await page.levers.field(lever).getAttribute("aria-describedby");
      assert.equal(id, await page.levers.error(lever).getAttribute("id"));
      assert.match((await page.levers.error(lever).textContent()).trim(), /^.{20,}\.$/);
      assert.equal(await page.levers.error(lever).getByRole("button").count(), 0);
      assert.deepEqual([await page.query(), await page.shown("profit"), await page.finding()], before);
      await page.tab.keyboard.press("Tab");
      assert.equal(await page.levers.field(lever).inputValue(), text, "leaving the field loses what was typed");
      await page.levers.set(lever, good);
      assert.equal(await page.levers.error(lever).isVisible(), false);
      assert.equal(await page.levers.field(lever).getAttribute("aria-invalid"), null);
    });
  }

  for (const [lever, text, nearest] of [
    ["context", "5M", "2M"],
    ["context", "12", "1k"],
    ["agents", "3e5", "1M"],
    ["electricity", "$3", "0.4"],
    ["electricity", "-1", "-0.05"],
  ]) {
    test(`${text} is off the track of ${lever}: the nearest value is offered and can be taken`, async () => {
      const page = await open();
      const before = await page.shown("profit");
      await page.levers.set(lever, text);
      assert.equal(await page.levers.field(lever).getAttribute("aria-invalid"), "true");
      assert.equal(await page.query(), "");
      assert.equal(await page.shown("profit"), before);
      await page.levers.error(lever).getByRole("button", { name: /^Use / }).click();
      await page.painted();
      assert.equal(await page.query(), `v=2&${lever}=${nearest}`);
      assert.equal(await page.levers.error(lever).isVisible(), false);
      assert.equal(await page.levers.field(lever).getAttribute("aria-invalid"), null);
      assert.notEqual(await page.shown("profit"), before);
    });
  }
});

describe("values to set under a track", () => {
  test("a click applies a published value, and undo takes it back", async () => {
    const page = await open();
    const before = await page.shown("profit");
    await page.levers.values("electricity", "Iowa").click();
    await page.painted();
    assert.equal(await page.query(), "v=2&electricity=0.0679");
    assert.equal(await page.levers.values("electricity", "Iowa").getAttribute("aria-current"), "true");
    assert.notEqual(await page.shown("profit"), before);
    await page.named("undo").click();
    await page.painted();
    assert.equal(await page.shown("profit"), before);
  });

  test("the keyboard reaches each value, shows its source and date, and applies it", async () => {
    const page = await open();
    // All of them are one tab stop; arrow keys move between them.
    await page.levers.values("electricity", "Saudi solar").focus();
    await page.tab.keyboard.press("ArrowRight");
    const next = page.tab.locator(":focus");
    assert.match(await next.textContent(), /Saudi Arabia/);
    await page.levers.valueDescription("electricity").waitFor();
    await page.tab.keyboard.press("Escape");
    await page.levers.valueDescription("electricity").waitFor({ state: "hidden" });
    await page.tab.keyboard.press("Tab");
    assert.match(await page.tab.locator(":focus").textContent(), /Meaning and source/);
    const sweden = page.levers.values("electricity", "Sweden");
    await sweden.focus();
    assert.match(await page.levers.valueDescription("electricity").textContent(), /Eurostat, 2024\. Reported\./);
    assert.match(await sweden.textContent(), /Eurostat, 2024/);
    await page.tab.keyboard.press("Enter");
    await page.painted();
    assert.match(await page.query(), /^v=2&electricity=0\.1015/);
  });

  test("break-even is one of the values, and profit is close to zero there", async () => {
    const page = await open();
    const before = await page.number("profit");
    const even = page.levers.values("agents", "break-even");
    await even.first().click();
    await page.painted();
    assert.ok(Math.abs(await page.number("profit")) < 1e-3 * Math.abs(before), await page.shown("profit"));
  });

  test("values are large enough to be tapped and do not overlap the slider", async () => {
    const page = await open("", { width: 360, height: 780 });
    for (const lever of ["context", "agents", "electricity"]) {
      const slider = await page.levers.slider(lever).boundingBox();
      for (const value of await page.levers.values(lever, "").all()) {
        const box = await value.boundingBox();
        assert.ok(box.height >= 24 && box.width >= 24, `${lever}: ${box.width} by ${box.height}`);
        assert.ok(box.y >= slider.y + slider.height - 1, `${lever}: a value lies over the slider`);
      }
    }
    assert.equal(await page.overflow(), 0);
  });
});
