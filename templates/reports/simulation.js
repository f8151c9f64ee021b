"use strict";
// Draws the space-time diagram of the report from the JSON beside it. Times are seconds, places are pixels.
(() => {
	const data = JSON.parse(document.getElementById("data").textContent);
	const at = (id) => document.getElementById(id);
	const SVG = "http://www.w3.org/2000/svg";
	const MEDIA = ["WHISPER", "BNET", "CHANNEL", "LOGGED", "PARTY"];
	const SCALES = [1, 3, 10, 30, 100, 300, 1000];
	const AXIS = 54, TOP = 14, LINE_WIDTH = 74, LONGEST_GAP = 60, FIRST_STROKES = 700, NAMED = 8;

	if (!data.lines.length) {
		at("diagram").hidden = false;
		at("diagram").textContent = "There is nobody to draw.";
		return;
	}
	const media = [...new Set(data.packets.map((packet) => packet.medium))].sort();
	const style = (medium) => "m" + (MEDIA.includes(medium) ? MEDIA.indexOf(medium) : 5);
	const state = { from: data.start, to: data.end, scale: 30, off: new Set() };

	function element(name, attributes, parent, text) {
		const made = document.createElementNS(SVG, name);
		for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
		if (text !== undefined) made.textContent = text;
		if (parent) parent.appendChild(made);
		return made;
	}
	function html(name, attributes, parent, text) {
		const made = document.createElement(name);
		Object.assign(made, attributes);
		if (text !== undefined) made.textContent = text;
		if (parent) parent.appendChild(made);
		return made;
	}
	const seconds = (time) => String(Math.round(time * 1000) / 1000);
	const lineName = (place) => data.lines[place].name;

	// What one packet is, in words: the text of the tip, of the label and of the table.
	function head(packet) {
		const to = packet.to === null ? packet.receiver : lineName(packet.to);
		return `${lineName(packet.from)} to ${to || "nobody"}, ${packet.medium}, ${packet.bytes} bytes`;
	}
	function fate(packet) {
		const said = [];
		if (packet.refused) said.push(`refused: ${packet.refused}`);
		for (const fault of packet.faults) said.push(`fault: ${fault}`);
		const arrived = packet.ends.filter((end) => !end.lost);
		if (packet.broadcast) said.push(`heard by ${arrived.length} players drawn here`);
		else for (const end of arrived) said.push(`delivered at ${seconds(end.time)} s` + (end.detail ? `, ${end.detail}` : ""));
		for (const end of packet.ends) {
			const whom = end.to === null ? packet.receiver : lineName(end.to);
			if (end.lost) said.push(`lost for ${whom}: ${end.detail || "no reason given"}`);
		}
		if (packet.far) said.push(`and by ${packet.far} who are not drawn`);
		if (!said.length) said.push("nobody got it by the end of the run");
		return said.join("; ");
	}
	const words = (packet) => `${seconds(packet.time)} s: ${head(packet)}\n${packet.text || "(no text)"}\n${fate(packet)}`;
	function wordsOfAll(packets) {
		if (packets.length === 1) return words(packets[0]);
		const shown = packets.slice(0, NAMED).map((packet) => `- ${packet.text || "(no text)"} (${packet.bytes} bytes; ${fate(packet)})`);
		const more = packets.length > NAMED ? [`and ${packets.length - NAMED} more`] : [];
		return [`${seconds(packets[0].time)} s: ${packets.length} packets. ${head(packets[0])} the first`, ...shown, ...more].join("\n");
	}

	// Strokes: packets that go the same way at the same time are one, with all their messages.
	function strokes(packets) {
		const found = new Map();
		const put = (packet, to, end, kind) => {
			const key = [packet.from, to, packet.time, end, kind, packet.medium].join("/");
			if (!found.has(key)) found.set(key, { from: packet.from, to, time: packet.time, end, kind, medium: packet.medium, packets: [] });
			found.get(key).packets.push(packet);
		};
		for (const packet of packets) {
			for (const end of packet.ends) {
				if (end.to === null) put(packet, null, packet.time, end.lost ? "refused" : "open");
				else put(packet, end.to, end.time, end.lost ? "lost" : "delivered");
			}
			if (packet.refused) put(packet, packet.to, packet.time, "refused");
			else if (!packet.ends.length) put(packet, packet.to, packet.time, "open");
		}
		return [...found.values()].sort((a, b) => a.time - b.time);
	}

	// Time to height: as long as something happens by the scale, long pauses shortened.
	function timeMap(list) {
		const marks = data.marks.filter((mark) => mark.time >= state.from && mark.time <= state.to);
		const times = [state.from, ...list.flatMap((s) => [s.time, s.end]), ...marks.map((mark) => mark.time)];
		const ordered = [...new Set(times)].filter((t) => t >= state.from).sort((a, b) => a - b);
		const heights = new Map(), gaps = [];
		let y = TOP, last = ordered[0];
		for (const time of ordered) {
			const wanted = (time - last) * state.scale;
			if (wanted > LONGEST_GAP) gaps.push({ y: y + LONGEST_GAP / 2, seconds: time - last });
			y += Math.min(wanted, LONGEST_GAP);
			heights.set(time, y);
			last = time;
		}
		return { y: (time) => heights.get(time), ordered, gaps, height: y + 24 };
	}

	function drawAxis(chart, map, width, x) {
		let labelled = -100;
		for (const time of map.ordered) {
			if (map.y(time) - labelled < 26) continue;
			labelled = map.y(time);
			element("line", { class: "tick", x1: AXIS, x2: width, y1: labelled, y2: labelled }, chart);
			element("text", { x: AXIS - 8, y: labelled + 4, "text-anchor": "end" }, chart, String(Math.round(time * 100) / 100));
		}
		data.lines.forEach((_, place) => element("line", { class: "life", x1: x(place), x2: x(place), y1: 0, y2: map.height }, chart));
		for (const gap of map.gaps) {
			element("line", { class: "gap", x1: AXIS, x2: width, y1: gap.y, y2: gap.y }, chart);
		}
	}

	function path(stroke, map, x) {
		const x1 = x(stroke.from), y1 = map.y(stroke.time), y2 = map.y(stroke.end);
		if (stroke.kind === "refused" || stroke.kind === "open") {
			const side = stroke.to !== null && stroke.to < stroke.from ? -1 : 1;
			return { d: `M${x1} ${y1}h${side * 22}`, x: x1 + side * 22, y: y1 };
		}
		if (stroke.to === stroke.from) return { d: `M${x1} ${y1}C${x1 + 24} ${y1} ${x1 + 24} ${y2} ${x1} ${y2}`, x: x1, y: y2, back: 1 };
		const x2 = x(stroke.to), short = stroke.kind === "lost" ? 0.6 : 1;
		const to = { x: x1 + (x2 - x1) * short, y: y1 + (y2 - y1) * short };
		return { d: `M${x1} ${y1}L${to.x} ${to.y}`, ...to, back: x2 > x1 ? -1 : 1, slope: (y2 - y1) / Math.abs(x2 - x1) };
	}

	function drawStroke(chart, stroke, map, x, first) {
		const text = wordsOfAll(stroke.packets), way = path(stroke, map, x);
		const group = element("g", { class: style(stroke.medium), role: "img", "aria-label": text, tabindex: first ? "0" : "-1" }, chart);
		element("path", { class: "hit", d: way.d }, group);
		element("path", { class: "line", d: way.d }, group);
		if (stroke.kind === "delivered") {
			const angle = Math.atan2((way.slope || 0), -way.back) * 180 / Math.PI;
			element("path", { class: "end", d: "M0 0L-8 3.5V-3.5Z", transform: `translate(${way.x} ${way.y}) rotate(${angle})` }, group);
		} else if (stroke.kind === "open") {
			element("circle", { class: "end", cx: way.x, cy: way.y, r: 3 }, group);
		} else {
			element("path", { class: "lost", d: `M${way.x - 4} ${way.y - 4}l8 8m0 -8l-8 8` }, group);
		}
		if (stroke.packets.some((packet) => packet.faults.length)) {
			element("path", { class: "lost", d: `M${x(stroke.from)} ${map.y(stroke.time) - 5}l5 5l-5 5l-5 -5z` }, group);
		}
		return group;
	}

	function drawMarks(chart, map, x) {
		for (const mark of data.marks) {
			if (mark.time < state.from || mark.time > state.to) continue;
			const text = `${seconds(mark.time)} s: ${lineName(mark.line)}, ${mark.kind}: ${mark.text}`;
			const group = element("g", { role: "img", "aria-label": text, tabindex: "-1" }, chart);
			element("rect", { class: `mark ${mark.kind}`, x: x(mark.line) - 5, y: map.y(mark.time) - 5, width: 10, height: 10, rx: 2 }, group);
		}
	}

	function drawNames(width, x, step) {
		const names = at("names");
		names.textContent = "";
		names.style.width = `${width}px`;
		data.lines.forEach((line, place) => {
			const side = `${line.faction}, ${line.realm}`;
			const cell = html("div", { title: `${line.name}, ${side}` }, names, line.name);
			Object.assign(cell.style, { left: `${x(place) - step / 2}px`, width: `${step}px` });
			html("span", { className: "quiet" }, cell, side);
		});
	}

	const chosen = () => data.packets.filter((packet) => packet.time >= state.from && packet.time <= state.to && !state.off.has(packet.medium));

	function draw() {
		const packets = chosen(), list = strokes(packets), box = at("box"), chart = at("chart");
		const lines = data.lines.length, room = Math.max(box.clientWidth - AXIS - 8, 200);
		const step = Math.max(LINE_WIDTH, Math.min(260, room / lines)), width = Math.round(AXIS + step * lines);
		const x = (place) => AXIS + step * (place + 0.5), map = timeMap(list);
		hideTip();
		chart.textContent = "";
		chart.setAttribute("width", width);
		chart.setAttribute("height", Math.ceil(map.height));
		chart.setAttribute("aria-label", `Space-time diagram of ${lines} players, from ${seconds(state.from)} to ${seconds(state.to)} seconds`);
		drawNames(width, x, step);
		drawAxis(chart, map, width, x);
		list.forEach((stroke, place) => drawStroke(chart, stroke, map, x, place === 0));
		drawMarks(chart, map, x);
		for (const gap of map.gaps) {
			const label = element("text", { x: AXIS - 8, y: gap.y + 4, "text-anchor": "end" }, chart, `${Math.round(gap.seconds)} s \u22ee`);
			element("title", {}, label, "nothing for so long");
		}
		at("shown").textContent = `${packets.length} of ${data.packets.length} packets, ${seconds(state.from)} to ${seconds(state.to)} s.`;
		drawStrip();
		fillRows();
	}

	function drawStrip() {
		const strip = at("strip"), columns = 200, span = Math.max(data.end - data.start, 0.001);
		const counts = new Array(columns).fill(0);
		for (const packet of data.packets) counts[Math.min(columns - 1, Math.floor((packet.time - data.start) / span * columns))]++;
		const most = Math.max(1, ...counts);
		strip.textContent = "";
		strip.setAttribute("viewBox", `0 0 ${columns} 40`);
		strip.setAttribute("aria-label", `Packets over time; the most in one column: ${most}. The window shown is marked.`);
		counts.forEach((count, place) => {
			const height = count ? Math.max(2, 38 * Math.sqrt(count / most)) : 0;
			if (height) element("rect", { x: place, y: 40 - height, width: 0.9, height }, strip);
		});
		const left = (state.from - data.start) / span * columns, right = (state.to - data.start) / span * columns;
		element("rect", { class: "window", x: left, y: 0, width: Math.max(1, right - left), height: 40 }, strip);
	}

	function fillRows() {
		const rows = at("rows");
		const place = rows.querySelector("div");
		place.textContent = "";
		if (!rows.open) return;
		const table = html("table", {}, place), headRow = html("tr", {}, html("thead", {}, table));
		for (const title of ["Time", "From", "To", "Medium", "Bytes", "What became of it", "Message"]) html("th", { scope: "col" }, headRow, title);
		const body = html("tbody", {}, table);
		for (const packet of chosen()) {
			const row = html("tr", {}, body), to = packet.to === null ? packet.receiver : lineName(packet.to);
			for (const cell of [`${seconds(packet.time)} s`, lineName(packet.from), to, packet.medium, packet.bytes, fate(packet), packet.text]) html("td", {}, row, cell);
		}
	}

	// Hover and focus

	const tip = at("tip");
	function hideTip() { tip.hidden = true; }
	function showTip(text, left, top) {
		tip.textContent = text;
		tip.hidden = false;
		const size = tip.getBoundingClientRect();
		tip.style.left = `${Math.max(8, Math.min(left + 14, document.documentElement.clientWidth - size.width - 8))}px`;
		const below = top + 18, above = top - size.height - 14;
		tip.style.top = `${Math.max(8, below + size.height > window.innerHeight ? above : below)}px`;
	}
	const strokeOf = (event) => event.target.closest("g[role=img]");
	function choose(group) {
		for (const old of at("chart").querySelectorAll(".chosen")) old.classList.remove("chosen");
		group.classList.add("chosen");
		at("detail").textContent = group.getAttribute("aria-label");
	}
	at("chart").addEventListener("pointermove", (event) => {
		const group = strokeOf(event);
		if (group) showTip(group.getAttribute("aria-label"), event.clientX, event.clientY); else hideTip();
	});
	at("chart").addEventListener("pointerleave", hideTip);
	at("chart").addEventListener("click", (event) => { if (strokeOf(event)) choose(strokeOf(event)); });
	at("chart").addEventListener("focusin", (event) => { if (strokeOf(event)) choose(strokeOf(event)); });
	at("chart").addEventListener("keydown", (event) => {
		const all = [...at("chart").querySelectorAll("g[role=img]")], now = all.indexOf(document.activeElement);
		const steps = { ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 };
		if (now < 0 || !(event.key in steps)) return;
		event.preventDefault();
		const next = all[Math.max(0, Math.min(all.length - 1, steps[event.key]))];
		all[now].setAttribute("tabindex", "-1");
		next.setAttribute("tabindex", "0");
		next.focus();
	});

	// Controls

	function show(from, to) {
		state.from = Math.max(data.start, Math.min(from, data.end));
		state.to = Math.max(state.from, Math.min(to, data.end));
		at("from").value = seconds(state.from);
		at("to").value = seconds(state.to);
		draw();
	}
	function shift(direction) {
		const span = Math.max(state.to - state.from, 1);
		const from = Math.max(data.start, Math.min(state.from + direction * span, data.end - span));
		show(from, from + span);
	}
	function readWindow() {
		const from = parseFloat(at("from").value), to = parseFloat(at("to").value);
		if (from < to) show(from, to);
	}
	function addControls() {
		for (const scale of SCALES) html("option", { value: scale, selected: scale === state.scale }, at("scale"), `${scale} px a second`);
		for (const medium of media) {
			const label = html("label", {}, at("media"));
			const tick = html("input", { type: "checkbox", checked: true }, label);
			label.append(` ${medium}`);
			tick.addEventListener("change", () => { state.off[tick.checked ? "delete" : "add"](medium); draw(); });
			const key = html("span", { className: `key ${style(medium)}` }, at("legend"));
			element("line", { x1: 0, x2: 28, y1: 6, y2: 6 }, element("svg", {}, key));
			key.append(medium);
		}
		const lost = html("span", { className: "key" }, at("legend"));
		element("path", { class: "lost", d: "M10 2l8 8m0 -8l-8 8" }, element("svg", {}, lost));
		lost.append("lost or refused");
		const fault = html("span", { className: "key" }, at("legend"));
		element("path", { class: "lost", d: "M14 1l5 5l-5 5l-5 -5z" }, element("svg", {}, fault));
		fault.append("touched by a fault");
		const open = html("span", { className: "key m2" }, at("legend"));
		element("path", { class: "open", d: "M2 6h16m0 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0" }, element("svg", {}, open));
		open.append("to somebody not drawn, or nobody");
		at("from").addEventListener("change", readWindow);
		at("to").addEventListener("change", readWindow);
		at("controls").addEventListener("submit", (event) => { event.preventDefault(); readWindow(); });
		at("scale").addEventListener("change", () => { state.scale = Number(at("scale").value); draw(); });
		at("earlier").addEventListener("click", () => shift(-1));
		at("later").addEventListener("click", () => shift(1));
		at("all").addEventListener("click", () => show(data.start, data.end));
		at("rows").addEventListener("toggle", fillRows);
		at("strip").addEventListener("click", (event) => {
			const size = at("strip").getBoundingClientRect(), span = state.to - state.from;
			const middle = data.start + (event.clientX - size.left) / size.width * (data.end - data.start);
			const from = Math.max(data.start, Math.min(middle - span / 2, data.end - span));
			show(from, from + span);
		});
		let width = window.innerWidth;
		window.addEventListener("resize", () => { if (window.innerWidth !== width) { width = window.innerWidth; draw(); } });
	}

	at("diagram").hidden = false;
	addControls();
	const last = data.packets[FIRST_STROKES];
	show(data.start, last ? last.time : data.end);
})();
