// The list of halls, for a gateway that serves several.

import { address } from "./place.js";

const answer = await fetch(address("api/v1/halls"));
const { halls } = await answer.json();

document.getElementById("halls").replaceChildren(
  ...halls.map((hall) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = address(`screen/${encodeURIComponent(hall.id)}`);
    link.textContent = hall.name.zh;
    const english = link.appendChild(document.createElement("span"));
    english.lang = "en";
    english.textContent = hall.name.en;
    return item;
  }),
);
