// The page of an open call: the phone draws the number of the envelope, finds names, and sends again where the network fails.

const WAITS = [500, 1000, 2000, 4000, 8000];
const form = document.querySelector("#ballot");

if (form) {
  const id = crypto.getRandomValues(new Uint8Array(16));
  form.elements.id.value = [...id].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  find(document.querySelector("#search"));
}

function find(search) {
  const rows = [...form.querySelectorAll(".subject")];
  const found = document.querySelector("#found");
  search.closest(".search").hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const chosen = row.querySelector("input:checked") !== null;
      const fits = words.every((word) => row.dataset.words.includes(word));
      row.hidden = !fits && !chosen;
      if (fits) count++;
    }
    for (const category of form.querySelectorAll(".category")) {
      category.hidden = category.querySelector(".subject:not([hidden])") === null;
    }
    found.textContent = count === 0 ? found.dataset.none : count;
  });
}

async function send() {
  const button = form.querySelector("button[type=submit]");
  const body = new URLSearchParams(new FormData(form));
  button.disabled = true;
  tell(form.dataset.sending);
  for (const wait of [0, ...WAITS]) {
    if (wait > 0) {
      tell(form.dataset.again);
      await new Promise((done) => setTimeout(done, wait));
    }
    const answer = await once(body);
    if (answer && answer.status < 500) {
      button.disabled = false;
      return show(answer);
    }
  }
  button.disabled = false;
  tell(form.dataset.lost);
}

async function once(body) {
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return { status: response.status, document: await response.json() };
  } catch {
    return null; // lost on the way, there or back: the same envelope may be sent again
  }
}

function show({ status, document: answer }) {
  if (status === 200 || status === 201) {
    const receipt = document.querySelector("#receipt");
    receipt.querySelector(".receipt").textContent = answer.receipt;
    receipt.hidden = false;
    form.hidden = true;
    document.querySelector(".said").hidden = true;
    document.querySelector(".other").hidden = true; // the page in another language has no receipt
    const heading = document.querySelector("h1");
    heading.textContent = form.dataset.done;
    heading.focus();
    scrollTo(0, 0);
  } else if (status === 429) {
    tell(form.dataset.limit);
  } else if (status === 410) {
    tell(form.dataset.closed);
  } else {
    tell(answer.detail ?? form.dataset.lost);
  }
}

function tell(text) {
  const told = document.querySelector("#told");
  told.textContent = text;
  told.hidden = false;
}
