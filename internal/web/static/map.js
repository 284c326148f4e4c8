// The map and the timeline of a list of events. They show what the list shows, and choosing a part of them chooses in the list.
"use strict";

// inks are the colours and the font of the page, asked for once a drawing: to ask takes long.
const inks = () => {
  const style = getComputedStyle(document.documentElement), of = (name) => style.getPropertyValue(name).trim();
  return { sea: of("--sea"), land: of("--land"), soft: of("--soft"), line: of("--line"), ink: of("--ink"), accent: of("--accent"), onAccent: of("--accent-ink"), sans: of("--sans") };
};
const clamp = (v, low, high) => Math.min(high, Math.max(low, v));

// Web Mercator, in fractions of the world's width.
const x = (lon) => (lon + 180) / 360;
const y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (clamp(lat, -85, 85) * Math.PI) / 360)) / (2 * Math.PI);
const lonOf = (u) => u * 360 - 180;
const latOf = (v) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - v) * 2 * Math.PI)) - 90;

// unfold turns the steps of land.json into points.
const unfold = (steps) => {
  const points = new Float64Array(steps.length);
  let a = 0, b = 0;
  for (let i = 0; i < steps.length; i += 2) {
    a += steps[i]; b += steps[i + 1];
    points[i] = x(a / 100); points[i + 1] = y(b / 100);
  }
  return points;
};

// choose opens the list with other values in its address; an empty one takes the key out.
const choose = (values) => {
  const address = new URL(location.href);
  for (const [key, value] of Object.entries(values)) {
    if (value) address.searchParams.set(key, value); else address.searchParams.delete(key);
  }
  address.searchParams.delete("after");
  if (showList) showList(address.href); else location.assign(address);
};

// fit sizes a canvas to its box on the page, sharp on dense screens.
const fit = (canvas) => {
  const ratio = devicePixelRatio || 1, box = canvas.getBoundingClientRect();
  canvas.width = Math.round(box.width * ratio); canvas.height = Math.round(box.height * ratio);
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { pen, width: box.width, height: box.height };
};

// kilometres is the radius within which something lies whose place is told to a precision; 0 for a town and what is smaller.
const kilometres = (precision = "") => ({ admin2: 25, region: 80, admin1: 80, sea: 120, country: 300 })[precision.split("-").pop()] || 0;

class WorldMap {
  constructor(canvas, land, dots) {
    this.canvas = canvas;
    this.land = land.land.map(unfold); this.borders = land.borders.map(unfold); this.paths = new Map();
    this.take(dots);
    this.frame();
    this.listen();
  }

  // take keeps dots, and of those whose places are uncertain one a place: its area is drawn once, however many events lie there.
  take(dots) {
    this.dots = dots.filter((d) => d.placed).map((d) => ({ ...d, x: x(d.lon || 0), y: y(d.lat || 0) }));
    this.vague = [...new Map(this.dots.filter((d) => kilometres(d.precision)).map((d) => [`${d.x} ${d.y} ${d.precision}`, d])).values()];
  }

  // show shows other dots where the map stands.
  show(dots) { this.take(dots); this.draw(); }

  // frame shows all dots, or the world where there is none.
  frame() {
    const { width, height } = this.canvas.getBoundingClientRect();
    let [w, e, n, s] = [0.25, 0.75, 0.25, 0.6];
    if (this.dots.length) {
      const xs = this.dots.map((d) => d.x), ys = this.dots.map((d) => d.y);
      [w, e, n, s] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    }
    this.scale = clamp(0.8 * Math.min(width / Math.max(e - w, 1e-6), height / Math.max(s - n, 1e-6)), width, 4e5);
    this.cx = (w + e) / 2; this.cy = (n + s) / 2;
    this.draw();
  }

  at(px, py) { return [this.cx + (px - this.width / 2) / this.scale, this.cy + (py - this.height / 2) / this.scale]; }
  px(u) { return (u - this.cx) * this.scale + this.width / 2; }
  py(v) { return (v - this.cy) * this.scale + this.height / 2; }

