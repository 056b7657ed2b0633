// If the script that starts the program (boot.js) did not run, because it is missing, damaged or cached as a bad
// copy, the page says so with its style sheet alone. This script makes the link in that message reload everything,
// bypassing the cache.

(() => {
  if ("booted" in document.documentElement.dataset) return;
  const again = document.querySelector(".unstarted a");
  again?.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      for (const name of await caches.keys()) if (name.startsWith("token-factory")) await caches.delete(name);
      for (const kept of await navigator.serviceWorker.getRegistrations()) await kept.unregister();
    } catch {
      // Some frames have no storage.
    }
    const files = [...document.querySelectorAll("script[src]")].map(({ src }) => src);
    await Promise.allSettled([location.href, ...files].map((file) => fetch(file, { cache: "reload" })));
    location.reload();
  });
})();
