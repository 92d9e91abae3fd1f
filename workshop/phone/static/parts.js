// Keeps the parts of a level and the chosen level in step while they are ticked. The server judges by the same rule.
(() => {
  "use strict";
  const rungs = [...document.querySelectorAll(".up")].map((rung) => ({
    level: rung.querySelector("[name=level]"),
    parts: [...rung.querySelectorAll("[name=part]")],
  }));
  const whole = (rung) => rung.parts.length > 0 && rung.parts.every((part) => part.checked);
  const chosen = () => rungs.findIndex((rung) => rung.level.checked);
  document.addEventListener("change", (event) => {
    const { name, checked } = event.target;
    if (name === "part" && checked) {
      const none = !document.querySelector("[name=level]:checked:not([value='0'])");
      let at = none ? -1 : chosen();
      if (at < 0 && !none) return;
      while (at + 1 < rungs.length && whole(rungs[at + 1])) at += 1;
      if (at >= 0) rungs[at].level.checked = true;
    }
    if (name === "level") {
      // Who goes down a level takes back what made the higher one whole.
      const at = chosen();
      rungs.forEach((rung, place) => { if (place > at && whole(rung)) rung.parts.forEach((part) => { part.checked = false; }); });
    }
  });
})();
