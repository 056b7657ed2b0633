// The built site, served by `token-factory serve` on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { dist, program } from "./build.mjs";

/**
 * Starts `token-factory serve` and waits for the address it prints.
 *
 * @param {{ dir?: string }} [options] the folder to serve (dist/)
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the address, ending in a slash
 */
export async function startServer({ dir = dist } = {}) {
  if (!existsSync(program)) throw new Error(`${program} is not built: run make build`);
  const child = spawn(program, ["serve", "--dir", dir, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  process.once("exit", () => child.kill());
  let stderr = "";
  child.stderr.on("data", (text) => (stderr += text));
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0];
    if (url) {
      child.stdout.resume();
      return {
        url,
        async stop() {
          child.kill();
          await exited;
        },
      };
    }
  }
  throw new Error(`the server did not start: ${stderr.trim() || "it printed no address"}`);
}
