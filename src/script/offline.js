// Stores the site for offline use, and reports the status: stored, offline, a new version available, or the
// background program stopped.
//
// Loaded once the page works. If the browser refuses something here, the page works without it.

const place = document.querySelector("#offline");
const say = (text) => {
  if (place && place.textContent !== text) place.textContent = text;
};

/** Milliseconds between two checks for a new version while a page stays open. */
const HOUR = 3_600_000;

let registration;
let isReloading = false;
let isAccepted = false;

/** Reloads the page, once. The reader's settings are in its address. */
function reload() {
  if (isReloading) return;
  isReloading = true;
  location.reload();
}

function button(text, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", run);
  return element;
}

/** A notice at the bottom of the window with an action. */
function notice(text, does, run) {
  document.querySelector("section.new-version")?.remove();
  const line = document.createElement("section");
  line.className = "new-version";
  line.dataset.name = "new-version";
  line.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = text;
  line.append(words, button(does, run), button("Later", () => line.remove()));
  // Inserted empty and filled a moment later, so that it is read out.
  document.body.append(line);
}

/** Reports that the output of the background program is outdated, as long as it is (src/ui/worker_client.rs). */
function tellBehind() {
  const isStopped = document.documentElement.dataset.behind === "stopped";
  const line = document.querySelector("section.new-version");
  if (!isStopped) {
    if (line?.dataset.about === "behind") line.remove();
  } else if (!line) {
    notice("The background program has stopped and is being restarted. What it has not updated yet is marked “Before the change”.", "Reload", reload);
    document.querySelector("section.new-version").dataset.about = "behind";
  }
}
new MutationObserver(tellBehind).observe(document.documentElement, { attributeFilter: ["data-behind"] });
tellBehind();

function offer() {
  notice("A new version of this page is ready. Your scenario is kept.", "Reload", () => {
    isAccepted = true;
    // Another version may have arrived while this notice was read.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else reload();
  });
}

/** Watches a version that is being fetched. The very first one is not announced. */
function follow(worker) {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) offer();
    if (worker.state === "activated") tell();
    // The first installation failed: if the network is available, storage space is missing.
    if (worker.state === "redundant" && !registration.active && navigator.onLine) {
      say("This page could not be stored for offline use: the browser’s storage may be full.");
    }
  });
}

/** Reports the status, in the text at the end of the page and for the style sheet. */
function tell(isOnline = navigator.onLine) {
  document.documentElement.toggleAttribute("data-offline", !isOnline);
  if (!isOnline) say("You are offline; everything here still works.");
  else if (registration?.active) say("Stored on this device: it opens offline.");
}

/** Checks whether there is a new version; a failure means that the network is unavailable. */
async function look() {
  try {
    await registration.update();
    tell();
  } catch {
    tell(false);
  }
}

async function keep() {
  registration = await navigator.serviceWorker.register("sw.js", { scope: "./", updateViaCache: "none" });
  const wasKept = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isAccepted || document.hidden) return reload();
    // Another window activated the new version. This page is of the old one.
    if (wasKept) notice("This page was updated in another window. Your scenario is kept.", "Reload", reload);
  });
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  if (registration.waiting && registration.active) offer();
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - last < HOUR) return;
    last = Date.now();
    look();
  });
  tell();
  // On a later visit, registering alone does not send a request while the network is unavailable.
  if (wasKept) look();
}

addEventListener("online", () => tell(true));
addEventListener("offline", () => tell(false));
if (!navigator.onLine) tell(false);
if ("serviceWorker" in navigator) {
  keep().catch((error) => {
    if (navigator.onLine) say("This browser stores nothing for offline use.");
    console.info(`Offline use: ${error.message}`);
  });
} else {
  say("This browser stores nothing for offline use.");
}
