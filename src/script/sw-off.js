// The switch that takes the site off readers' machines: put in the place of `sw.js`, it removes everything that was kept
// and itself, and the pages that are open are loaded from the network.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const off = async () => {
    for (const name of await caches.keys()) if (name.startsWith("token-factory ")) await caches.delete(name);
    await registration.unregister();
    for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url);
  };
  event.waitUntil(off());
});
