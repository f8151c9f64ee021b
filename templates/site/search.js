// Finds entries of the index: every word has to be in the title, the kind or the text; titles count most.
"use strict";

const Search = (() => {
	const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
	const rows = (window.searchIndex || []).map(([title, kind, url, words]) => ({
		title, kind, url, words, low: fold(title), all: fold(`${title} ${kind} ${words}`),
	}));

	const score = (row, query, words) => {
		if (!words.every((word) => row.all.includes(word))) return 0;
		let points = 1;
		if (row.low === query || row.low.split(": ").includes(query)) points += 100;
		else if (row.low.startsWith(query)) points += 60;
		else if (row.low.includes(query)) points += 40;
		points += 10 * words.filter((word) => row.low.includes(word)).length;
		// A page is more than a part of one.
		if (!row.url.includes("#")) points += 8;
		return points;
	};

	const find = (text) => {
		const query = fold(text.trim());
		if (!query) return [];
		const words = query.split(/\s+/);
		return rows.map((row) => ({ row, points: score(row, query, words) }))
			.filter((each) => each.points > 0)
			.sort((a, b) => b.points - a.points || (a.row.url < b.row.url ? -1 : 1))
			.map((each) => each.row);
	};

	// A piece of the text around the first word, in which the words are marked.
	const snippet = (row, text) => {
		const words = fold(text.trim()).split(/\s+/);
		const places = words.map((word) => row.words.toLowerCase().indexOf(word)).filter((place) => place >= 0);
		const at = places.length ? Math.max(0, Math.min(...places) - 40) : 0;
		const cut = row.words.slice(at, at + 160);
		const span = document.createElement("span");
		const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
		if (at > 0) span.append("… ");
		cut.split(pattern).forEach((part, index) => {
			if (index % 2) {
				const mark = document.createElement("mark");
				mark.textContent = part;
				span.append(mark);
			} else span.append(part);
		});
		if (at + 160 < row.words.length) span.append(" …");
		return span;
	};

	return { find, snippet };
})();
