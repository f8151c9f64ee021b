// The worst contrast of text and of strokes with the page (WCAG 2), and how light the page is.
const channel = (value) => { const c = value / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = (rgb) => { const [r, g, b] = rgb.match(/[0-9.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
const page = getComputedStyle(document.body).backgroundColor;
seen.page = light(page);
const worst = (selector, property) => Math.min(...[...document.querySelectorAll(selector)].map((one) => contrast(getComputedStyle(one)[property], page)));
seen.text = worst("p, h1, h2, dt, dd, td, th, li, caption, figcaption, .verdict", "color");
seen.axis = worst("#chart text", "fill");
seen.lines = worst("#chart .line, #chart .lost", "stroke");
