document.documentElement.classList.add("scripted");

const filters = document.querySelectorAll("[data-filter]");
const groups = document.querySelectorAll("[data-group]");

function show(group) {
  groups.forEach((part) => { part.hidden = group !== "" && part.dataset.group !== group; });
  filters.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.filter === group)));
}

filters.forEach((button) => button.addEventListener("click", () => {
  const pressed = button.getAttribute("aria-pressed") === "true";
  show(pressed ? "" : button.dataset.filter);
  document.getElementById("findings").scrollIntoView({ block: "start" });
}));

document.querySelectorAll("[data-full]").forEach((button) => button.addEventListener("click", () => {
  const picture = button.closest("figure").querySelector("svg");
  const other = button.dataset.full;
  button.dataset.full = picture.getAttribute("viewBox");
  picture.setAttribute("viewBox", other);
  button.textContent = button.textContent === "看整页" ? "看局部" : "看整页";
}));

// A picture wider than a phone starts at the figure it is about.
function centre(scope) {
  scope.querySelectorAll(".page .scroll").forEach((frame) => {
    const mark = frame.querySelector("rect.main, rect.other");
    if (!mark || frame.scrollWidth <= frame.clientWidth) return;
    const box = mark.getBoundingClientRect();
    frame.scrollLeft += box.left + box.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  });
}
centre(document);
document.querySelectorAll("details").forEach((part) => part.addEventListener("toggle", () => centre(part)));

function reveal() {
  const card = document.getElementById(location.hash.slice(1));
  if (!card || !card.matches("article")) return;
  show("");
  for (let part = card.parentElement; part; part = part.parentElement) {
    if (part.tagName === "DETAILS") part.open = true;
  }
  card.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", reveal);
reveal();

document.querySelectorAll("[data-unfold]").forEach((button) => button.addEventListener("click", () => {
  const open = button.dataset.unfold === "open";
  document.querySelectorAll("#findings details").forEach((part) => { part.open = open; });
  button.dataset.unfold = open ? "close" : "open";
  button.textContent = open ? "全部折起" : "全部展开";
}));

addEventListener("beforeprint", () => {
  show("");
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
});
