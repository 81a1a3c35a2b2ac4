"use strict";
// What works only with a script is hidden until one runs.
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

const yaml = document.getElementById("yaml");
const copy = document.getElementById("copy");
const select = () => {
  const range = document.createRange();
  range.selectNodeContents(yaml);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};
const say = (text) => {
  copy.textContent = text;
  window.setTimeout(() => { copy.textContent = "Copy"; }, 2000);
};
copy?.addEventListener("click", () => {
  select();
  const copied = navigator.clipboard?.writeText(yaml.textContent) ?? Promise.reject(new Error("no clipboard"));
  copied.then(() => say("Copied"), () => say("Selected: press Ctrl+C"));
});

const filter = document.getElementById("filter");
filter?.addEventListener("input", () => {
  const wanted = filter.value.trim().toLowerCase();
  let shown = 0;
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = !group.textContent.toLowerCase().includes(wanted);
    shown += group.hidden ? 0 : 1;
  }
  document.getElementById("found").textContent = wanted ? `${shown} found` : "";
});
