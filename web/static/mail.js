// Pointing at a decision, or tabbing into it, lights up its words in the text. Without this file its links lead there.
const lit = "app-mark--lit";
const marksOf = (point) => point.dataset.shows.split(" ").filter(Boolean)
  .flatMap((name) => [...document.querySelectorAll(`[data-mark="${CSS.escape(name)}"]`)]);

function show(point) {
  document.querySelectorAll(`.${lit}`).forEach((mark) => mark.classList.remove(lit));
  document.querySelectorAll(".app-point--lit").forEach((other) => other.classList.remove("app-point--lit"));
  if (!point) return;
  point.classList.add("app-point--lit");
  marksOf(point).forEach((mark) => mark.classList.add(lit));
}

for (const point of document.querySelectorAll("[data-shows]")) {
  point.addEventListener("mouseenter", () => show(point));
  point.addEventListener("focusin", () => show(point));
  point.addEventListener("mouseleave", () => show(point.contains(document.activeElement) ? point : null));
}

// The other way round: pointing at marked words lights up the decision that they prove.
document.querySelector(".app-mail-grid__text")?.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("[data-mark]:not(.app-mark--wide)");
  show(mark && document.querySelector(`[data-shows~="${CSS.escape(mark.dataset.mark)}"]`));
});
