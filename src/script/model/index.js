// The model of the Token Factory without its page: takes a scenario, returns every number. For browsers and for Node
// from version 20.
//
//   import load, { evaluate } from "./index.js";
//   await load();
//   const { results } = evaluate({ levers: { context: 128000, gpu: "gb300" }, shocks: ["electricity"] });
//   console.log(results["profit.profit"]); // { label: "Profit", unit: "$/year", value: … }
//
// `token-factory prerender` fills in the names of both files, the checksum and the version when the site is built.

import start from "./api.js";

/** The version of the model. */
export const version = /* version */ "";

/** Where the program stores its functions until they are picked up. */
const PLACE = `token-factory-model ${version}`;

/** The checksum with which the browser verifies the program. */
const INTEGRITY = /* integrity */ "";

/** A scenario that cannot be read. Nothing was computed. */
export class ScenarioError extends Error {
  /** @param {string[]} faults a sentence for each part that could not be read */
  constructor(faults) {
    super(faults.join(" "));
    this.name = "ScenarioError";
    this.faults = faults;
  }
}

let loading;
/** The program's exports, once it is loaded: its levers, and the function that answers. */
let offered;
/** Why the program can no longer be used. */
let broken;

/**
 * Loads the model, once; after a failure it can be called again.
 *
 * @returns {Promise<{ evaluate: typeof evaluate, levers: typeof levers, version: string }>}
 */
export async function load() {
  loading ??= open();
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  return { evaluate, levers, version };
}

export default load;

async function open() {
  await start({ module_or_path: await program() });
  const left = globalThis[PLACE];
  delete globalThis[PLACE];
  if (!Array.isArray(left)) throw new Error("The model could not be started: the global scope takes nothing up.");
  const [made, about, ask] = left;
  if (made !== version) throw new Error(`The model is of version ${made}, its script of version ${version}. Load both anew.`);
  offered = { about, ask };
}

/** The program: next to this script, on disk or on a server. */
async function program() {
  const url = new URL("./api_bg.wasm", import.meta.url);
  if (url.protocol === "file:") {
    const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
    return WebAssembly.compile(await readFile(url));
  }
  const answer = await fetch(url, { integrity: INTEGRITY });
  if (!answer.ok) throw new Error(`The model could not be loaded: the server answers ${answer.status}.`);
  return WebAssembly.compile(await answer.arrayBuffer());
}

/**
 * Computes a scenario. Levers that are not named have their defaults.
 *
 * @param {string | { levers?: Record<string, number | string | boolean>, shocks?: string[] }} [scenario] the query of a
 *   link, or levers and shocks by their names in links. A number is in the unit given by `levers()`; a text is read as
 *   in a link (`"128k"`, `"gb300"`); a switch is true or false.
 * @returns {{ scenario: object, link: string, results: object, notes: string[] }} the values used, the link that has
 *   them, every number of the sheet by its full name, and notes on this scenario
 * @throws {ScenarioError} if part of the scenario cannot be read
 */
export function evaluate(scenario = {}) {
  const [faults, link, settings, shocks, numbers, notes] = ask(typeof scenario === "string" ? [scenario] : asked(scenario));
  if (faults.length > 0) throw new ScenarioError(faults);
  const used = {};
  for (let at = 0; at < settings.length; at += 2) used[settings[at]] = settings[at + 1];
  const results = {};
  for (let at = 0; at < numbers.length; at += 5) {
    const [name, label, unit, value, reason] = numbers.slice(at, at + 5);
    results[name] = reason === undefined ? { label, unit, value } : { label, unit, value, reason };
  }
  return { scenario: { levers: used, shocks }, link, results, notes };
}

/**
 * Every lever: its name in scenarios, its label, its unit, the ends of its track, its default, and its choices if it is
 * a list (otherwise none).
 */
export function levers() {
  if (!offered) throw new Error("The model is not loaded yet: await load() first.");
  return offered.about.map(([id, label, unit, min, max, standard, among]) => {
    const choices = [];
    for (let at = 0; at < among.length; at += 2) choices.push({ id: among[at], label: among[at + 1] });
    // A position in a list is not a value to set.
    const ends = typeof standard === "number" ? { min, max } : {};
    return { id, label, unit, ...ends, default: standard, ...(choices.length > 0 && { choices }) };
  });
}

function ask(question) {
  if (!offered) throw new Error("The model is not loaded yet: await load() first.");
  if (broken) throw new Error("The model has stopped at a fault and can no longer be trusted. Load the module anew.", { cause: broken });
  try {
    return offered.ask(question);
  } catch (error) {
    broken = error;
    throw new Error("The model has stopped at a fault. Load the module anew.", { cause: error });
  }
}

/** Levers and shocks in the form the program reads: only texts. */
function asked(scenario) {
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const refuse = (fault) => {
    throw new ScenarioError([fault]);
  };
  const quoted = (value) => `“${String(value).slice(0, 60)}”`;
  if (!isRecord(scenario)) refuse("A scenario is a link, or an object with “levers” and “shocks”.");
  for (const name of Object.keys(scenario)) {
    if (name !== "levers" && name !== "shocks") refuse(`A scenario has “levers” and “shocks”, not ${quoted(name)}.`);
  }
  const { levers = {}, shocks = [] } = scenario;
  if (!isRecord(levers)) refuse("“levers” is an object: names of levers with their values.");
  if (!Array.isArray(shocks)) refuse("“shocks” is a list of names.");
  const settings = [];
  for (const [name, value] of Object.entries(levers)) {
    if (!["number", "string", "boolean"].includes(typeof value)) {
      refuse(`${quoted(name)} has a value that is no number, no text and neither true nor false.`);
    }
    // A program may pass NaN or infinity: the error messages of the text parser would not fit.
    if (Number.isNaN(value)) refuse(`${quoted(name)} has a value that is no number (NaN).`);
    if (typeof value === "number" && !Number.isFinite(value)) refuse(`${quoted(name)} has a number that is too large. The largest power of ten is 1e300.`);
    settings.push(name, typeof value === "boolean" ? (value ? "on" : "off") : String(value));
  }
  for (const slug of shocks) if (typeof slug !== "string") refuse("“shocks” is a list of names.");
  return [null, settings, [...shocks]];
}
