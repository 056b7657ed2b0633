// Writes a scenario to files and reads price sheets in a worker with a separate program, started for a single
// request.
//
// The request is `{ link, formats, day, site }`: the query of a link, names of formats, the day, and the address of
// the page. The answer is `{ files }`, with the name, media type and bytes for each format; or `{ fault }`, a
// sentence.
//
// Or the request is `{ scenario }`: the bytes of a file. The answer is `{ query, title, said }`, the query of the link of
// its scenario, its title, and what should be known about it; or `{ fault }`.
//
// Or the request is `{ link, sheet, model }`: the bytes of a price sheet, and optionally the name of a model. The
// answer is `{ query, said }`, the query of the link with its prices, and sentences; or `{ models }`, names one of
// which must be given; or `{ fault }`.
//
// `token-factory prerender` fills in the names of the program's two files and their checksums (src/site/start.rs).

const SCRIPT = "./files.js";
const SCRIPT_SUM = "script checksum";
const PROGRAM = "./files_bg.wasm";
const PROGRAM_SUM = "program checksum";

/** Where the program stores its functions: those that write files, read scenarios, and read price sheets. */
const PLACE = "token-factory files";
const SCENARIOS = "token-factory scenarios";
const PRICES = "token-factory prices";

/** A file of the program, verified with its checksum. If the browser has cached a bad copy, it is loaded again. */
async function load(name, integrity) {
  const ask = (cache) => fetch(new URL(name, import.meta.url), { integrity, cache });
  const answer = await ask("default").catch(() => ask("reload"));
  if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
  return answer;
}

async function start() {
  const [program] = await Promise.all([load(PROGRAM, PROGRAM_SUM), load(SCRIPT, SCRIPT_SUM)]);
  const { default: init } = await import(new URL(SCRIPT, import.meta.url).href);
  await init({ module_or_path: program });
  return { write: self[PLACE], open: self[SCENARIOS], price: self[PRICES] };
}

/** Started at once: the request arrives while the program is loading. */
const started = start();
// A failure is reported by the request.
started.catch(() => {});

/** The files of a scenario. */
function written(write, { link, formats, day, site }) {
  const files = [];
  for (const format of formats) {
    const [name, type, bytes] = write([link, format, day, site]);
    if (bytes === undefined) return { fault: name };
    files.push({ name, type, bytes });
  }
  return { files };
}

/** The scenario of a file. */
function opened(open, { scenario }) {
  const [first, title, said] = open([scenario]);
  return title === undefined ? { fault: first } : { query: first, title, said };
}

/** A scenario with the prices of a model, or the models of the price sheet. */
function priced(price, { sheet, link, model }) {
  const [first, said] = price([sheet, link, model]);
  if (said !== undefined) return { query: first, said };
  return Array.isArray(first) ? { models: first } : { fault: first };
}

self.addEventListener("message", async ({ data }) => {
  let program;
  try {
    program = await started;
  } catch (error) {
    return postMessage({ fault: `The program for files could not be loaded: check the connection and try again. (${error.message})` });
  }
  try {
    if (data.scenario) postMessage(opened(program.open, data));
    else postMessage(data.sheet ? priced(program.price, data) : written(program.write, data));
  } catch (error) {
    postMessage({ fault: `The program for files has stopped at a fault. (${error.message})` });
  }
});
