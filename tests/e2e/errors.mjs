// What counts as an error of a page. Each is collected as one sentence.

import { siteFiles } from "./build.mjs";

const FILES = new Set(siteFiles().map((name) => `/${name}`));

/** Whether an address is that of a file of the site, under whatever path the site is served. */
function isSiteFile(url) {
  const { pathname } = new URL(url);
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) if (FILES.has(path.slice(at))) return true;
  return false;
}

/**
 * Collects console errors and uncaught exceptions of a tab.
 *
 * @param {import("playwright-core").Page | import("puppeteer-core").Page} tab
 * @param {string[]} errors
 */
export function collectErrors(tab, errors) {
  tab.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => errors.push(`exception: ${error.message}`));
}

/** Collects requests that failed, and those for anything but files of the site at `origin`. */
export function collectRequestErrors(tab, origin, errors) {
  tab.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // The browser itself cancels what is still loading when a page is left.
    if (reason !== "net::ERR_ABORTED") errors.push(`failed: ${request.url()} (${reason})`);
  });
  tab.on("response", (response) => {
    if (response.status() >= 400) errors.push(`status ${response.status()}: ${response.url()}`);
  });
  tab.on("request", (request) => {
    const url = new URL(request.url());
    if (["data:", "blob:"].includes(url.protocol)) return;
    if (url.origin !== origin) errors.push(`other origin: ${request.url()}`);
    else if (!isSiteFile(request.url())) errors.push(`no file of the site: ${request.url()}`);
  });
}

/** An init script: violations of the content security policy become console errors. */
export function logPolicyViolations() {
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    console.error(`policy: ${violatedDirective} refuses ${blockedURI}`);
  });
}
