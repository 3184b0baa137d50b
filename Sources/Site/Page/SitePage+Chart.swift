extension SitePage {
  /// A curve with its intervals.
  static let chart = #"""
    // A season's curve with its 95 % intervals as SVG.
    furrow.chart = (function () {
      const { make } = furrow;
      const box = { width: 480, height: 220, left: 58, right: 18, top: 14, bottom: 34 };

      // About four steps of 1, 2 or 5 times a power of ten.
      function ticks(low, high) {
        const raw = (high - low) / 4;
        const power = Math.pow(10, Math.floor(Math.log10(raw)));
        const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw * 0.999);
        const first = Math.floor(low / step);
        const last = Math.ceil(high / step - 1e-9);
        return { step, values: Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step) };
      }

      function range(points, fromZero) {
        const values = points.flatMap((point) => [point.value, point.lower, point.upper].filter(Number.isFinite));
        const low = fromZero ? 0 : Math.min(...values);
        const high = Math.max(...values);
        const room = high - low || Math.abs(high) || 1;
        return ticks(low, high > low ? high : low + room);
      }

      // points: {day, value, lower, upper, doubtful, now}; days without a number are left out.
      return function chart(points, { label, fromZero, text }) {
        const shown = points.filter((point) => Number.isFinite(point.value) && point.day);
        if (!shown.length) return null;
        const scale = range(shown, fromZero);
        const [low, high] = [scale.values[0], scale.values[scale.values.length - 1]];
        const times = shown.map((point) => Date.parse(point.day));
        const [start, end] = [Math.min(...times), Math.max(...times)];
        const wide = box.width - box.left - box.right;
        const x = (time) => box.left + (end > start ? (time - start) / (end - start) : 0.5) * wide;
        const y = (value) => box.height - box.bottom
          - ((value - low) / (high - low)) * (box.height - box.top - box.bottom);
        const parts = scale.values.map((value) => make('g', {},
          make('line', { class: 'grid', x1: box.left, x2: box.width - box.right, y1: y(value), y2: y(value) }),
          make('text', { x: box.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, text(value, scale.step))));
        const ends = end > start ? [[start, 'start', box.left], [end, 'end', box.width - box.right]]
          : [[start, 'middle', x(start)]];
        ends.forEach(([time, anchor, place]) => parts.push(make('text',
          { x: place, y: box.height - 10, 'text-anchor': anchor },
          furrow.day(new Date(time).toISOString().slice(0, 10)))));
        shown.forEach((point, place) => {
          if (point.now) {
            parts.push(make('line', { class: 'now', x1: x(times[place]), x2: x(times[place]), y1: box.top, y2: y(low) }));
          }
        });
        const path = shown.map((point, place) => (place ? 'L' : 'M') + x(times[place]) + ' ' + y(point.value)).join('');
        parts.push(make('path', { class: 'line', d: path }));
        shown.forEach((point, place) => {
          const at = x(times[place]);
          if (Number.isFinite(point.lower) && Number.isFinite(point.upper)) {
            [[at, at, point.lower, point.upper], [at - 5, at + 5, point.lower, point.lower],
              [at - 5, at + 5, point.upper, point.upper]].forEach(([x1, x2, from, to]) =>
              parts.push(make('line', { class: 'whisker', x1, x2, y1: y(from), y2: y(to) })));
          }
          parts.push(make('circle',
            { class: point.doubtful ? 'dot doubtful' : 'dot', cx: at, cy: y(point.value), r: point.now ? 6 : 4.5 },
            make('title', {}, furrow.day(point.day) + ': ' + text(point.value))));
        });
        return make('svg',
          { class: 'chart', viewBox: '0 0 ' + box.width + ' ' + box.height, role: 'img', 'aria-label': label }, ...parts);
      };
    })();

    """#
}
