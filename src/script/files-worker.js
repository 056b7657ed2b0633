// Writes a scenario to files beside the page, in a worker with a program of its own, started for one request.
//
// Asked is `{ link, formats, day, site }`: the query of a link, names of formats, the day, and the address of the page. The
// answer is `{ files }`, for each format its name, media type and bytes; or `{ fault }`, a sentence.
//
// `token-factory prerender` writes the names of the program's two files and their checksums (src/site/start.rs).

const SCRIPT = "./files.js";
const SCRIPT_SUM = "script checksum";
const PROGRAM = "./files_bg.wasm";
const PROGRAM_SUM = "program checksum";

/** Where the program leaves its function. */
const PLACE = "token-factory files";

/** A file of the program, compared with its checksum. A bad copy that the browser has stored is loaded anew. */
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
  return self[PLACE];
}

/** Begun at once: the request arrives while the program is on its way. */
const started = start();
// The request reports a failure.
started.catch(() => {});

self.addEventListener("message", async ({ data: { link, formats, day, site } }) => {
  let write;
  try {
    write = await started;
  } catch (error) {
    return postMessage({ fault: `The program that writes files could not be loaded: check the connection and try again. (${error.message})` });
  }
  const files = [];
  for (const format of formats) {
    let answer;
    try {
      answer = write([link, format, day, site]);
    } catch (error) {
      return postMessage({ fault: `The program that writes files has stopped at a fault. (${error.message})` });
    }
    const [name, type, bytes] = answer;
    if (bytes === undefined) return postMessage({ fault: name });
    files.push({ name, type, bytes });
  }
  postMessage({ files });
});