  // traced gives lines as one path, in fractions of the world, as fine as can be seen at this scale: points closer to the last one are left out. It is
  // kept, since to trace the coasts takes longer than all else that is drawn.
  traced(name, lines, close) {
    const level = Math.ceil(Math.log2(this.scale)), key = name + level, near = 1.5 / 2 ** level;
    if (this.paths.has(key)) return this.paths.get(key);
    const path = new Path2D();
    for (const p of lines) {
      let a = p[0], b = p[1];
      path.moveTo(a, b);
      for (let i = 2; i < p.length; i += 2) {
        if (i < p.length - 2 && Math.abs(p[i] - a) + Math.abs(p[i + 1] - b) < near) continue;
        path.lineTo(a = p[i], b = p[i + 1]);
      }
      if (close) path.closePath();
    }
    this.paths.set(key, path);
    return path;
  }

  // coasts draws the land and its borders, also where they stand again a whole world to the west and to the east.
  coasts(pen, ink) {
    const land = this.traced("land", this.land, true), borders = this.traced("borders", this.borders, false);
    for (const shift of [-1, 0, 1]) {
      if (this.px(1 + shift) < 0 || this.px(shift) > this.width) continue;
      pen.save();
      pen.translate(this.px(shift), this.py(0)); pen.scale(this.scale, this.scale);
      pen.fillStyle = ink.land; pen.fill(land, "evenodd");
      pen.strokeStyle = ink.soft; pen.lineWidth = 0.6 / this.scale; pen.stroke(land);
      pen.setLineDash([3 / this.scale, 3 / this.scale]); pen.stroke(borders);
      pen.restore();
    }
  }

  draw() {
    const { pen, width, height } = fit(this.canvas), ink = inks();
    this.width = width; this.height = height;
    pen.fillStyle = ink.sea; pen.fillRect(0, 0, width, height);
    this.coasts(pen, ink);
    this.clusters = this.cluster();
    for (const d of this.vague) this.area(pen, d, ink);
    for (const c of this.clusters) this.dot(pen, c, ink);
    if (this.box) {
      pen.strokeStyle = ink.accent; pen.lineWidth = 2;
      pen.strokeRect(this.box[0], this.box[1], this.box[2] - this.box[0], this.box[3] - this.box[1]);
    }
  }

  // soon draws with the next frame, once however often the pointer moves.
  soon() { this.due ||= requestAnimationFrame(() => { this.due = 0; this.draw(); }); }

  // cluster puts dots that would cover each other together.
  cluster() {
    const cells = new Map(), size = 36;
    for (const d of this.dots) {
      const a = this.px(d.x), b = this.py(d.y);
      if (a < -size || b < -size || a > this.width + size || b > this.height + size) continue;
      const key = `${Math.floor(a / size)} ${Math.floor(b / size)}`;
      const c = cells.get(key) || { a: 0, b: 0, n: 0, all: [] };
      c.a += a; c.b += b; c.n++; c.all.push(d);
      cells.set(key, c);
    }
    return [...cells.values()].map((c) => ({ ...c, a: c.a / c.n, b: c.b / c.n }));
  }

  // area draws an uncertain place as wide as it is uncertain: the circle in which a district, a region or a country would lie.
  area(pen, d, ink) {
    const wide = kilometres(d.precision), radius = (wide / (40075 * Math.cos((latOf(d.y) * Math.PI) / 180))) * this.scale;
    const a = this.px(d.x), b = this.py(d.y);
    if (radius < 8 || radius > 2 * this.width || a + radius < 0 || b + radius < 0 || a - radius > this.width || b - radius > this.height) return;
    pen.beginPath(); pen.arc(a, b, radius, 0, 2 * Math.PI);
    pen.globalAlpha = 0.07; pen.fillStyle = ink.accent; pen.fill(); pen.globalAlpha = 0.35;
    pen.setLineDash([3, 4]); pen.strokeStyle = ink.accent; pen.lineWidth = 1; pen.stroke(); pen.setLineDash([]); pen.globalAlpha = 1;
  }

