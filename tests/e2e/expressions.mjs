// Expressions that faults evaluate in the page, see `evaluate` in engines/engine.mjs.

/** Whether the app has mounted. */
export const MOUNTED = `Boolean(document.querySelector("#factory[data-ready]"))`;

/** The text in the field of the context length. */
export const CONTEXT = `document.querySelector("#entry-context").value`;

/** How many error screens the page shows. */
export const ERROR_SCREEN_COUNT = `document.querySelectorAll("[data-name=trouble]").length`;

/** Whether the page says that it works without storing anything for offline use. */
export const KEEPS_NOTHING = `/stores nothing/.test(document.querySelector("#offline").textContent)`;

/** Whether the page says, with its style sheet alone, that its numbers are those of the baseline whatever the link.
 *  */
export const UNSTARTED_IS_SAID = `document.querySelector(".unstarted")?.checkVisibility({ visibilityProperty: true }) === true && /those of the baseline/.test(document.querySelector(".unstarted").textContent)`;

/** The link of the scenario that the page shows. */
export const LINK = "document.documentElement.dataset.link";

/** Waits in the page. */
export const pause = (ms) => `new Promise((done) => setTimeout(done, ${ms}))`;
