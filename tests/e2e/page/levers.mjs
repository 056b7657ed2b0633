// Levers: sliders, fields and lists with which the reader changes the scenario.

const LEVER = '[data-name^="lever-"]:not([data-name^="lever-bar"])';
const GROUP = '[data-name^="group-"]';

export class Levers {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  /** The sliders that are visible. */
  get sliders() {
    return this.tab.locator('#factory input[type="range"]:visible');
  }

  slider(lever) {
    return this.tab.locator(`#range-${lever}`);
  }

  field(lever) {
    return this.tab.locator(`#entry-${lever}`);
  }

  select(lever) {
    return this.tab.locator(`#pick-${lever}`);
  }

  /** The sentence about a value that was not accepted. */
  error(lever) {
    return this.tab.locator(`#fault-${lever}`);
  }

  /** The value of the slider as a screen reader speaks it. */
  valueText(lever) {
    return this.slider(lever).getAttribute("aria-valuetext");
  }

  /** The effect of increasing a lever by ten per cent, as written next to its track. */
  response(lever) {
    return this.page.named(`response-${lever}`);
  }

  /** The buttons under a track whose names contain a text: break-even and published values. */
  values(lever, text) {
    return this.page.named(`published-${lever}`).getByRole("button", { name: text });
  }

  /** The description of the value that has the pointer or the focus. */
  valueDescription(lever) {
    return this.page.named(`published-${lever}`).locator(".chip-details");
  }

  /** The bar of levers at the edge of the window. */
  get bar() {
    return this.page.named("lever-bar");
  }

  /** Every lever, after unfolding all groups: its name, and the last position of its slider or its values. */
  async all() {
    await this.page.unfold(GROUP);
    // Levers are rendered when their group is unfolded.
    await this.tab.waitForFunction(
      ([group, lever]) => [...document.querySelectorAll(group)].every((it) => it.querySelector(lever)),
      [GROUP, LEVER],
    );
    return this.tab.locator(LEVER).evaluateAll((elements) =>
      elements.map((element) => {
        const range = element.querySelector("input[type=range]");
        const select = element.querySelector("select");
        const name = element.dataset.name.replace("lever-", "");
        if (select) return { name, values: [...select.options].map((option) => option.value) };
        return range ? { name, last: Number(range.max) } : { name, values: ["off", "on"] };
      }),
    );
  }

  /** Types a value into a field and commits it. */
  async set(lever, text) {
    await this.field(lever).focus();
    await this.field(lever).press("Control+a");
    await this.tab.keyboard.type(text);
    await this.tab.keyboard.press("Enter");
    await this.page.painted();
  }

  /** Moves a slider to a position with the events of releasing its thumb there. */
  async move(lever, position) {
    await this.slider(lever).evaluate((input, position) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, String(position));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, position);
  }

  /** Moves a slider of the bar in the same way. */
  async moveInBar(lever, position) {
    await this.tab.locator(`#bar-${lever}`).evaluate((input, position) => {
      input.value = String(position);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, position);
    await this.page.painted();
  }

  /**
   * Drags the thumb of a slider with the mouse to a part of its track, 0 to 1. `beforeRelease` is called before the
   * mouse button is released.
   */
  async drag(lever, part, beforeRelease = async () => {}) {
    const slider = this.slider(lever);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const { value, max } = await slider.evaluate(({ value, max }) => ({ value: Number(value), max: Number(max) }));
    // The centre of the thumb stays half a thumb away from both ends of the track.
    const thumb = Math.min(box.height, 20);
    const x = (at) => box.x + thumb / 2 + at * (box.width - thumb);
    const y = box.y + box.height / 2;
    await this.tab.mouse.move(x(value / max), y);
    await this.tab.mouse.down();
    await this.tab.mouse.move(x(part), y, { steps: 8 });
    await this.page.painted();
    await beforeRelease();
    await this.tab.mouse.up();
    await this.page.painted();
  }
}
