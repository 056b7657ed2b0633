// Charts: a canvas each, with a legend, a description in words and a table of the same numbers.

import { parseNumber } from "../text.mjs";

export class Charts {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  canvas(chart) {
    return this.page.named(`canvas-${chart}`);
  }

  /** The legend's buttons, one for each series. */
  series(chart) {
    return this.page.named(`legend-${chart}`).locator("[data-series]");
  }

  /** The sentence about the published runs in a chart, or about the one that is selected. */
  publishedRuns(chart) {
    return this.page.named(`description-${chart}`);
  }

  /** A chart drawn on its canvas: before the first interaction its prerendered drawing is shown. */
  live(chart) {
    return this.tab.locator(`[data-name="chart-${chart}"][data-live]`);
  }

  /** Makes charts draw on their canvases, as focusing them does. */
  async activate(...charts) {
    for (const chart of charts) {
      await this.canvas(chart).evaluate((canvas) => {
        canvas.focus({ preventScroll: true });
        canvas.blur();
      });
      await this.live(chart).waitFor({ state: "attached" });
    }
    await this.page.painted();
  }

  /** A chart in words: its title, its axes, the course of each series. The worker writes it: waits until it is as filtered. */
  async description(chart, filter = {}) {
    const description = this.tab.locator(`#description-${chart}`).filter(filter);
    await description.waitFor({ state: "attached" });
    return description.textContent();
  }

  /** The ends of the vertical axis, in words; waits until they are others than `unlike`. */
  async verticalAxis(chart, unlike) {
    return (await this.description(chart, { hasNotText: unlike })).match(/Upwards: (.*?)\. /)?.[1];
  }

  /** The table of a chart, which it unfolds, as texts: `{ columns, rows, remarks }`. */
  async table(chart) {
    await this.page.unfold(`[data-name="table-${chart}"]`);
    // The worker writes it. Its caption has the finding of its scenario, so a table of an earlier one is not taken for it.
    await this.tab.waitForFunction((chart) => {
      const figure = document.querySelector(`[data-chart="${chart}"]`);
      return figure.querySelector(".chart-table caption")?.textContent.includes(figure.querySelector(".chart-finding").textContent);
    }, chart);
    return this.page.named(`table-${chart}`).evaluate((details) => {
      const texts = (elements) => [...elements].map((element) => element.textContent.trim());
      return {
        columns: texts(details.querySelectorAll("thead th")),
        rows: [...details.querySelectorAll("tbody tr")].map((row) => texts(row.cells)),
        remarks: texts(details.querySelectorAll("li")),
      };
    });
  }

  /** The last number in a column of a chart's table. */
  async lastNumber(chart, column) {
    const { columns, rows } = await this.table(chart);
    const at = columns.indexOf(column);
    if (at < 0) throw new Error(`the ${chart} chart has no column “${column}” among ${columns.join(", ")}`);
    return parseNumber(rows.at(-1)[at]);
  }

  /** A hash of the pixels of a chart, or of its first `width` CSS pixels. */
  pixels(chart, width = Infinity) {
    return this.canvas(chart).evaluate((canvas, width) => {
      const columns = Math.min(canvas.width, Math.round(width * devicePixelRatio));
      const { data } = canvas.getContext("2d").getImageData(0, 0, columns, canvas.height);
      // FNV-1a over whole pixels.
      let hash = 0x811c9dc5;
      for (const pixel of new Uint32Array(data.buffer)) hash = Math.imul(hash ^ pixel, 0x01000193) >>> 0;
      return `${columns}x${canvas.height} ${hash}`;
    }, Number.isFinite(width) ? width : 1e6);
  }

  /** The colours of a chart, the most frequent first: `[red, green, blue, pixels]`. */
  colours(chart) {
    return this.canvas(chart).evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map();
      for (const pixel of new Uint32Array(data.buffer)) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      const byCount = [...counts].sort((a, b) => b[1] - a[1]);
      return byCount.map(([pixel, count]) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, count]);
    });
  }

  /** The size of a canvas in its own pixels and in CSS pixels. */
  size(chart) {
    return this.canvas(chart).evaluate((canvas) => {
      const { width, height } = canvas.getBoundingClientRect();
      return { width: canvas.width, height: canvas.height, css: { width, height }, ratio: devicePixelRatio };
    });
  }

  /**
   * Watches a chart while `action` moves a slider: for each input event the position it set, and whether the chart was
   * painted in the next `within` frames. Pixels cannot show that: two neighbouring positions can give the same picture.
   *
   * @returns {Promise<{ position: string, repainted: boolean }[]>}
   */
  async framesDuring(action, { lever, chart, within = 1 }) {
    const canvas = await this.canvas(chart).elementHandle();
    const recorder = await this.page.levers.slider(lever).evaluateHandle((slider, { canvas, within }) => {
      const recorder = { frames: [], waiting: 0, strokes: 0 };
      const context = canvas.getContext("2d");
      // A frame strokes lines, or draws them from a cached image.
      for (const method of ["stroke", "drawImage"]) {
        context[method] = (...all) => {
          recorder.strokes += 1;
          CanvasRenderingContext2D.prototype[method].apply(context, all);
        };
      }
      recorder.listen = ({ target }) => {
        if (target !== slider) return;
        const [position, before] = [slider.value, recorder.strokes];
        recorder.waiting += 1;
        // This callback is requested after the app's own, so it runs after it in the same frame.
        const look = (left) => requestAnimationFrame(() => {
          if (left > 1) return look(left - 1);
          recorder.frames.push({ position, repainted: recorder.strokes > before });
          recorder.waiting -= 1;
        });
        look(within);
      };
      addEventListener("input", recorder.listen);
      recorder.stop = () => {
        removeEventListener("input", recorder.listen);
        delete context.stroke;
        delete context.drawImage;
      };
      return recorder;
    }, { canvas, within });
    await action();
    await this.tab.waitForFunction((recorder) => recorder.waiting === 0, recorder);
    return recorder.evaluate((recorder) => {
      recorder.stop();
      return recorder.frames;
    });
  }
}
