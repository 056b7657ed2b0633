// How long the page takes to respond, measured in the page.

/**
 * Moves a slider repeatedly and times each move, from before its input event to the task after the frame that
 * painted it. Milliseconds: `script` is the time in the event's listeners and in the callbacks of that frame, `paint`
 * the whole. Frames start at the display's refresh, so `paint` includes up to one refresh interval (16.7 ms) of waiting.
 *
 * @param {import("playwright-core").Locator} slider
 * @param {number} rounds
 * @returns {Promise<{ script: number[], paint: number[] }>}
 */
export function timeSlider(slider, rounds) {
  return slider.evaluate(async (input, rounds) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const afterPaint = () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(undefined);
      });
    const measured = (from, to) => performance.measure("move", from, to).duration;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const [low, high] = [Number(input.min || 0), Number(input.max || 100)];
    const start = input.value;
    const times = { script: [], paint: [] };
    for (let round = 0; round < rounds; round += 1) {
      await frame();
      await afterPaint();
      // Away from the ends of the track, and never twice the same position.
      const part = 0.1 + 0.8 * ((round * 0.382 + 0.05) % 1);
      set.call(input, String(low + part * (high - low)));
      // Frame callbacks run in the order of their requests: one before and one after the app's bracket its work.
      requestAnimationFrame(() => performance.mark("frame started"));
      performance.mark("moved");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await Promise.resolve();
      performance.mark("handled");
      await frame();
      performance.mark("frame computed");
      await afterPaint();
      performance.mark("painted");
      times.script.push(measured("moved", "handled") + measured("frame started", "frame computed"));
      times.paint.push(measured("moved", "painted"));
      performance.clearMarks();
      performance.clearMeasures();
    }
    set.call(input, start);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return times;
  }, rounds);
}

/**
 * Milliseconds from each of several moves of a slider until all draws of the new scenario are shown. The bands in the
 * charts over the same lever do not depend on its position, so that only the first move may compute them.
 *
 * @param {import("playwright-core").Locator} slider
 * @param {number} rounds
 * @returns {Promise<number[]>}
 */
export function timeDraws(slider, rounds) {
  return slider.evaluate(async (input, rounds) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const section = document.querySelector('[data-name="chances"]');
    const finished = () => section.dataset.draws === "10000" && section.dataset.band === "true";
    const shown = () =>
      new Promise((done) => {
        const check = () => (finished() ? done() : requestAnimationFrame(check));
        requestAnimationFrame(check);
      });
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      const part = 0.1 + 0.8 * ((round * 0.382 + 0.05) % 1);
      set.call(input, String(Math.round(Number(input.min) + part * (Number(input.max) - Number(input.min)))));
      const start = performance.now();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      await shown();
      times.push(performance.now() - start);
    }
    return times;
  }, rounds);
}

/**
 * Drags a slider back and forth, one step before each animation frame like a pointer, without releasing it.
 * Milliseconds: `frames` are the intervals between frames, `longest` is the longest task of 50 or more, 0 if there is none.
 *
 * @param {import("playwright-core").Locator} slider
 * @param {number} moves
 * @returns {Promise<{ frames: number[], longest: number }>}
 */
export function dragSlider(slider, moves) {
  return slider.evaluate((input, moves) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const [low, high] = [Number(input.min || 0), Number(input.max || 100)];
    // Away from the ends of the track.
    const [first, last] = [Math.ceil(low + 0.1 * (high - low)), Math.floor(high - 0.1 * (high - low))];
    let at = Math.min(Math.max(Number(input.value), first), last);
    let step = 1;
    let longest = 0;
    const note = (tasks) => (longest = Math.max(longest, ...tasks.map(({ duration }) => duration)));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "longtask" });
    const frames = [];
    return new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      let before;
      const frame = () => {
        const now = performance.now();
        if (before) frames.push(now - before);
        before = now;
        port2.postMessage(undefined);
      };
      // A task after the frame has been painted: what the page requests then, it does in the next frame.
      port1.onmessage = () => {
        if (frames.length === moves) {
          note(observer.takeRecords());
          observer.disconnect();
          port1.close();
          done({ frames, longest });
          return;
        }
        if (at + step < first || at + step > last) step = -step;
        at += step;
        set.call(input, String(at));
        input.dispatchEvent(new Event("input", { bubbles: true }));
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  }, moves);
}

/** Releases a slider after a drag. */
export function releaseSlider(slider) {
  return slider.evaluate((input) => void input.dispatchEvent(new Event("change", { bubbles: true })));
}
