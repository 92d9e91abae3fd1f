// Placing a point by tapping or with the arrow keys. The numbers below hold the answer; without this they are used alone.
(() => {
  "use strict";
  const form = document.querySelector("[data-answer]"), board = form && form.querySelector("[data-board]");
  if (!board) return;
  const point = board.querySelector("[data-point]"), unknown = form.elements.unknown;
  const row = (name) => [...form.querySelectorAll(`input[name=${name}]`)];
  const size = row("x").length;
  const chosen = (name) => Number((row(name).find((one) => one.checked) || {}).value || 0);
  const told = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

  function draw() {
    const x = chosen("x"), y = chosen("y"), there = x && y && !unknown.checked;
    point.setAttribute("visibility", there ? "visible" : "hidden");
    if (!there) return;
    point.setAttribute("cx", x * 100 - 50); point.setAttribute("cy", (size - y) * 100 + 50);
  }

  function put(x, y) {
    const within = (step) => Math.max(1, Math.min(size, step));
    unknown.checked = false;
    row("y")[within(y) - 1].checked = true;
    const across = row("x")[within(x) - 1];
    across.checked = true;
    told(across);
  }

  board.addEventListener("click", (event) => {
    const box = board.getBoundingClientRect();
    put(Math.floor((event.clientX - box.left) / box.width * size) + 1, size - Math.floor((event.clientY - box.top) / box.height * size));
  });
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  board.addEventListener("keydown", (event) => {
    const way = ways[event.key], middle = (size + 1) / 2;
    if (!way) return;
    event.preventDefault();
    // The first press of an arrow puts the point in the middle.
    if (chosen("x") && chosen("y")) put(chosen("x") + way[0], chosen("y") + way[1]); else put(middle, middle);
  });
  form.addEventListener("change", (event) => {
    if (event.target === unknown && unknown.checked) for (const one of [...row("x"), ...row("y")]) one.checked = false;
    if ((event.target.name === "x" || event.target.name === "y") && event.target.checked) unknown.checked = false;
    draw();
  });
  document.addEventListener("mengya:restored", draw);
  board.setAttribute("tabindex", "0");
  form.querySelector("[data-tap]").hidden = false;
  form.querySelector("[data-numbers]").open = false;
  draw();
})();
