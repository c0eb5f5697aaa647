// Review by single keys. Without this file the page is a plain form; with it no key acts while somebody writes.
const form = document.querySelector("[data-review]");
const keys = document.getElementById("keys");
const switchBox = document.getElementById("keys-on");
const STORED = "soundings-single-keys";

const read = () => new URLSearchParams(new FormData(form)).toString();
const loaded = "unsaved" in form.dataset ? null : read();
let leaving = false;

const isChanged = () => read() !== loaded;
const show = () => form.classList.toggle("app-changed", isChanged());

form.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  if (leaving) event.preventDefault();
  leaving = true;
});
addEventListener("beforeunload", (event) => { if (!leaving && isChanged()) event.preventDefault(); });
addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
show();

// The decision that keys act on: the first in doubt, then wherever one is.
const decisions = [...form.querySelectorAll("[data-decision]")];
let current = decisions.find((one) => one.closest("[data-doubtful]")) ?? decisions[0];

const mark = (one) => {
  current?.classList.remove("app-decision--current");
  current = one;
  current?.classList.add("app-decision--current");
  current?.dispatchEvent(new Event("mouseenter")); // mail.js lights up its words
};

// The words that are lit up come into view beside the decision; the window itself stays where it is.
const pane = document.querySelector(".app-mail");
const bringIntoView = () => {
  const lit = pane.querySelector(".app-mark--lit")?.getBoundingClientRect();
  if (!lit) return;
  const { top, bottom } = pane.getBoundingClientRect();
  if (lit.top < top || lit.bottom > Math.min(bottom, innerHeight)) pane.scrollTop += lit.top - top - pane.clientHeight / 3;
};

const goTo = (one) => {
  if (!one) return;
  for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  mark(one);
  one.tabIndex = -1;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
  bringIntoView();
};

const press = (input) => {
  if (!input) return;
  input.checked = input.type === "radio" || !input.checked;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

const setPlace = (key) => {
  const place = current.querySelector('input[name^="rank."]');
  if (!place || !/^\d$/.test(key)) return false;
  place.value = key === "0" ? "" : key;
  place.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

// To the first decision of a sort, wherever one is.
const SORTS = { w: "d-stakeholders", q: "d-answers.", t: "d-topics.", i: "d-proposals" };
const firstOf = (start) => decisions.find((one) => (one.id || one.parentElement.closest("fieldset").id).startsWith(start));

const act = (key) => {
  const step = (by) => goTo(decisions[decisions.indexOf(current) + by]);
  switch (key) {
    case "a": return form.requestSubmit(form.querySelector(isChanged() ? "[data-save]" : "[data-accept]"));
    case "s": return document.querySelector("[data-skip]").click();
    case "u": return document.querySelector("[data-undo]")?.requestSubmit();
    case "j": return decisions.includes(document.activeElement) || !current ? step(1) : goTo(current);
    case "k": return step(-1);
    case "w": case "q": case "t": case "i": return goTo(firstOf(SORTS[key]));
    case "e": return current?.querySelector('textarea, input[type="text"], select')?.focus();
    case "?": return keys.showModal();
  }
  if (!current || setPlace(key)) return;
  const input = current.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!input) return;
  goTo(current);
  press(input);
};

const writes = (element) => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

document.addEventListener("focusin", (event) => {
  const one = event.target.closest?.("[data-decision]");
  if (one) mark(one);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writes(event.target)) return event.target.closest("[data-decision]")?.focus();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || keys.open || writes(event.target)) return;
  if (!switchBox.checked || leaving || event.key.length !== 1) return;
  act(event.key.toLowerCase());
});

// Who does not want single keys (speech input presses them by mistake) switches them off, for good.
const setSwitch = (on) => {
  switchBox.checked = on;
  document.body.classList.toggle("app-keys-off", !on);
};
setSwitch(localStorage.getItem(STORED) !== "off");
switchBox.addEventListener("change", () => {
  localStorage.setItem(STORED, switchBox.checked ? "on" : "off");
  setSwitch(switchBox.checked);
});
const opener = document.querySelector("[data-open-keys]");
if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => keys.showModal());
}
document.body.classList.add("app-with-keys");
mark(current);
