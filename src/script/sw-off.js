// The switch that removes the site from readers' machines: deployed in place of `sw.js`, it deletes everything that
// was cached and unregisters itself, and open pages are loaded from the network.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const off = async () => {
    for (const name of await caches.keys()) if (name.startsWith("token-factory ")) await caches.delete(name);
    await registration.unregister();
    for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url);
  };
  event.waitUntil(off());
});
