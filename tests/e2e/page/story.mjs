// The story: text with phrases that set levers, claims to be tested, and shocks that can be combined.

export class Story {
  /** @param {import("./factory-page.mjs").FactoryPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  /** Buttons in the text that set levers. */
  get phrases() {
    return this.tab.locator("button.phrase[data-set]");
  }

  get claims() {
    return this.tab.locator("article.claim");
  }

  get shocks() {
    return this.page.named("shocks");
  }

  shock(slug) {
    return this.shocks.locator(`[data-shock="${slug}"]`);
  }

  /** The sentence about the combined effect of the active shocks, filtered to one that contains a text. */
  shockSummary(text) {
    return this.shocks.locator(".shock-sum").filter({ hasText: text });
  }
}
