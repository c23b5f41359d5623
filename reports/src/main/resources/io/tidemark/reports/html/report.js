"use strict";
(function () {
  const root = document.documentElement;
  const fail = function (message) { root.setAttribute("data-error", String(message)); };
  window.addEventListener("error", function (event) { fail(event.message); });

  const charts = JSON.parse(document.getElementById("charts").textContent);
  const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

  function digits(value) {
    const size = Math.abs(value);
    if (size === 0 || size >= 1000) return Math.round(value).toLocaleString("en-US");
    const decimals = Math.max(0, Math.min(9, 2 - Math.floor(Math.log10(size))));
    return String(Number(value.toFixed(decimals)));
  }

  function scaled(value, step, units) {
    let unit = 0;
    while (Math.abs(value) >= step && unit < units.length - 1) { value /= step; unit++; }
    return digits(value) + (units[unit] ? " " + units[unit] : "");
  }

  function formatter(unit) {
    switch (unit) {
      case "bytes": return function (v) { return scaled(v, 1024, byteUnits); };
      case "rate": return function (v) { return scaled(v, 1000, ["", "k", "M", "G"]) + "/s"; };
      case "count": return function (v) { return Math.round(v).toLocaleString("en-US"); };
      default: return digits;
    }
  }

  function theme() {
    const style = getComputedStyle(root);
    const of = function (name) { return style.getPropertyValue("--" + name).trim(); };
    return {
      ink: of("ink"), soft: of("soft"), line: of("line"), surface: of("surface"), bad: of("bad"),
      palette: [0, 1, 2, 3, 4, 5, 6, 7].map(function (i) { return of("c" + i); }),
      font: getComputedStyle(document.body).fontFamily
    };
  }

  /* The next "round" number above: 1, 2 or 5 times a power of the base, so that byte axes end at whole units. */
  function niceInterval(max, base) {
    const rough = max / 4;
    let unit = 1;
    while (unit * base <= rough) unit *= base;
    const ratio = rough / unit;
    const steps = base === 1024 ? [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    return unit * steps.find(function (s) { return s >= ratio; });
  }

  function largest(chart) {
    const sums = chart.x.map(function (_, i) {
      const values = chart.series.map(function (s) { return s.values[i] || 0; });
      return chart.kind === "stack" ? values.reduce(function (a, b) { return a + b; }, 0) : Math.max.apply(null, values);
    });
    return Math.max.apply(null, sums.concat([0]));
  }

  /* A limit far above the values would flatten them: it is then said in words only. */
  function shownLimit(chart) {
    return chart.limit && chart.limit.value <= 3 * largest(chart) ? chart.limit : undefined;
  }

  /* Bars of which one is a hundred times another tell nothing of the short one: where a logarithmic axis then begins, else 0. */
  function logFrom(chart) {
    const values = chart.series.flatMap(function (s) { return s.values; }).filter(function (v) { return v !== null; });
    const least = Math.min.apply(null, values);
    const isWide = chart.kind === "rows" && least > 0 && Math.max.apply(null, values) > 100 * least;
    return isWide ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
  }

  function valueAxis(chart, t) {
    const format = formatter(chart.unit);
    const from = logFrom(chart);
    const axis = {
      type: from ? "log" : "value", min: from || undefined, startValue: from || undefined,
      name: from ? "logarithmic" : "", nameLocation: "middle", nameGap: 24,
      nameTextStyle: { color: t.soft, fontFamily: t.font }, axisLabel: { color: t.soft, fontFamily: t.font, formatter: format },
      splitLine: { lineStyle: { color: t.line } }, axisLine: { show: false }, axisTick: { show: false }
    };
    const limit = shownLimit(chart);
    const max = Math.max(largest(chart), limit ? limit.value : 0);
    if (chart.unit === "bytes" && max > 0) {
      axis.interval = niceInterval(max, 1024);
      axis.max = axis.interval * Math.ceil(max * 1.04 / axis.interval);
    }
    if (chart.unit === "count") axis.minInterval = 1;
    return axis;
  }

  function nameOf(chart) {
    return chart.xName ? { name: chart.xName, nameLocation: "middle", nameGap: 30 } : {};
  }

  function categoryAxis(chart, t) {
    return Object.assign({
      type: "category", data: chart.x, inverse: chart.kind === "rows", nameTextStyle: { color: t.soft, fontFamily: t.font },
      axisLabel: { color: chart.kind === "rows" ? t.ink : t.soft, fontFamily: t.font, hideOverlap: true,
        width: chart.kind === "rows" ? 260 : undefined, overflow: chart.kind === "rows" ? "truncate" : "none" },
      axisLine: { lineStyle: { color: t.line } }, axisTick: { show: false }
    }, nameOf(chart));
  }

  function numberAxis(chart, t) {
    const values = chart.x.map(Number);
    return Object.assign({
      type: "value", min: 0, max: values[values.length - 1], nameTextStyle: { color: t.soft, fontFamily: t.font },
      axisLabel: { color: t.soft, fontFamily: t.font, formatter: digits, hideOverlap: true, showMaxLabel: false },
      splitLine: { show: false }, axisLine: { lineStyle: { color: t.line } }, axisTick: { show: false }
    }, nameOf(chart));
  }

  function limitLine(chart, t) {
    const limit = shownLimit(chart);
    return limit && {
      silent: true, symbol: "none", lineStyle: { color: t.bad, type: "dashed" },
      label: { formatter: limit.name, color: t.bad, position: "insideEndTop" }, data: [{ yAxis: limit.value }]
    };
  }

  function lines(chart, t) {
    return chart.series.map(function (s) {
      return {
        type: "line", name: s.name, showSymbol: chart.x.length < 40, symbolSize: 5, lineStyle: { width: 2 },
        color: t.palette[s.colour], areaStyle: { opacity: 0.12 }, markLine: limitLine(chart, t),
        data: chart.x.map(function (x, i) { return [Number(x), s.values[i]]; })
      };
    });
  }

  function bars(chart, t) {
    const lying = chart.kind === "rows";
    const format = formatter(chart.unit);
    return chart.series.map(function (s) {
      return {
        type: "bar", name: s.name, color: t.palette[s.colour], data: s.values, barMaxWidth: lying ? 26 : 44,
        stack: chart.kind === "stack" ? "all" : undefined,
        itemStyle: { borderColor: t.surface, borderWidth: chart.kind === "stack" && chart.x.length < 60 ? 1 : 0,
          borderRadius: lying ? [0, 4, 4, 0] : 0 },
        label: { show: lying, position: "right", color: t.soft, fontFamily: t.font,
          formatter: function (p) { return p.value === null || p.value === undefined ? "" : format(p.value); } }
      };
    });
  }

  function options(chart) {
    const t = theme();
    const lying = chart.kind === "rows";
    const format = formatter(chart.unit);
    const across = chart.kind === "line" ? numberAxis(chart, t) : categoryAxis(chart, t);
    return {
      animation: false, textStyle: { fontFamily: t.font },
      grid: { left: 8, right: lying ? 84 : 16, top: chart.series.length > 1 ? 40 : 16, bottom: chart.xName || logFrom(chart) ? 28 : 4, containLabel: true },
      legend: chart.series.length > 1
        ? { top: 0, left: 0, textStyle: { color: t.ink, fontFamily: t.font }, itemWidth: 14, itemHeight: 10 } : undefined,
      tooltip: { trigger: "axis", axisPointer: { type: lying || chart.kind === "stack" ? "shadow" : "line" },
        backgroundColor: t.surface, borderColor: t.line, textStyle: { color: t.ink, fontFamily: t.font },
        valueFormatter: function (v) { return v === null || v === undefined ? "–" : format(Array.isArray(v) ? v[1] : v); } },
      xAxis: lying ? valueAxis(chart, t) : across,
      yAxis: lying ? across : valueAxis(chart, t),
      series: chart.kind === "line" ? lines(chart, t) : bars(chart, t)
    };
  }

  function rowsHeight(chart) {
    const row = chart.series.length > 1 ? 14 + 17 * chart.series.length : 42;
    return Math.max(120, (chart.series.length > 1 ? 70 : 40) + row * chart.x.length);
  }

  function draw(chart) {
    const element = document.getElementById(chart.id);
    if (chart.kind === "rows") element.style.height = rowsHeight(chart) + "px";
    const drawing = echarts.init(element, null, { renderer: "canvas" });
    drawing.setOption(options(chart));
    new ResizeObserver(function () { drawing.resize(); }).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
      drawing.setOption(options(chart), { notMerge: true });
    });
  }

  root.classList.add("js");
  try {
    charts.forEach(draw);
    root.setAttribute("data-charts", String(charts.length));
  } catch (e) {
    root.classList.remove("js");
    fail(e);
    throw e;
  }
})();
