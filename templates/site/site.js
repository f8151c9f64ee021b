// The search box, the list of pages where it is folded up, the page of results, and the filter of the rules.
"use strict";

const root = document.body.dataset.root;
const box = document.getElementById("search");
const list = document.getElementById("found");
const count = document.getElementById("count");
const MOST = 12;
let chosen = -1;

function choose(index) {
	const options = [...list.children];
	chosen = options.length ? (index + options.length) % options.length : -1;
	options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
	if (chosen < 0) box.removeAttribute("aria-activedescendant");
	else {
		box.setAttribute("aria-activedescendant", options[chosen].id);
		options[chosen].scrollIntoView({ block: "nearest" });
	}
}

function close() {
	list.hidden = true;
	box.setAttribute("aria-expanded", "false");
	choose(-1);
	chosen = -1;
	box.removeAttribute("aria-activedescendant");
}

function line(row, text) {
	const link = document.createElement("a");
	link.href = root + row.url;
	const title = document.createElement("strong");
	title.textContent = row.title;
	const kind = document.createElement("span");
	kind.className = "kind";
	kind.textContent = row.kind;
	link.append(title, " ", kind);
	if (row.words) {
		const words = Search.snippet(row, text);
		words.className = "snippet";
		link.append(words);
	}
	return link;
}

function show() {
	const found = Search.find(box.value);
	list.replaceChildren(...found.slice(0, MOST).map((row, index) => {
		const option = document.createElement("li");
		option.id = `found-${index}`;
		option.setAttribute("role", "option");
		option.setAttribute("aria-selected", "false");
		const link = line(row, box.value);
		link.tabIndex = -1;
		option.append(link);
		return option;
	}));
	chosen = -1;
	box.removeAttribute("aria-activedescendant");
	const typed = box.value.trim() !== "";
	list.hidden = !found.length;
	box.setAttribute("aria-expanded", String(!list.hidden));
	if (!typed) count.textContent = "";
	else if (!found.length) count.textContent = "Nothing found";
	else count.textContent = `${found.length} found; arrow keys choose, Enter opens`;
	box.classList.toggle("nothing", typed && !found.length);
}

box.addEventListener("input", show);
box.addEventListener("focus", () => { if (box.value.trim()) show(); });
box.addEventListener("keydown", (event) => {
	if (event.key === "ArrowDown" || event.key === "ArrowUp") {
		if (list.hidden) show();
		choose(event.key === "ArrowDown" ? chosen + 1 : (chosen < 0 ? 0 : chosen) - 1);
		event.preventDefault();
	} else if (event.key === "Enter" && chosen >= 0) {
		event.preventDefault();
		location.href = list.children[chosen].firstChild.href;
	} else if (event.key === "Escape" && !list.hidden) {
		event.preventDefault();
		close();
	}
});
box.form.addEventListener("focusout", (event) => {
	if (!box.form.contains(event.relatedTarget)) close();
});
// A click would otherwise take the focus first, and close the list under it.
list.addEventListener("mousedown", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
	const typing = event.target.closest("input, textarea, select, [contenteditable]");
	if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
		event.preventDefault();
		box.focus();
		box.select();
	}
});

const results = document.getElementById("results");
if (results) {
	const text = new URLSearchParams(location.search).get("q") || "";
	box.value = text;
	const found = Search.find(text);
	if (text.trim()) document.getElementById("summary").textContent = `${found.length || "Nothing"} found for “${text}”.`;
	results.replaceChildren(...found.slice(0, 200).map((row) => {
		const item = document.createElement("li");
		item.append(line(row, text));
		return item;
	}));
}

const menu = document.querySelector(".menu");
if (menu) {
	menu.hidden = false;
	menu.parentElement.classList.add("folded");
	menu.addEventListener("click", () => {
		const open = menu.getAttribute("aria-expanded") !== "true";
		menu.setAttribute("aria-expanded", String(open));
		menu.parentElement.classList.toggle("folded", !open);
	});
	const here = document.querySelector("#pages [aria-current]");
	const column = document.querySelector("nav.pages");
	if (here && column.scrollHeight > column.clientHeight) column.scrollTop = here.offsetTop - column.clientHeight / 2;
}

const filter = document.getElementById("filter");
if (filter) {
	filter.hidden = false;
	filter.addEventListener("change", () => {
		let shown = 0;
		for (const article of document.querySelectorAll("article[data-level]")) {
			article.hidden = !filter.elements[article.dataset.level].checked;
			shown += article.hidden ? 0 : 1;
		}
		for (const section of document.querySelectorAll("main section"))
			section.hidden = !section.querySelector("article:not([hidden])");
		filter.querySelector("output").textContent = `${shown} rules`;
	});
}

// What does not scroll needs no stop for the keyboard.
function stops() {
	for (const part of document.querySelectorAll(".scroll, pre"))
		if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
		else part.removeAttribute("tabindex");
}
addEventListener("resize", stops);
stops();

// Where a folded part is what a link leads to, it opens.
function unfold() {
	const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
	const folded = target && target.closest("details");
	if (folded && !folded.open) {
		folded.open = true;
		target.scrollIntoView();
	}
}
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
unfold();
