extension Assets {
    /// While a load runs, the page is asked for again and its content put in place of the old one. Everything works without.
    static let scriptText = #"""
        (() => {
          "use strict";
          const main = () => document.getElementById("main");
          const live = document.getElementById("live");
          const busy = 3000, afterTrouble = 15000;
          let shown = main().innerHTML;

          // What a person may have in hand is not pulled away.
          const inUse = () => {
            const focused = document.activeElement;
            return (focused && main().contains(focused) && focused.matches("input, select, textarea"))
              || (getSelection() && !getSelection().isCollapsed);
          };

          // An element is found again by its id, or by its address and its place among those with the same one.
          const nameOf = (element) => {
            if (!element || element === main() || !main().contains(element)) return null;
            if (element.id) return { selector: "#" + CSS.escape(element.id), place: 0 };
            const href = element.getAttribute("href");
            if (href) {
              const selector = '[href="' + CSS.escape(href) + '"]';
              return { selector, place: [...main().querySelectorAll(selector)].indexOf(element) };
            }
            const owner = element.closest("[id]");
            if (!owner || owner === main()) return null;
            const selector = "#" + CSS.escape(owner.id) + " " + element.localName;
            return { selector, place: [...main().querySelectorAll(selector)].indexOf(element) };
          };

          const swap = (fresh) => {
            const wasMain = document.activeElement === main();
            const focused = nameOf(document.activeElement);
            const open = [...main().querySelectorAll("details[open][id]")].map((each) => each.id);
            const scrolled = [...main().querySelectorAll(".scroll[id]")]
              .filter((each) => each.scrollLeft > 0).map((each) => [each.id, each.scrollLeft]);
            const { scrollX, scrollY } = window;
            main().replaceWith(document.adoptNode(fresh));
            for (const id of open) { const each = document.getElementById(id); if (each) each.open = true; }
            for (const [id, left] of scrolled) { const each = document.getElementById(id); if (each) each.scrollLeft = left; }
            if (wasMain) main().focus({ preventScroll: true });
            if (focused) {
              const found = main().querySelectorAll(focused.selector)[focused.place];
              if (found) found.focus({ preventScroll: true });
            }
            window.scrollTo(scrollX, scrollY);
          };

          const look = async () => {
            if (document.visibilityState !== "visible" || inUse()) return busy;
            const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
            if (!answer.ok) return afterTrouble;
            const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
            if (!fresh || fresh.dataset.news === undefined || inUse()) return busy;
            const news = fresh.dataset.news !== main().dataset.news ? fresh.dataset.news : "";
            if (fresh.innerHTML !== shown) {
              shown = fresh.innerHTML;
              swap(fresh);
            }
            if (news) live.textContent = news;
            return busy;
          };

          const again = (wait) => setTimeout(async () => {
            let next = afterTrouble;
            try { next = await look(); } catch { /* the server is away; it may come back */ }
            if (main().hasAttribute("data-running")) again(next);
          }, wait);

          if (main().hasAttribute("data-running")) again(busy);
        })();

        """#
}
