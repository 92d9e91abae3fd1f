// Counts the dots while they are being placed. The server counts them as well, and it decides.
(() => {
  "use strict";
  const line = document.querySelector("[data-placed]"), told = line && line.parentElement;
  if (!line) return;
  const most = Number(told.dataset.most), figure = line.querySelector("b");
  const fields = () => [...document.querySelectorAll("[name^='dot.']")];
  const count = () => {
    const placed = fields().reduce((sum, field) => sum + (field.type === "radio" && !field.checked ? 0 : Number(field.value) || 0), 0);
    figure.textContent = `${placed} / ${most}`;
    told.classList.toggle("over", placed > most);
    told.classList.toggle("all", placed === most);
  };
  line.hidden = false;
  document.addEventListener("change", count);
  document.addEventListener("input", count);
  document.addEventListener("mengya:restored", count);
  count();
})();
