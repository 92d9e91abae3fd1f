// A long list under headings: found while typing, and how many are chosen under each heading.
// Without it the headings open by a tap, and everything is there.
(() => {
  "use strict";
  const plain = (text) => text.toLowerCase().replace(/\s+/g, "");

  function tally(place) {
    const here = place.querySelector("[data-here]");
    if (!here) return;
    const n = [...place.querySelectorAll("[data-person]")].filter((one) => one.querySelector("input:checked:not([value=''])")).length;
    here.hidden = !n; here.lastElementChild.textContent = n;
  }

  function list(finder) {
    const whole = finder.closest("[data-list]") || finder.closest("form");
    const field = finder.querySelector("input"), lost = whole.querySelector("[data-lost]");
    const places = [...whole.querySelectorAll("[data-place]")].map((place) => ({ place, was: place.open }));
    const look = () => {
      const wish = plain(field.value);
      let found = 0;
      for (const one of places) {
        const all = wish && !one.place.querySelector("summary b").hasAttribute("data-run") && plain(one.place.querySelector("summary b").textContent).includes(wish);
        let here = 0;
        for (const line of one.place.querySelectorAll("[data-person]")) {
          const fits = !wish || all || plain(line.textContent).includes(wish);
          line.hidden = !fits; here += fits ? 1 : 0;
        }
        one.place.hidden = !here; found += here;
        one.place.open = wish ? true : one.was || Boolean(one.place.querySelector("[data-person] input:checked"));
      }
      lost.hidden = Boolean(found);
    };
    finder.hidden = false;
    // What is looked for is no answer: it is neither saved nor sent.
    finder.addEventListener("input", (event) => { event.stopPropagation(); look(); });
    finder.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    const count = () => places.forEach((one) => tally(one.place));
    whole.addEventListener("change", count);
    document.addEventListener("mengya:restored", count);
    addEventListener("pageshow", count);
  }

  for (const finder of document.querySelectorAll("[data-find]")) list(finder);
})();