  dot(pen, c, ink) {
    const radius = clamp(5 + 3 * Math.log2(c.n), 5, 24);
    const vague = c.all.every((d) => kilometres(d.precision) > 0);
    pen.beginPath(); pen.arc(c.a, c.b, vague ? radius + 8 : radius, 0, 2 * Math.PI);
    pen.globalAlpha = vague ? 0.25 : 0.85; pen.fillStyle = ink.accent; pen.fill(); pen.globalAlpha = 1;
    if (vague) { pen.setLineDash([2, 3]); pen.strokeStyle = ink.accent; pen.lineWidth = 1; pen.stroke(); pen.setLineDash([]); }
    if (c.n > 1) {
      pen.fillStyle = vague ? ink.ink : ink.onAccent; pen.font = `600 11px ${ink.sans}`; pen.textAlign = "center"; pen.textBaseline = "middle";
      pen.fillText(c.n, c.a, c.b);
    }
  }

  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const [u, v] = this.at(px, py);
    this.scale = clamp(this.scale * factor, this.width, 4e6);
    this.cx = u - (px - this.width / 2) / this.scale; this.cy = v - (py - this.height / 2) / this.scale;
    this.draw();
  }

  listen() {
    const c = this.canvas, where = (e) => { const b = c.getBoundingClientRect(); return [e.clientX - b.left, e.clientY - b.top]; };
    let start = null;
    c.addEventListener("wheel", (e) => { e.preventDefault(); this.zoom(e.deltaY < 0 ? 1.3 : 1 / 1.3, ...where(e)); }, { passive: false });
    c.addEventListener("pointerdown", (e) => { start = { at: where(e), cx: this.cx, cy: this.cy, box: e.shiftKey }; c.setPointerCapture(e.pointerId); });
    c.addEventListener("pointermove", (e) => {
      if (!start) return;
      const [a, b] = where(e);
      if (start.box) this.box = [start.at[0], start.at[1], a, b];
      else { this.cx = start.cx - (a - start.at[0]) / this.scale; this.cy = start.cy - (b - start.at[1]) / this.scale; }
      this.soon();
    });
    c.addEventListener("pointerup", (e) => {
      const [a, b] = where(e), still = start && Math.hypot(a - start.at[0], b - start.at[1]) < 4;
      if (start && start.box && !still) this.select([start.at[0], start.at[1], a, b]);
      else if (still) this.open(a, b);
      start = null; this.box = null; this.draw();
    });
    c.addEventListener("keydown", (e) => {
      const step = 60 / this.scale, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      if (moves[e.key]) { e.preventDefault(); this.cx += moves[e.key][0]; this.cy += moves[e.key][1]; this.draw(); }
      if (e.key === "+" || e.key === "=") this.zoom(1.5);
      if (e.key === "-") this.zoom(1 / 1.5);
      if (e.key === "Enter") this.select([0, 0, this.width, this.height]);
    });
    addEventListener("resize", () => this.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  // select chooses the events of a part of the map: south, west, north, east.
  select([a, b, c, d]) {
    const [w, n] = this.at(Math.min(a, c), Math.min(b, d)), [e, s] = this.at(Math.max(a, c), Math.max(b, d));
    choose({ box: [latOf(s), lonOf(w), latOf(n), lonOf(e)].map((v) => clamp(v, -180, 180).toFixed(3)).join(",") });
  }

  open(a, b) {
    const hit = this.clusters.find((c) => Math.hypot(c.a - a, c.b - b) < clamp(8 + 3 * Math.log2(c.n), 8, 26));
    if (!hit) return;
    if (hit.n === 1) location.assign("/events/" + hit.all[0].id);
    else this.zoom(2.2, hit.a, hit.b);
  }
}

class Timeline {
  constructor(canvas, dots) {
    this.canvas = canvas;
    this.listen();
    this.show(dots);
  }

  show(dots) {
    const day = 86400;
    this.dots = dots.filter((d) => d.from);
    this.canvas.hidden = !this.dots.length;
    if (!this.dots.length) return;
    this.first = this.dots.reduce((least, d) => Math.min(least, d.from), Infinity) - day;
    this.last = this.dots.reduce((most, d) => Math.max(most, d.to || d.from), -Infinity) + day;
    this.draw();
  }

  // An event whose time is uncertain is spread over its interval, so that a month's guess does not stand as a spike on its first day.
  bins(n) {
    const bins = new Float64Array(n), wide = (this.last - this.first) / n;
    for (const d of this.dots) {
      const i = Math.floor((d.from - this.first) / wide), k = clamp(Math.floor(((d.to || d.from) - 1 - this.first) / wide), i, n - 1);
      for (let j = i; j <= k; j++) bins[j] += 1 / (k - i + 1);
    }
    return bins;
  }

  draw() {
    const { pen, width, height } = fit(this.canvas), floor = height - 20, bins = this.bins(Math.max(20, Math.floor(width / 6))), most = Math.max(...bins);
    this.width = width;
    pen.clearRect(0, 0, width, height);
    const ink = inks();
    pen.fillStyle = ink.accent;
    bins.forEach((v, i) => { const tall = v ? Math.max(2, (v / most) * (floor - 8)) : 0; pen.fillRect((i * width) / bins.length + 0.5, floor - tall, width / bins.length - 1, tall); });
    this.axis(pen, width, floor, ink);
    if (this.brush) { pen.globalAlpha = 0.2; pen.fillRect(Math.min(...this.brush), 0, Math.abs(this.brush[1] - this.brush[0]), floor); pen.globalAlpha = 1; }
  }

  axis(pen, width, floor, ink) {
    pen.strokeStyle = ink.line; pen.beginPath(); pen.moveTo(0, floor + 0.5); pen.lineTo(width, floor + 0.5); pen.stroke();
    pen.fillStyle = ink.soft; pen.font = `11px ${ink.sans}`; pen.textBaseline = "top"; pen.textAlign = "left";
    const years = (this.last - this.first) / 31557600, every = years > 0.9 ? Math.max(1, Math.ceil(years / (width / 60))) : 0;
    const from = new Date(this.first * 1000);
    for (let year = from.getUTCFullYear(); year <= new Date(this.last * 1000).getUTCFullYear(); year++) {
      for (let month = 0; month < 12; month += every ? 12 : 1) {
        const at = ((Date.UTC(year, month) / 1000 - this.first) / (this.last - this.first)) * width;
        if (at >= 0 && at < width - 20 && (!every || year % every === 0)) pen.fillText(every ? year : `${year}-${String(month + 1).padStart(2, "0")}`, at + 2, floor + 4);
      }
    }
  }

  dayAt(px) { return new Date((this.first + (clamp(px, 0, this.width) / this.width) * (this.last - this.first)) * 1000).toISOString().slice(0, 10); }

  listen() {
    const c = this.canvas, where = (e) => e.clientX - c.getBoundingClientRect().left;
    c.addEventListener("pointerdown", (e) => { this.brush = [where(e), where(e)]; c.setPointerCapture(e.pointerId); });
    c.addEventListener("pointermove", (e) => { if (this.brush) { this.brush[1] = where(e); this.draw(); } });
    c.addEventListener("pointerup", () => {
      const [a, b] = this.brush.sort((p, q) => p - q);
      this.brush = null;
      if (b - a > 4) choose({ from: this.dayAt(a), to: this.dayAt(b) }); else this.draw();
    });
    addEventListener("resize", () => { if (!c.hidden) this.draw(); });
  }
}

// tell says below the map when it shows a part of the events.
const tell = (dots) => { const part = document.getElementById("part"); part.hidden = dots.length < Number(part.dataset.most); };

const canvas = document.getElementById("map");
if (canvas) {
  Promise.all([fetch("/static/land.json"), fetch("/dots.json" + location.search)])
    .then((answers) => Promise.all(answers.map((a) => a.json())))
    .then(([land, dots]) => {
      const map = new WorldMap(canvas, land, dots), time = new Timeline(document.getElementById("timeline"), dots);
      tell(dots);
      document.body.dataset.ready = "yes";
      document.addEventListener("list", async () => {
        const answer = await fetch("/dots.json" + location.search), now = answer.ok ? await answer.json() : [];
        map.show(now); time.show(now); tell(now);
        document.body.dataset.shown = now.length;
      });
    });
}
