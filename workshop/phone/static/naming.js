// Rosters and ties made easier: see whom one has chosen, add rows without a trip. Finding people: lists.js.
// Everything works without it; the buttons then go to the server and come back.
(() => {
  "use strict";
  const form = document.querySelector("[data-answer]");
  if (!form) return;
  const picked = form.querySelector("[data-picked]");
  const more = form.querySelector("[data-more]"), rows = () => [...form.querySelectorAll("[data-row]")];
  const boxes = () => [...form.elements].filter((field) => field.name === "pick" && field.value);
  const typed = () => [...form.elements].filter((field) => field.name === "add" && field.value.trim());
  const told = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  let shown = "";

  function tally() {
    if (!picked) return;
    const chosen = [...boxes().filter((box) => box.checked), ...typed()];
    const names = picked.querySelector("[data-names]");
    const named = (field) => (field.name === "add" ? field.value.trim() : field.closest("label").querySelector("b").textContent);
    // Left alone while it says the same: a name that is replaced under the thumb cannot be tapped.
    const says = JSON.stringify(chosen.map((field) => [field.name, field.value.trim()]));
    if (says === shown) return;
    shown = says;
    picked.querySelector("[data-count]").textContent = chosen.length;
    names.replaceChildren(...chosen.map((field) => {
      const away = document.createElement("button");
      away.type = "button"; away.textContent = named(field) + " ×";
      away.addEventListener("click", () => { if (field.name === "add") field.value = ""; else field.checked = false; clear(field); told(field); });
      return away;
    }));
    if (!chosen.length) names.textContent = picked.dataset.none;
    names.scrollLeft = names.scrollWidth;
  }

  // Nobody who is not chosen keeps a mark: a mark alone would choose them again.
  function clear(field) {
    const about = field.closest("[data-person],[data-row]");
    if (!about) return;
    for (const mark of about.querySelectorAll("[name^='mark.']")) if (mark.type === "radio") mark.checked = false; else mark.value = "";
  }

  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field.name === "pick" && !field.checked) clear(field);
    if (field.name === "pick" && field.type === "radio" && field.value) for (const one of typed()) one.value = "";
    tally();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name !== "add") return;
    if (event.target.value.trim()) for (const box of boxes()) if (box.type === "radio") box.checked = false;
    tally();
  });
  // Enter in a field for a code goes on to the next code; it does not send the answer.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "add" || event.isComposing) return;
    event.preventDefault();
    const all = rows(), at = all.indexOf(event.target.closest("[data-row]"));
    if (at === all.length - 1 && event.target.value.trim()) grow(all.length + 1);
    const next = rows()[at + 1];
    if (next) next.querySelector("input").focus();
  });

  // The pattern of a row with its number, from the last one that stands there.
  function added(number) {
    const all = rows(), last = all[all.length - 1], row = last.cloneNode(true);
    const before = all.length - 1;
    for (const field of row.querySelectorAll("[name]")) {
      field.name = field.name.replace("pair." + before + ".", "pair." + number + ".").replace("mark.+" + before + ".", "mark.+" + number + ".");
      if (field.type === "radio") field.checked = false; else field.value = "";
    }
    for (const word of row.querySelectorAll("legend,.unseen")) if (word.parentElement === row || word.closest(".adding label")) word.textContent = word.textContent.replace(/\d+/, String(number + 1));
    last.after(row);
  }
  function grow(count) {
    const most = more ? Number(more.dataset.more) : rows().length;
    while (rows().length && rows().length < Math.min(count, most)) added(rows().length);
    if (more) more.hidden = rows().length >= most;
  }
  if (more) more.addEventListener("click", (event) => {
    event.preventDefault(); event.stopPropagation();
    grow(rows().length + 1);
    const all = rows();
    all[all.length - 1].querySelector("input,select").focus();
  });
  document.addEventListener("mengya:rows", (event) => {
    const values = event.detail;
    const numbers = [...values.keys()].map((name) => (/^pair\.(\d+)\./.exec(name) || [])[1]).filter(Boolean).map(Number);
    grow(Math.max(values.getAll("add").length, ...numbers.map((n) => n + 1), 0));
  });
  document.addEventListener("mengya:restored", tally);
  tally();
})();
