// Which language the page speaks: Chinese, unless somebody touched the button or the address asks for another.

const KEY = "hallpulse.language";
const WORDS = ["zh", "en"];

export class Language {
  #button;

  /** onChange() after each touch. */
  constructor(button, onChange) {
    this.#button = button;
    this.#set(first());
    button.addEventListener("click", () => {
      this.#set(this.word === "zh" ? "en" : "zh");
      keep(this.word);
      onChange();
    });
  }

  #set(word) {
    this.word = word;
    this.#button.textContent = word === "zh" ? "English" : "中文";
    this.#button.lang = word === "zh" ? "en" : "zh-CN";
  }
}

function first() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (WORDS.includes(asked)) return asked;
  const kept = keptLanguage();
  return WORDS.includes(kept) ? kept : "zh";
}

/** Null where nothing is kept, or where this browser keeps nothing for anyone. */
function keptLanguage() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(word) {
  try {
    localStorage.setItem(KEY, word);
  } catch (e) {
    console.warn(`The language is not remembered: ${e.message}`);
  }
}
