// The built site, served by our own program on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const dist = `${root}dist`;
const program = process.env.TOKEN_FACTORY_BINARY ?? `${root}target/release/token-factory`;

/**
 * Starts `token-factory serve` and waits for the address it prints.
 *
 * @param {{ dir?: string, binary?: string }} [options] what to serve (dist/), and the program that serves it
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the address, ending in a slash
 */
export async function startServer({ dir = dist, binary = program } = {}) {
  if (!existsSync(binary)) throw new Error(`${binary} is not built: run make build`);
  const child = spawn(binary, ["serve", "--dir", dir, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  process.once("exit", () => child.kill());
  let complaint = "";
  child.stderr.on("data", (text) => (complaint += text));
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = line.match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0];
    if (address) {
      child.stdout.resume();
      return {
        url: address,
        async stop() {
          child.kill();
          await ended;
        },
      };
    }
  }
  throw new Error(`the server did not start: ${complaint.trim() || "it printed no address"}`);
}
