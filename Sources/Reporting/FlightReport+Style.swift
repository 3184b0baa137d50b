extension FlightReport {
  /// How the page looks, on screens and on paper.
  static let style = """
    :root {
      --ink: #1c2721; --soft: #55635a; --line: #dde3dc; --paper: #fff; --ground: #f5f6f2;
      --accent: #2c6a43; --tint: #b9d3c1; --amber: #8a5200; --red: #a32618;
      color-scheme: light;
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.55 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
    header { padding-top: 56px; }
    .over { margin: 0; color: var(--accent); font-weight: 600; }
    .over span { color: var(--soft); font-weight: 400; padding: 0 .3em; }
    h1 { margin: 4px 0 0; font-size: 40px; line-height: 1.15; letter-spacing: -.02em; font-weight: 700; }
    .day { margin: 8px 0 0; font-size: 18px; color: var(--soft); }
    dl, dd, dt, figure { margin: 0; }
    dt { color: var(--soft); font-size: 13px; }
    .facts {
      display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px 32px;
      margin-top: 32px; padding-top: 20px; border-top: 1px solid var(--line);
    }
    .facts dd { font-size: 15px; }
    section { margin: 40px 0; padding: 32px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
    h2 { margin: 0 0 20px; font-size: 22px; line-height: 1.25; letter-spacing: -.01em; }
    h3 { margin: 36px 0 12px; font-size: 17px; }
    h2 + h3 { margin-top: 0; }
    .notices { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; }
    .notices li { display: grid; grid-template-columns: 108px 1fr; gap: 12px; align-items: baseline; }
    .notices .kind { font-size: 13px; font-weight: 600; color: var(--amber); }
    .notices .kind::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 8px;
      border-radius: 50%; background: currentColor; }
    .notices .refused .kind { color: var(--red); }
    .notices .refused .kind::before { border-radius: 0; }
    .notices .uncovered .kind { color: var(--soft); }
    .headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 24px 32px; }
    .headlines div { display: flex; flex-direction: column-reverse; }
    .headlines dd { font-size: 34px; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; }
    .totals { margin-top: 32px; }
    svg { display: block; }
    svg.bar { width: 100%; height: 14px; border-radius: 3px; outline: 1px solid rgb(28 39 33 / .25); }
    .totals > svg.bar { height: 28px; border-radius: 5px; margin-bottom: 16px; }
    .totals table { max-width: 560px; }
    .totals .interval { white-space: normal; }
    .totals tbody th:first-child { padding-left: 24px; text-indent: -24px; }
    .totals tbody .swatch { text-indent: 0; }
    .swatch { display: inline-block; width: 14px; height: 14px; margin-right: 10px; border-radius: 3px;
      border: 1px solid rgb(28 39 33 / .35); vertical-align: -2px; }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 14.5px; line-height: 22px; }
    caption { padding: 0 0 8px; text-align: left; font-weight: 600; }
    th, td { padding: 8px 10px; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
    th:first-child, td:first-child { padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--soft); font-size: 13px; font-weight: 600; vertical-align: bottom;
      border-bottom: 1px solid var(--soft); }
    tbody th { font-weight: 600; white-space: normal; min-width: 120px; max-width: 260px; }
    tbody tr:last-child > * { border-bottom: 0; }
    .number { text-align: right; }
    .unit { font-weight: 400; }
    td > svg { min-width: 110px; }
    .scroll { overflow-x: auto; }
    .scroll + .scroll { margin-top: 36px; }
    .scroll table { overflow-wrap: normal; }
    .scroll tbody th, .scroll thead th:first-child { position: sticky; left: 0; background: var(--paper); padding-right: 16px; }
    thead .unit { display: block; }
    thead button { display: inline-grid; grid-template-columns: auto auto; column-gap: 4px; margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit;
      text-align: inherit; cursor: pointer; }
    thead button:hover { color: var(--ink); text-decoration: underline; text-underline-offset: 3px; }
    thead button .unit { grid-area: 2 / 1; }
    thead .number button .unit { grid-area: 2 / 2; }
    thead .text button::after, thead .number button::before { content: var(--sign, "↕"); opacity: .45; }
    th[aria-sort] button { color: var(--accent); }
    thead th[aria-sort="ascending"] button::after, thead th[aria-sort="ascending"] button::before { --sign: "↑"; opacity: 1; }
    thead th[aria-sort="descending"] button::after, thead th[aria-sort="descending"] button::before { --sign: "↓"; opacity: 1; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
    .map { width: min(100%, 78vh * var(--ratio)); min-width: min(100%, 320px); margin: 0 auto; }
    .layers { position: relative; overflow: hidden; border-radius: 8px; background: var(--line); }
    .layers img { display: block; width: 100%; height: auto; }
    .layers .mask { position: absolute; inset: 0; height: 100%; opacity: .7; }
    .scale { position: absolute; left: 16px; bottom: 14px; border: solid #fff; border-width: 0 2px 2px; height: 9px;
      filter: drop-shadow(0 0 2px #000) drop-shadow(0 0 1px #000); }
    .scale span { position: absolute; left: 0; bottom: 6px; width: max-content; color: #fff; font-size: 13px; font-weight: 600; padding-left: 4px; }
    .outlines { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
    .outlines path { fill: none; stroke: #fff; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .outlines text { fill: #fff; stroke: #000a; stroke-width: .2em; paint-order: stroke; font-weight: 600;
      text-anchor: middle; dominant-baseline: middle; }
    .north { position: absolute; top: 14px; right: 16px; width: 26px; height: 39px; fill: #fff;
      filter: drop-shadow(0 0 2px #000) drop-shadow(0 0 1px #000); }
    .north text { font-size: 11px; font-weight: 700; text-anchor: middle; }
    .controls { display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: center; margin-top: 14px; font-size: 14.5px; }
    .controls[hidden] { display: none; }
    .controls label { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; }
    input { accent-color: var(--accent); }
    input[type="checkbox"] { width: 18px; height: 18px; margin: 0; }
    .legend { display: flex; flex-wrap: wrap; gap: 6px 24px; margin: 12px 0 0; padding: 0; list-style: none; font-size: 14.5px; }
    .spread { margin-bottom: 28px; }
    .plot { position: relative; padding-top: 20px; }
    svg.histogram { width: 100%; height: 140px; fill: var(--accent); border-bottom: 1px solid var(--soft); }
    svg.histogram .mark { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; }
    span.mark { position: absolute; top: 0; padding-left: 5px; font-size: 13px; line-height: 18px; white-space: nowrap; }
    span.mark.late { transform: translateX(-100%); padding: 0 5px 0 0; }
    .ticks { position: relative; height: 24px; font-size: 13px; color: var(--soft); }
    .ticks span { position: absolute; top: 4px; transform: translateX(-50%); white-space: nowrap; }
    figcaption { color: var(--soft); font-size: 14px; }
    .legend { color: var(--ink); }
    svg.box { width: 150px; height: 16px; }
    svg.box rect { fill: var(--tint); }
    svg.box line { stroke: var(--accent); stroke-width: 1.5; }
    svg.box .median { stroke: var(--ink); stroke-width: 2; }
    svg.interval { width: 180px; height: 16px; margin-right: 2px; overflow: visible; }
    svg.interval rect { fill-opacity: .45; }
    svg.interval .whisker { stroke: var(--ink); stroke-width: 1.5; }
    svg.interval .mapped { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 2 2; }
    footer .note { margin: 0; padding: 24px 0 56px; color: var(--soft); font-size: 14px; }
    .totals .note { margin: 14px 0 0; color: var(--soft); font-size: 14px; max-width: 76ch; }
    .lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 8px 48px; }
    .scroll + .lists { margin-top: 12px; }
    .pairs div { display: flex; justify-content: space-between; gap: 24px; padding: 7px 0; border-bottom: 1px solid var(--line); font-size: 14.5px; }
    .pairs div:last-child { border-bottom: 0; }
    .pairs dt { font-size: inherit; }
    .pairs dd { text-align: right; }
    @media (max-width: 640px) {
      header, main, footer { padding: 0 16px; }
      header { padding-top: 32px; }
      h1 { font-size: 29px; }
      section { margin: 20px -16px; padding: 24px 16px; border-width: 1px 0; border-radius: 0; }
      .facts, .headlines { grid-template-columns: 1fr 1fr; gap: 16px 20px; }
      .headlines dd { font-size: 27px; }
      .notices li { grid-template-columns: 1fr; gap: 0; }
      th, td { padding: 8px 9px; }
      .scroll tbody th { min-width: 96px; max-width: 38vw; }
      .totals tbody th { min-width: 72px; }
      .totals thead th { white-space: normal; }
      .totals :is(th, td):not(:first-child, :last-child) { padding-left: 5px; padding-right: 5px; }
    }
    @media print {
      @page { margin: 13mm; }
      :root { --ground: #fff; }
      body { font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      header, main, footer { max-width: none; padding: 0; }
      h1 { font-size: 24pt; }
      h2 { margin-bottom: 8pt; font-size: 14pt; }
      .facts { margin-top: 12pt; padding-top: 10pt; gap: 8pt 24pt; }
      .headlines dd { font-size: 18pt; }
      .totals { margin-top: 12pt; }
      .totals > svg.bar { height: 14pt; margin-bottom: 8pt; }
      .plot { margin: 0 12pt; }
      .scroll + .scroll { margin-top: 18pt; }
      section { margin: 12pt 0 0; padding: 10pt 0 0; border-width: 1px 0 0; border-radius: 0; }
      .controls, thead button::after, thead button::before { display: none !important; }
      thead button, thead button .unit { display: contents; }
      thead .unit::before { content: " "; }
      .scroll { overflow: visible; }
      .scroll tbody th, .scroll thead th:first-child { position: static; }
      .map { width: min(100%, 120mm * var(--ratio)); }
      table { font-size: 8pt; line-height: 1.4; }
      th, td { padding: 3pt 4pt; }
      tbody th { min-width: 0; }
      thead th { font-size: 7.5pt; }
      svg.box, svg.interval { width: 80pt; }
      td > svg { min-width: 60pt; }
      thead { display: table-header-group; }
      tr, figure, .totals, .method, .notices li, .pairs div { break-inside: avoid; }
      h2, h3, caption { break-after: avoid; }
    }
    """
}
