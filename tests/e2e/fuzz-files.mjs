// Random and corrupted scenario files, without a browser: each is read or refused in a sentence, and nothing else
// happens.
//
//   FUZZ_SECONDS=30 node tests/e2e/fuzz-files.mjs    FUZZ_RUNS=10000000, FUZZ_SEED=2

import { FileFault, read, write } from "../../src/script/files.js";

const seconds = Number(process.env.FUZZ_SECONDS ?? 0);
const runs = Number(process.env.FUZZ_RUNS ?? (seconds ? Infinity : 20_000));
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** A seeded random number generator from 0 to 1 (mulberry32, T. Ettinger). */
let state = seed | 0;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (end) => Math.floor(random() * end);
const one = (list) => list[below(list.length)];

const ABOUT = { version: "0.1.0", data: "2026-11-23", source: "https://example.org/" };
const KNOWN = new Set(["context", "agents", "gpu", "power"]);
const VALUES = ["128k", 128000, 1e300, -1, true, null, "", "x".repeat(61), "\ud800", {}, [], "a&b", "<b>"];
const PARTS = ["{", "}", "[", "]", '"', ":", ",", "1e400", "-1e400", "null", "\\u0000", "\\ud800", '"__proto__"', '"levers"', '"context":1', "\n", "\u{feff}"];

/** A file, usually a valid one. */
function file() {
  const levers = Object.fromEntries(Array.from({ length: below(4) }, () => [one(["context", "agents", "gpu", "power", "__proto__", "v", "überlast"]), random() < 0.8 ? "128k" : one(VALUES)]));
  const kinds = [
    () => write({ link: one(["", "v=2&context=128k&gpu=gb300&shocks=edge", "v=1&agents=1B"]), saved: "2026-11-25", ...ABOUT }),
    () => JSON.stringify({ "token-factory": random() < 0.9 ? 1 : one(VALUES), levers, shocks: random() < 0.5 ? undefined : ["edge", one(["edge", "gpu-cost", 1])] }),
    () => JSON.stringify({ "token-factory": 1, link: one(["v=2&context=128k", "context=5k&context=1M", "?v=2?context=1", "x=%zz", one(VALUES)]), title: one(["x", ...VALUES]) }),
  ];
  return one(kinds)();
}

/** The same with characters inserted, deleted or changed. */
function damaged(text) {
  for (let times = below(4); times > 0; times -= 1) {
    const at = below(text.length + 1);
    text = text.slice(0, at) + (random() < 0.5 ? one(PARTS) : "") + text.slice(at + (random() < 0.5 ? below(6) : 0));
  }
  return text;
}

const encoder = new TextEncoder();
const start = performance.now();
let [done, opened, longest] = [0, 0, 0];
while (done < runs && (!seconds || done % 1024 !== 0 || performance.now() - start < seconds * 1000)) {
  const text = random() < 0.4 ? file() : damaged(file());
  const bytes = encoder.encode(text);
  if (random() < 0.2) for (let times = below(4); times > 0; times -= 1) bytes[below(bytes.length)] = below(256);
  try {
    const { query, title } = read(bytes, KNOWN);
    opened += 1;
    if (typeof query !== "string" || typeof title !== "string" || title.length > 200) throw new Error("no query or no title");
    // Saved again, it is a file with the same query.
    const again = read(encoder.encode(write({ link: query, title, saved: "2026-11-25", ...ABOUT })), KNOWN).query;
    if (again !== query) throw new Error(`${again} for ${query}`);
    if (/Infinity|NaN|undefined/.test(query) && !/Infinity|NaN|undefined/.test(text)) throw new Error(query);
  } catch (fault) {
    longest = Math.max(longest, fault.message.length);
    if (!(fault instanceof FileFault) || fault.message.length > 500) {
      console.error(`file: failed at input ${done} of FUZZ_SEED=${seed}: ${JSON.stringify(text)}`);
      throw fault;
    }
  }
  if (({}).polluted !== undefined || ({}).context !== undefined) throw new Error("a name reached every object");
  done += 1;
}
console.log(`file: ${done} inputs in ${((performance.now() - start) / 1000).toFixed(1)} s, ${opened} taken, ${done - opened} refused, longest sentence ${longest}`);
