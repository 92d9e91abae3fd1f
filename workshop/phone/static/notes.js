// What is half written in a smaller form waits on this phone until it is sent: whoever follows the room and comes back
// finds it there. Longer forms are kept on the server (keep.js, phone.js). Everything works without this.
(() => {
  "use strict";
  const seat = document.body.dataset.seat, way = performance.getEntriesByType("navigation")[0];
  const came_back = Boolean(way && way.type === "back_forward");
  if (!seat) return;
  const ours = (field) => field.name && field.type !== "hidden" && field.tagName !== "BUTTON";

  for (const form of document.querySelectorAll("form[data-note]")) {
    // The phone's own notes are cleared by this beginning when somebody leaves.
    const about = [...form.elements].filter((field) => field.type === "hidden" && field.name !== "seat" && field.name !== "key").map((field) => field.value);
    const name = "mengya." + seat + ".note." + [form.getAttribute("action"), ...about].join(".");
    const read = () => [...form.elements].filter(ours).filter((field) => (field.type !== "radio" && field.type !== "checkbox") || field.checked).map((field) => [field.name, field.value]);
    const put = (sent) => { try { localStorage.setItem(name, JSON.stringify({ fields: read(), sent })); } catch (_) { /* full or forbidden */ } };
    const drop = () => { try { localStorage.removeItem(name); } catch (_) { /* nothing to drop */ } };
    let old = null;
    try { old = JSON.parse(localStorage.getItem(name)); } catch (_) { /* none */ }
    // Sent, and not come back to by the back button after the way was lost: the server has it, or says what is wrong.
    if (old && old.sent && !came_back) { drop(); old = null; }
    if (old && JSON.stringify(old.fields) !== JSON.stringify(read())) {
      const values = (field) => old.fields.filter(([key]) => key === field.name).map(([, value]) => value);
      for (const field of [...form.elements].filter(ours)) {
        const had = values(field);
        if (field.type === "radio" || field.type === "checkbox") field.checked = had.includes(field.value);
        else if (had.length) field.value = had[0];
      }
      const fold = form.closest("details");
      if (fold) fold.open = true;
    }
    form.addEventListener("input", () => put(false));
    form.addEventListener("change", () => put(false));
    form.addEventListener("submit", () => put(true));
  }
})();
