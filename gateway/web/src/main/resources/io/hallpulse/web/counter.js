// The screen at a counter: shows itself anew when what it tells has changed, and says so when nobody can be asked.

import { mark } from "./text.js";

const EVERY_MS = 15_000;
const PATIENCE_MS = 10_000;
const lost = document.getElementById("lost");
const page = new URL(location.href);
page.username = ""; // which fetch refuses
page.password = "";
const version = document.documentElement.dataset.version;

async function ask() {
  try {
    const answer = await fetch(page, {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const now = answer.headers.get("ETag");
    if (answer.ok && now !== null && now.replaceAll('"', "").replace(/^W\//, "") !== version) {
      location.reload();
      return;
    }
    lost.hidden = answer.ok;
  } catch {
    lost.hidden = false; // the gateway is away: what is shown stays, and says its state
  }
  mark(document.documentElement, "data-feed", lost.hidden ? "live" : "lost");
}

setInterval(ask, EVERY_MS);
document.addEventListener("visibilitychange", () => document.hidden || ask());
addEventListener("online", ask);
