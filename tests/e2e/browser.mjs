// Starts Chromium. Close what these functions return when done.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The full browser: the one named in CHROMIUM, else Debian's. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Chromium's headless shell, which has no browser windows and needs about half of the memory and time. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";

/** For pages that are open for seconds: V8 would spend a third of that time optimising functions of the programs that are then
 *  hardly called any more. */
const SHORT_LIVED = "--js-flags=--wasm-tiering-budget=100000000";

const FULL = { executablePath: CHROMIUM, args: ARGS };
const hasShell = process.env.CHROMIUM === undefined && existsSync(HEADLESS_SHELL);

/** Starts the headless shell where it is installed, else the full browser, optionally with more arguments. */
function launchShell(...more) {
  return chromium.launch({ executablePath: hasShell ? HEADLESS_SHELL : CHROMIUM, args: [...ARGS, ...more] });
}

/** Starts it for tests. */
export function launch() {
  return launchShell(SHORT_LIVED);
}

/** Starts it for pages that are used for minutes. */
export function launchForLong() {
  return launchShell();
}

/** Starts the full browser, optionally with more arguments: for measurements, and for features that the headless
 *  shell lacks. */
export function launchFull(...more) {
  return chromium.launch({ ...FULL, args: [...ARGS, ...more] });
}

/** Starts the full browser with a profile in a folder, which allows web apps to be installed. */
export function launchWithProfile(folder) {
  return chromium.launchPersistentContext(folder, FULL);
}
