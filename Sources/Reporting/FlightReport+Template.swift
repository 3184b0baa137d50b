extension FlightReport {
  /// One table with its caption in a container of its own that scrolls.
  static let tableTemplate = """
    {{% CONTENT_TYPE: SCALAR-HTML}}
    <div class="scroll" tabindex="0" role="region" aria-label="{{caption}}">
    <table class="sortable">
    <caption>{{caption}}</caption>
    <thead><tr>
    {{#columns}}
    <th scope="col" class="{{kind}}"{{#isSortable}} data-sort="{{kind}}"{{/isSortable}}>\
    {{title}}{{#hasUnit}} <span class="unit">{{unit}}</span>{{/hasUnit}}</th>
    {{/columns}}
    </tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#heads}}<th scope="row" data-key="{{key}}">{{text}}</th>{{/heads}}\
    {{#cells}}<td class="{{kind}}" data-key="{{key}}">\
    {{#isChart}}{{{chart}}}{{/isChart}}{{^isChart}}{{text}}{{/isChart}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>

    """

  /// The whole page.
  static let pageTemplate = """
    {{% CONTENT_TYPE: SCALAR-HTML}}
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{flight}}, {{day}} – {{farm}}</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <header>
    <p class="over">{{job}}</p>
    <h1>{{flight}}</h1>
    <p class="day"><time datetime="{{date}}">{{day}}</time></p>
    <dl class="facts">
    {{#facts}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    </header>
    <main>
    {{#hasNotices}}
    <section aria-labelledby="notices">
    <h2 id="notices">Read this first</h2>
    <ul class="notices">
    {{#notices}}
    <li class="{{kind}}"><span class="kind">{{kindLabel}}</span> <span><b>{{subject}}</b> {{message}}</span></li>
    {{/notices}}
    </ul>
    </section>
    {{/hasNotices}}
    <section aria-labelledby="summary">
    <h2 id="summary">Summary</h2>
    <dl class="headlines">
    {{#headlines}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/headlines}}
    </dl>
    {{#hasTotals}}
    <div class="totals">
    {{{totalsBar}}}
    <div class="scroll" tabindex="0" role="region" aria-label="Classes in all fields together">
    <table>
    <caption>Classes in all fields together</caption>
    <thead><tr><th scope="col">Class</th><th scope="col" class="number">Area <span class="unit">{{areaUnit}}</span></th>\
    {{#hasCorrectedTotals}}<th scope="col" class="number">Corrected <span class="unit">{{areaUnit}}</span></th>\
    <th scope="col" class="number">95 % interval <span class="unit">{{areaUnit}}</span></th>{{/hasCorrectedTotals}}\
    <th scope="col" class="number">Share <span class="unit">%</span></th></tr></thead>
    <tbody>
    {{#totals}}
    <tr><th scope="row"><span class="swatch" style="background:{{color}}"></span>{{name}}</th>\
    <td class="number">{{area}}</td>\
    {{#hasCorrectedTotals}}<td class="number">{{corrected}}</td>\
    <td class="number interval">{{interval}}</td>{{/hasCorrectedTotals}}\
    <td class="number">{{percent}}</td></tr>
    {{/totals}}
    </tbody>
    </table>
    </div>
    <p class="note">{{areaNote}}</p>
    </div>
    {{/hasTotals}}
    </section>
    {{#pictures}}
    <section aria-labelledby="map">
    <h2 id="map">Map</h2>
    <figure class="map" style="--ratio:{{ratio}}">
    <div class="layers">
    <img src="{{mosaicURI}}" width="{{width}}" height="{{height}}" alt="Mosaic of {{flight}}, {{day}}">
    <img class="mask" id="mask" src="{{maskURI}}" width="{{width}}" height="{{height}}" \
    alt="Classes found in the mosaic, laid over it">
    {{#hasOutlines}}
    <svg class="outlines" viewBox="0 0 {{width}} {{height}}" \
    font-size="{{labelSize}}" role="img" aria-label="Field boundaries">
    {{#outlines}}
    <path d="{{path}}"/><text x="{{x}}" y="{{y}}">{{id}}</text>
    {{/outlines}}
    </svg>
    {{/hasOutlines}}
    <div class="scale" style="width:{{barPercent}}%"><span>{{barLabel}}</span></div>
    <svg class="north" viewBox="0 0 24 36" role="img" aria-label="North arrow" \
    style="transform:rotate({{north}}deg)"><path d="M12 1 21 25 12 20 3 25Z"/><text x="12" y="35">N</text></svg>
    </div>
    <div class="controls" id="controls" hidden>
    <label><input type="checkbox" id="show" checked> Show classes</label>
    <label>Strength <input type="range" id="strength" min="0" max="100" value="70"></label>
    </div>
    <figcaption>
    <ul class="legend">
    {{#entries}}
    <li><span class="swatch" style="background:{{color}}"></span>{{name}}</li>
    {{/entries}}
    </ul>
    </figcaption>
    </figure>
    </section>
    {{/pictures}}
    {{#hasFields}}
    <section aria-labelledby="fields">
    <h2 id="fields">Fields</h2>
    {{#overview}}
    {{> table}}
    {{/overview}}
    {{#areas}}
    {{> table}}
    {{/areas}}
    {{#corrections}}
    {{> table}}
    {{/corrections}}
    {{#hasPatches}}
    {{#patches}}
    {{> table}}
    {{/patches}}
    {{/hasPatches}}
    </section>
    {{/hasFields}}
    {{#hasIndices}}
    <section aria-labelledby="indices">
    <h2 id="indices">Indices</h2>
    {{#indices}}
    <h3>{{index}}</h3>
    {{#histograms}}
    <figure class="spread">
    <div class="plot">
    {{{svg}}}
    {{#marks}}
    <span class="mark{{#isLate}} late{{/isLate}}" style="left:{{left}}%">{{label}}</span>
    {{/marks}}
    <div class="ticks" aria-hidden="true">
    {{#ticks}}
    <span style="left:{{left}}%">{{label}}</span>
    {{/ticks}}
    </div>
    </div>
    <figcaption>{{index}} over the whole flight, {{pixels}} pixels</figcaption>
    </figure>
    {{/histograms}}
    {{#hasRows}}
    {{#table}}
    {{> table}}
    {{/table}}
    {{/hasRows}}
    {{/indices}}
    </section>
    {{/hasIndices}}
    <section class="method" aria-labelledby="method">
    <h2 id="method">How this was made</h2>
    {{#hasThresholds}}
    <div class="scroll" tabindex="0" role="region" aria-label="Thresholds found in this flight">
    <table>
    <caption>Thresholds found in this flight</caption>
    <thead><tr><th scope="col">Index</th><th scope="col" class="number">Value</th>\
    <th scope="col">Method</th></tr></thead>
    <tbody>
    {{#thresholds}}
    <tr><th scope="row">{{index}}</th><td class="number">{{value}}</td><td>{{method}}</td></tr>
    {{/thresholds}}
    </tbody>
    </table>
    </div>
    {{/hasThresholds}}
    <div class="lists">
    {{#hasParameters}}
    <div>
    <h3>Parameters</h3>
    <dl class="pairs">
    {{#parameters}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/parameters}}
    </dl>
    </div>
    {{/hasParameters}}
    {{#hasVersions}}
    <div>
    <h3>Versions</h3>
    <dl class="pairs">
    {{#versions}}
    <div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/versions}}
    </dl>
    </div>
    {{/hasVersions}}
    </div>
    </section>
    </main>
    <footer>
    <p class="note">What this flight took in time and memory differs from run to run while this page does not: \
    <code>furrow report</code> tells it.</p>
    </footer>
    <script>
    {{{script}}}
    </script>
    </body>
    </html>

    """
}
