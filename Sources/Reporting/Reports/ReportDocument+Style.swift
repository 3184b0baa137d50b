extension ReportDocument {
  /// How the page looks, on screens and on paper.
  static let style = """
    :root {
      --ink: #1c2721; --soft: #55635a; --line: #dde3dc; --paper: #fff; --ground: #f5f6f2;
      --accent: #2c6a43; --amber: #8a5200; color-scheme: light;
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.55 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
      -webkit-print-color-adjust: exact; print-color-adjust: exact;
    }
    header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
    header { padding-top: 56px; }
    .over { margin: 0; color: var(--accent); font-weight: 600; }
    h1 { margin: 4px 0 0; font-size: 40px; line-height: 1.15; letter-spacing: -.02em; }
    .day { margin: 8px 0 0; font-size: 18px; color: var(--soft); }
    dl, dd, dt, figure { margin: 0; }
    dt { color: var(--soft); font-size: 13px; }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px 32px;
      margin-top: 28px; padding-top: 20px; border-top: 1px solid var(--line); }
    section { margin: 32px 0; padding: 28px 32px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
    h2 { margin: 0 0 16px; font-size: 22px; line-height: 1.25; letter-spacing: -.01em; }
    h3 { margin: 28px 0 8px; font-size: 17px; }
    section > :last-child { margin-bottom: 0; }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    section p { margin: 0 0 14px; max-width: 76ch; }
    a { color: var(--accent); }
    .notices { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; }
    .notices li { display: grid; grid-template-columns: 130px 1fr; gap: 12px; align-items: baseline; }
    .notices .kind { font-size: 13px; font-weight: 600; color: var(--amber); }
    .notices .kind::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 8px;
      border-radius: 50%; background: currentColor; }
    .bar { display: flex; gap: 1px; height: 28px; margin-bottom: 16px; border-radius: 5px; overflow: hidden;
      outline: 1px solid rgb(28 39 33 / .35); background: #fff; }
    .bar span { flex-basis: 0; min-width: 1px; }
    .swatch { display: inline-block; width: 14px; height: 14px; margin-right: 10px; border-radius: 3px;
      border: 1px solid rgb(28 39 33 / .45); vertical-align: -2px; }
    .hatched { background-image: repeating-linear-gradient(135deg, rgb(0 0 0 / .6) 0 1.5px, transparent 1.5px 5px); }
    .crossed { background-image: repeating-linear-gradient(135deg, rgb(0 0 0 / .6) 0 1px, transparent 1px 5px),
      repeating-linear-gradient(45deg, rgb(0 0 0 / .6) 0 1px, transparent 1px 5px); }
    .dotted { background-image: radial-gradient(circle at 2px 2px, rgb(0 0 0 / .7) 1.2px, transparent 1.5px); background-size: 5px 5px; }
    .nodata { background: repeating-linear-gradient(45deg, #cfd3cd 0 1.5px, #f1f3ef 1.5px 5px); }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 14.5px; line-height: 22px; }
    caption { padding: 0 0 8px; text-align: left; font-weight: 600; }
    th, td { padding: 7px 10px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    td { white-space: nowrap; }
    th:first-child, td:first-child { padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--soft); font-size: 13px; font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--soft); }
    tbody th { font-weight: 600; min-width: 110px; max-width: 300px; }
    tbody tr:last-child > * { border-bottom: 0; }
    .number { text-align: right; }
    .unit { display: block; font-weight: 400; }
    .scroll { overflow-x: auto; margin-bottom: 20px; }
    .scroll table { overflow-wrap: normal; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
    .note, figcaption { color: var(--soft); font-size: 14px; }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 20px 32px; margin-bottom: 14px; }
    .charts figcaption { color: var(--ink); font-weight: 600; }
    svg.season { display: block; width: 100%; height: auto; max-width: 460px; }
    svg.season text { font-size: 12px; fill: var(--soft); }
    svg.season .grid { stroke: var(--line); stroke-width: 1; }
    svg.season .line { fill: none; stroke-width: 2; }
    svg.season .whisker { stroke: var(--ink); stroke-width: 1.3; fill: none; }
    .map { width: min(100%, 82vh * var(--ratio)); min-width: min(100%, 300px); margin: 0 0 8px; }
    .layers { position: relative; }
    .layers img { display: block; width: 100%; height: auto; image-rendering: pixelated; }
    .outlines { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
    .outlines path { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .outlines rect { fill: none; stroke: #000; stroke-width: 2; vector-effect: non-scaling-stroke; }
    .outlines text { fill: #000; stroke: #fff; stroke-width: .28em; paint-order: stroke; font-weight: 700;
      text-anchor: middle; dominant-baseline: central; }
    .north { position: absolute; top: 8px; right: 8px; width: 28px; height: 42px; fill: var(--ink); stroke: #fff; stroke-width: 2; paint-order: stroke; }
    .north text { font-size: 11px; font-weight: 700; text-anchor: middle; }
    .scale { margin-top: 12px; border: solid var(--ink); border-width: 0 2px 2px; height: 9px; position: relative; }
    .scale span { position: absolute; left: calc(100% + 8px); top: -8px; width: max-content; font-size: 13px; font-weight: 600; }
    .legend { display: flex; flex-wrap: wrap; gap: 6px 24px; margin: 16px 0 8px; padding: 0; list-style: none; font-size: 14.5px; }
    .spots { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 20px 24px; }
    .enlarged { position: relative; }
    .enlarged img { display: block; width: 100%; height: auto; image-rendering: pixelated; background: #fff; outline: 1px solid var(--line); }
    .enlarged::after { content: ""; position: absolute; inset: 25%; border: 2px solid #000; outline: 1px solid #fff; }
    .spots b { color: var(--ink); }
    .spots figcaption { margin-top: 6px; }
    .pairs div { display: flex; justify-content: space-between; gap: 24px; padding: 7px 0; border-bottom: 1px solid var(--line); font-size: 14.5px; }
    .pairs dt { font-size: inherit; flex: none; max-width: 50%; }
    .pairs dd { text-align: right; }
    details { margin-top: 12px; font-size: 14px; }
    pre { white-space: pre-wrap; font-size: 12px; background: var(--ground); padding: 12px; border-radius: 6px; }
    .links { columns: 3 200px; padding-left: 20px; }
    footer .note { margin: 0; padding: 8px 0 48px; }
    @media (max-width: 640px) {
      header, main, footer { padding: 0 16px; }
      header { padding-top: 28px; }
      h1 { font-size: 29px; }
      section { margin: 18px -16px; padding: 22px 16px; border-width: 1px 0; border-radius: 0; }
      .facts { grid-template-columns: 1fr 1fr; gap: 14px 20px; }
      .notices li { grid-template-columns: 1fr; gap: 0; }
      th, td { padding: 7px 8px; }
      tbody th { min-width: 92px; }
      .swatch { margin-right: 6px; }
      .spots { grid-template-columns: 1fr 1fr; gap: 16px; }
    }
    @media print {
      @page { margin: 14mm; }
      :root { --ground: #fff; }
      body { font-size: 10pt; }
      header, main, footer { max-width: none; padding: 0; }
      h1 { font-size: 23pt; }
      h2 { font-size: 14pt; margin-bottom: 7pt; }
      .facts { grid-template-columns: repeat(auto-fit, minmax(84pt, 1fr)); margin-top: 10pt; padding-top: 8pt; gap: 6pt 20pt; }
      section { margin: 12pt 0 0; padding: 9pt 0 0; border-width: 1px 0 0; border-radius: 0; }
      .bar { height: 14pt; margin-bottom: 8pt; }
      .scroll { overflow: visible; margin-bottom: 10pt; }
      table { font-size: 8.5pt; line-height: 1.35; }
      th, td { padding: 3pt 4pt; }
      td { white-space: normal; }
      tbody th { min-width: 0; }
      thead { display: table-header-group; }
      .map { width: min(100%, 125mm * var(--ratio)); }
      .charts, .spots { display: block; }
      .charts figure, .spots figure { display: inline-block; width: 30.5%; margin: 0 1.5% 8pt 0; vertical-align: top; }
      .charts figcaption { font-size: 8.5pt; }
      figcaption, .note { font-size: 9pt; }
      .spots { break-before: avoid; }
      details { display: none; }
      tr, figure, .map, .charts figure, .spots figure, .notices li, .pairs div { break-inside: avoid; }
      h2, h3, h3 + .note, caption, thead { break-after: avoid; }
    }
    """
}
