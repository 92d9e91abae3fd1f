// Dragging somebody to another table, with a finger or a mouse. Without it the form above the tables does the same.
(() => {
  "use strict";
  let held = null;
  const show = () => { for (const grip of document.querySelectorAll("[data-grip]")) grip.hidden = false; };
  const over = (x, y) => {
    const found = document.elementFromPoint(x, y), sheet = found && found.closest(".tableof");
    return sheet && sheet.querySelector("[data-table]");
  };
  const mark = (list) => {
    for (const sheet of document.querySelectorAll(".tableof.over")) sheet.classList.remove("over");
    if (list) list.closest(".tableof").classList.add("over");
  };
  addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button > 0) return;
    event.preventDefault();
    held = grip.closest("li[data-seat]");
    held.classList.add("held");
    grip.setPointerCapture(event.pointerId);
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    event.preventDefault();
    if (event.clientY < 60) scrollBy(0, -12);
    if (event.clientY > innerHeight - 60) scrollBy(0, 12);
    mark(over(event.clientX, event.clientY));
  }, { passive: false });
  const drop = (event) => {
    if (!held) return;
    const row = held, list = event.type === "pointerup" ? over(event.clientX, event.clientY) : null;
    held = null; mark(null); row.classList.remove("held");
    if (!list || list === row.parentNode || list.dataset.table === "0") return;
    const form = document.querySelector("form[data-reseat]");
    if (!form) return;
    form.elements.subject.value = row.dataset.seat;
    form.elements.table.value = list.dataset.table;
    list.append(row);
    form.requestSubmit();
  };
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
  // The remote's script puts fresh pages in place of old ones.
  new MutationObserver(show).observe(document.body, { childList: true });
  show();
})();
