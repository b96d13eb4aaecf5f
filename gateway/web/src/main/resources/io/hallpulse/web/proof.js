// The digest of a file that proves a fact, computed here: the file itself is never sent.
const file = document.querySelector("#file");
const proof = document.querySelector("#proof");
const hint = document.querySelector("#proof-hint");

if (file && proof && hint) {
  if (globalThis.crypto?.subtle) {
    file.addEventListener("change", async () => {
      const chosen = file.files?.[0];
      if (chosen) {
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer()));
        proof.value = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      }
    });
  } else {
    // browsers have it on secure addresses alone
    file.hidden = true;
    hint.textContent = hint.dataset.wordNone ?? "";
  }
}
