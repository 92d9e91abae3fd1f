// Dragging a block of the agenda to another place, with a finger or a mouse. Without it the buttons do the same.
(() => {
  "use strict";
  const body = document.body, form = document.querySelector("form[data-move]");
  let held = null, started = null;

  const blocks = (list) => [...list.querySelectorAll("li[data-block]")];
  // The block under the pointer, and whether it is nearer to its end.
  function under(x, y) {
    const found = document.elementFromPoint(x, y);
    const row = found && found.closest("li[data-block]");
    if (!row || row === held) return null;
    const box = row.getBoundingClientRect();
    return { row, below: y > box.top + box.height / 2 };
  }
  function begin(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || !form || event.button > 0) return;
    event.preventDefault();
    held = grip.closest("li[data-block]");
    started = { next: held.nextSibling, list: held.parentNode };
    held.classList.add("held");
    grip.setPointerCapture(event.pointerId);
  }
  function move(event) {
    if (!held) return;
    event.preventDefault();
    if (event.clientY < 60) scrollBy(0, -12);
    if (event.clientY > innerHeight - 60) scrollBy(0, 12);
    const place = under(event.clientX, event.clientY);
    if (place) place.row.parentNode.insertBefore(held, place.below ? place.row.nextSibling : place.row);
  }
  function back() {
    started.list.insertBefore(held, started.next);
    held.classList.remove("held");
    held = null;
  }
  function drop() {
    if (!held) return;
    const every = blocks(document), place = every.indexOf(held);
    const near = blocks(held.parentNode).find((row) => row !== held);
    if (held.nextSibling === started.next && held.parentNode === started.list || !near) { back(); return; }
    const before = held.previousElementSibling, here = before && before.matches("li[data-block]") ? before : null;
    // The neighbour whose window and track the block takes: the one before it in its list, or the one behind.
    const like = here || blocks(held.parentNode)[blocks(held.parentNode).indexOf(held) + 1] || near;
    form.elements.subject.value = held.dataset.block;
    form.elements.after.value = place ? every[place - 1].dataset.block : "";
    form.elements.like.value = like.dataset.block;
    held.classList.add("busy");
    form.submit();
    held = null;
  }
  addEventListener("pointerdown", begin);
  addEventListener("pointermove", move, { passive: false });
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", () => { if (held) back(); });

  // Follows the room while nobody is in the middle of something here.
  const busy = () => held || document.hidden || document.querySelector("details[open], .busy");
  setInterval(() => {
    if (busy()) return;
    const since = document.querySelector("main").dataset.since;
    fetch(body.dataset.tick + "&since=" + encodeURIComponent(since), { credentials: "same-origin" })
      .then((reply) => { if (reply.status === 200 && !busy()) location.replace(body.dataset.page); })
      .catch(() => undefined);
  }, 3000);
})();
