extension Assets {
    /// One accent colour, system fonts, numbers of one width; light and dark as the reader's system is.
    static let styleSheet = #"""
        :root {
          color-scheme: light dark;
          --ground: #f7f9f9; --surface: #ffffff; --ink: #18242a; --quiet: #55646c; --line: #dde5e8;
          --accent: #0f6e84; --soft: #e4f1f4; --trouble: #b3261e; --trouble-soft: #fdeeec;
          --warning: #815300; --warning-soft: #fdf4e0; --stage: #5b7f2b; --merge: #9a5b86;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0f1619; --surface: #162024; --ink: #e5edef; --quiet: #9fb1b8; --line: #2a383e;
            --accent: #62c5da; --soft: #183239; --trouble: #ff968c; --trouble-soft: #35201f;
            --warning: #f0bd66; --warning-soft: #322a19; --stage: #a3c56f; --merge: #d79ac3;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--ground); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
          font-variant-numeric: tabular-nums;
        }
        .wide { width: 100%; max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
        a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        code { font: .92em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--soft);
          padding: .08em .35em; border-radius: 4px; }
        code.id { background: none; padding: 0; overflow-wrap: anywhere; }
        .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; border: 0; }
        .quiet, .as-of { color: var(--quiet); }
        .skip { position: absolute; left: 1rem; top: -4rem; padding: .6rem 1rem; background: var(--surface); z-index: 2;
          border-radius: 0 0 8px 8px; }
        .skip:focus { top: 0; }

        /* Head and foot */
        header.site { background: var(--surface); border-bottom: 1px solid var(--line); }
        header.site .wide { display: flex; align-items: center; gap: .5rem 2rem; flex-wrap: wrap; padding-top: .5rem; }
        .brand { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-weight: 650; font-size: 1.1rem;
          text-decoration: none; letter-spacing: -.01em; padding: .4rem 0; }
        nav ul { list-style: none; margin: 0; padding: 0; display: flex; gap: .25rem 1.5rem; flex-wrap: wrap; }
        header.site nav a { display: block; padding: .75rem 0 .7rem; color: var(--quiet); text-decoration: none;
          border-bottom: 3px solid transparent; }
        header.site nav a:hover { color: var(--ink); }
        header.site nav a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
        footer.site { color: var(--quiet); font-size: .875rem; padding: 0 0 2.5rem; }
        .as-of { font-size: .875rem; margin: 3rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line); }

        /* Titles */
        main { padding-top: 2rem !important; }
        h1 { font-size: clamp(1.6rem, 4vw, 2rem); line-height: 1.2; letter-spacing: -.02em; margin: 0 0 1.25rem;
          font-weight: 680; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; line-height: 1.3; letter-spacing: -.01em; margin: 3rem 0 .9rem; font-weight: 640; }
        .title { display: flex; align-items: baseline; flex-wrap: wrap; gap: 0 1.25rem; }
        .eyebrow { margin: 0 0 .4rem; color: var(--quiet); font-size: .9rem; }
        .choice a { display: block; padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 99px; font-size: .9rem;
          text-decoration: none; background: var(--surface); }
        .choice ul { gap: .4rem; }
        .choice a[aria-current] { background: var(--soft); border-color: var(--accent); font-weight: 600; color: var(--ink); }

        /* What is wrong */
        .concerns { list-style: none; margin: 0; padding: 0; }
        .concern { display: flex; gap: .85rem; margin: 0 0 .6rem; padding: .85rem 1.1rem; background: var(--surface);
          border: 1px solid var(--line); border-left: 5px solid var(--quiet); border-radius: 10px; overflow-wrap: anywhere; }
        .concern > span:last-child { min-width: 0; }
        .concern .shape { flex: none; width: 1.5rem; height: 1.5rem; border-radius: 50%; display: grid; place-items: center;
          font-weight: 700; font-size: .85rem; background: var(--quiet); color: var(--surface); }
        .concern .advice { display: block; color: var(--quiet); margin-top: .1rem; }
        .concern.problem { border-left-color: var(--trouble); background: var(--trouble-soft); }
        .concern.problem .shape { background: var(--trouble); }
        .concern.warning { border-left-color: var(--warning); background: var(--warning-soft); }
        .concern.warning .shape { background: var(--warning); }
        .concern.well { border-left-color: var(--accent); background: var(--soft); }
        .concern.well .shape { background: var(--accent); }
        .concern code { background: none; padding: 0; font-weight: 600; }
        .concern.problem .advice, .concern.warning .advice { color: var(--ink); }
        .work { margin: 1rem 0; padding: .85rem 1.1rem; background: var(--surface); border: 1px solid var(--accent);
          border-radius: 10px; overflow-wrap: anywhere; }
        .work p { margin: 0; display: flex; gap: .85rem; align-items: baseline; }
        .pulse { flex: none; width: .8rem; height: .8rem; border-radius: 50%; background: var(--accent); margin-left: .35rem; }
        @media (prefers-reduced-motion: no-preference) {
          .pulse { animation: pulse 1.6s ease-in-out infinite; }
          @keyframes pulse { 50% { opacity: .25; } }
        }
        .empty, .failure { padding: 2rem 1.5rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
        .empty > :first-child { margin-top: 0; } .empty > :last-child, .failure > :last-child { margin-bottom: 0; }

        /* Tables */
        .scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 12px;
          margin: 0 0 1rem; position: relative; }
        table { border-collapse: collapse; width: 100%; font-size: .925rem; }
        caption { text-align: left; padding: .8rem 1.1rem .1rem; color: var(--quiet); font-size: .875rem; }
        th, td { text-align: left; padding: .55rem .6rem; vertical-align: baseline; white-space: nowrap; }
        th:first-child, td:first-child { padding-left: 1.1rem; } th:last-child, td:last-child { padding-right: 1.1rem; }
        thead th { color: var(--quiet); font-weight: 500; font-size: .82rem; }
        tbody th { font-weight: 500; }
        tr > th:first-child { position: sticky; left: 0; background: var(--surface); z-index: 1; }
        tbody tr { border-top: 1px solid var(--line); }
        tbody tr:hover, tbody tr:hover > th { background: color-mix(in srgb, var(--soft) 45%, var(--surface)); }
        tfoot tr { border-top: 2px solid var(--line); font-weight: 600; }
        .number { text-align: right; }
        .zero { color: var(--quiet); }
        .prose { display: block; white-space: normal; min-width: 16rem; max-width: 34rem; overflow-wrap: anywhere; }
        .value { display: inline-block; max-width: 20rem; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom;
          unicode-bidi: isolate; }
        th, td, dd { unicode-bidi: isolate; }
        .mask { color: var(--quiet); letter-spacing: .1em; }
        .status { display: inline-flex; align-items: baseline; gap: .4rem; }
        .status .shape { font-weight: 700; width: 1em; text-align: center; }
        .status.good, .good { color: var(--accent); } .status.busy, .busy { color: var(--accent); }
        .status.half, .half { color: var(--warning); } .status.bad, .bad { color: var(--trouble); }
        .status.idle, .idle { color: var(--quiet); }
        .title .status { font-size: 1.05rem; }

        /* Facts */
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.1rem 1.5rem; margin: 1.5rem 0 0;
          padding: 1.2rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
        .facts .long { grid-column: span 2; }
        .facts dl { margin: 0; } .facts dt { color: var(--quiet); font-size: .82rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
        .messages { margin: .5rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }

        /* Drawings */
        .chart { margin: 0 0 1rem; padding: 1rem 1.1rem .9rem; background: var(--surface); border: 1px solid var(--line);
          border-radius: 12px; min-width: 0; }
        figcaption { margin: 0 0 .6rem; } .chart-title { font-weight: 600; margin-right: .35rem; }
        figcaption .quiet { font-size: .9rem; }
        .plot { position: relative; margin-top: 1.6rem; border-bottom: 1px solid var(--quiet); border-top: 1px dashed var(--line); }
        .plot .top { position: absolute; left: 0; top: -1.15rem; font-size: .75rem; color: var(--quiet); line-height: 1.2; }
        .chart .none { margin: 0; color: var(--quiet); }
        svg.bars { display: block; width: 100%; height: 9rem; overflow: visible; color: var(--accent); }
        svg.timeline { height: 7.5rem; }
        svg.bars.trouble { color: var(--trouble); }
        svg .gap { fill: var(--surface); }
        svg pattern .gap { opacity: .75; }
        svg .reach:hover { fill: var(--ink); fill-opacity: .07; }
        svg a:hover .reach { fill: var(--ink); fill-opacity: .07; }
        svg.timeline a:focus-visible { outline: none; }
        svg.timeline a:focus-visible .reach { fill: var(--soft); stroke: var(--accent); stroke-width: 3;
          vector-effect: non-scaling-stroke; }
        .axis { display: flex; justify-content: space-between; font-size: .75rem; color: var(--quiet); padding-top: .3rem; }
        .legend { list-style: none; margin: .6rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; font-size: .875rem; }
        .legend li { display: inline-flex; align-items: center; gap: .45rem; }
        section > .legend { margin: 0 0 .6rem; }
        .key { width: .9rem; height: .9rem; border-radius: 3px; }
        .key.fetch { background: var(--accent); } .key.stage { background: var(--stage); } .key.merge { background: var(--merge); }
        svg.stack { width: 12rem; height: .75rem; display: block; }
        svg .fetch { fill: var(--accent); } svg .stage { fill: var(--stage); } svg .merge { fill: var(--merge); }
        .gauge { margin: 0 0 1rem; } .gauge p { margin: 0 0 .35rem; }
        .gauge-bar { display: inline-block; width: 100%; height: .6rem; border-radius: 99px; overflow: hidden; color: var(--accent);
          vertical-align: middle; }
        .gauge-bar.trouble { color: var(--trouble); } .gauge-bar .track { fill: var(--line); }
        td .gauge-bar { width: 7rem; }
        .share { margin-left: .4rem; }
        details { font-size: .9rem; margin-top: .6rem; } summary { cursor: pointer; color: var(--quiet); width: fit-content; }
        details .scroll { margin-top: .6rem; max-height: 22rem; overflow: auto; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 1.5rem; }
        .pair > section { min-width: 0; }

        /* Forms */
        .filter { display: flex; flex-wrap: wrap; gap: .8rem 1rem; align-items: end; margin: 0 0 1.25rem; padding: 1rem 1.1rem;
          background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
        .filter label { display: grid; gap: .2rem; font-size: .82rem; color: var(--quiet); }
        .filter label.box { display: inline-flex; align-items: center; gap: .45rem; padding: .5rem 0; font-size: .925rem; color: var(--ink); }
        input, select, button { font: inherit; font-size: .95rem; color: var(--ink); background: var(--ground);
          border: 1px solid var(--quiet); border-radius: 8px; padding: .42rem .6rem; height: 2.6rem; max-width: 100%; }
        input[type="checkbox"] { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); margin: 0; }
        input:not([type]) { width: 9rem; }
        ::placeholder { color: var(--quiet); opacity: 1; }
        button { background: var(--accent); color: var(--surface); border-color: var(--accent); font-weight: 600; padding: .42rem 1.2rem;
          cursor: pointer; }
        .reset { padding: .5rem .25rem; }
        .pager { display: flex; gap: 1.5rem; margin: .5rem 0 0; }
        .privacy { margin: 0 0 .75rem; color: var(--quiet); }

        @media (max-width: 40rem) {
          main { padding-top: 1.25rem !important; }
          h2 { margin-top: 2.25rem; }
          header.site nav ul { gap: .25rem 1.2rem; }
          .filter { display: grid; grid-template-columns: 1fr 1fr; } .filter label { min-width: 0; }
          .filter input:not([type="checkbox"]), .filter select { width: 100%; min-width: 0; }
          .facts { grid-template-columns: 1fr 1fr; }
          svg.bars { height: 7rem; }
          .value { max-width: 12rem; }
        }
        @media print { header.site nav, .filter, .skip { display: none; } .scroll { overflow: visible; } }

        """#
}
