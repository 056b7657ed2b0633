// WebKitGTK, by the HTTP interface of WebKitWebDriver, which starts MiniBrowser on a virtual display (Xvfb). See engine.mjs.
//
// WebKitGTK is not Safari: the engine is related; media, storage limits and the rules of iOS differ.
// WebDriver has no init scripts: for `init` the page is loaded through a proxy that inserts the script into each document.
// Its port differs from the site's, so that results are returned with the site's origin in place of the proxy's.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { createServer as reserve } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Unsupported, asJson, waitUntil } from "./engine.mjs";

export const name = "WebKitGTK";

const driver = process.env.WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";

/** The path of Debian's MiniBrowser, which depends on the architecture. */
function browserProgram() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  for (const folder of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    for (const version of ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"]) {
      const program = `/usr/lib/${folder}/${version}/MiniBrowser`;
      if (existsSync(program)) return program;
    }
  }
  return undefined;
}

export function missing() {
  if (!existsSync(driver)) return `${driver} is not installed`;
  if (!browserProgram()) return "MiniBrowser of WebKitGTK is not installed";
  if (!existsSync("/usr/bin/Xvfb")) return "Xvfb is not installed";
  return undefined;
}

/** A port that is free at present. */
async function freePort() {
  const server = reserve().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Sends a WebDriver command; the value of the response. */
async function command(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    headers: { "content-type": "application/json" },
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKitWebDriver: ${value?.error}: ${value?.message}`);
  return value;
}

/** A proxy that inserts a script into each document. */
async function startProxy(origin, init) {
  const { hostname, port } = new URL(origin);
  const server = createServer((request, response) => {
    if (request.url === "/__init.js") {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" });
      response.end(init);
      return;
    }
    const headers = { ...request.headers, host: `${hostname}:${port}`, "accept-encoding": "identity" };
    const onward = ask({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      if (!String(answer.headers["content-type"]).startsWith("text/html")) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const script = '<script src="/__init.js"></script>';
        const html = Buffer.concat(parts).toString("utf8").replace(/<head[^>]*>/i, (head) => head + script);
        const { "content-length": _, ...rest } = answer.headers;
        response.writeHead(answer.statusCode, rest);
        response.end(html);
      });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { site: origin, origin: `http://127.0.0.1:${server.address().port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

// Keys without a character, by their code points in WebDriver.
const KEYS = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", Space: " ", PageUp: "\uE00E", PageDown: "\uE00F",
  End: "\uE010", Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015",
  Delete: "\uE017",
};

class Page {
  /** WebKitWebDriver reports neither console messages nor exceptions. */
  errors = undefined;

  constructor(session, handle, proxy) {
    this.session = session;
    this.handle = handle;
    this.proxy = proxy;
  }

  /** Sends a command to this tab: WebDriver sends commands to the current window of a session. */
  async send(method, path, body) {
    if (this.session.current !== this.handle) {
      await command(this.session.base, "POST", "/window", { handle: this.handle });
      this.session.current = this.handle;
    }
    return command(this.session.base, method, path, body);
  }

  async evaluate(source) {
    const script = `const done = arguments[arguments.length - 1];
      try { ${asJson(`(async () => (${source}))()`)}.then((it) => done("1" + it), (error) => done("0" + error)); }
      catch (error) { done("0" + error); }`;
    const answer = await this.send("POST", "/execute/async", { script, args: [] });
    if (answer[0] !== "1") throw new Error(answer.slice(1));
    const json = answer.slice(1);
    return JSON.parse(this.proxy ? json.replaceAll(this.proxy.origin, this.proxy.site) : json);
  }

  wait(source, ms) {
    return waitUntil((it) => this.evaluate(it), source, ms);
  }

  goto(url) {
    return this.send("POST", "/url", { url: this.proxy ? url.replace(new URL(url).origin, this.proxy.origin) : url });
  }

  reload() {
    return this.send("POST", "/refresh");
  }

  async press(key) {
    const value = KEYS[key] ?? key;
    await this.send("POST", "/actions", {
      actions: [{ type: "key", id: "keys", actions: [{ type: "keyDown", value }, { type: "keyUp", value }] }],
    });
  }

  async openTab(url) {
    const { handle } = await command(this.session.base, "POST", "/window/new", { type: "tab" });
    const page = new Page(this.session, handle, this.proxy);
    await page.goto(url);
    return page;
  }

  async close() {
    this.proxy?.stop();
    await command(this.session.base, "DELETE", "").catch(() => {});
    this.session.driver.kill();
  }
}

/** Starts a driver, which has one session: its address and its process. */
async function startDriver(display) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const base = `http://127.0.0.1:${port}`;
  for (let left = 100; ; left -= 1) {
    try {
      await command(base, "GET", "/status");
      return { base, child };
    } catch (error) {
      if (left === 0) throw error;
      await pause(100);
    }
  }
}

class WebKit {
  constructor(screen, display) {
    this.screen = screen;
    this.display = display;
    this.drivers = [];
  }

  async open(url, { script = true, init, width = 1280, height = 900 } = {}) {
    if (!script) throw new Unsupported("no control for pages without scripts in WebKitWebDriver");
    const { base: at, child } = await startDriver(this.display);
    this.drivers.push(child);
    const { sessionId } = await command(at, "POST", "/session", {
      capabilities: {
        alwaysMatch: { "webkitgtk:browserOptions": { binary: browserProgram(), args: ["--automation"] } },
      },
    });
    const session = { base: `${at}/session/${sessionId}`, driver: child };
    session.current = await command(session.base, "GET", "/window");
    await command(session.base, "POST", "/timeouts", { script: 30_000, pageLoad: 60_000 });
    await command(session.base, "POST", "/window/rect", { width, height }).catch(() => {});
    const page = new Page(session, session.current, init && (await startProxy(new URL(url).origin, init)));
    await page.goto(url);
    return page;
  }

  async close() {
    for (const child of this.drivers) child.kill();
    this.screen.kill();
  }
}

export async function start() {
  const screen = spawn("/usr/bin/Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = String((await once(screen.stdio[3], "data"))[0]).trim();
  const engine = new WebKit(screen, `:${display}`);
  process.once("exit", () => engine.close());
  return engine;
}
