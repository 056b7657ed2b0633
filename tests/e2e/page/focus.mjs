// The keyboard focus.

export class Focus {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  /** The focused element: its id, or its `data-name`, or its tag. */
  name() {
    return this.tab.evaluate(() => {
      const element = document.activeElement;
      return element.id || element.dataset.name || element.tagName;
    });
  }

  /** Whether the focused slider, or the focused shape of a drawing, is rendered differently than without the focus.
   *  */
  async isVisible() {
    const focused = await this.tab.evaluateHandle(() => document.activeElement);
    const area = await this.tab.evaluateHandle(() => document.activeElement.closest("svg") ?? document.activeElement.parentElement);
    const withFocus = await area.screenshot();
    await focused.evaluate((element) => element.blur());
    const without = await area.screenshot();
    // The focus was moved with a key, so the browser shows it again (:focus-visible).
    await focused.evaluate((element) => element.focus({ preventScroll: true }));
    return !withFocus.equals(without);
  }
}

/**
 * Whether an element has the focus.
 *
 * @param {import("playwright-core").Locator} locator
 */
export function hasFocus(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}
