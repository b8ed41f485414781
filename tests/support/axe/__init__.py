"""axe-core looks at pages in a real browser: one start of Chromium for all of them.

``axe.min.js`` is axe-core 4.14.1 as its makers publish it (MPL-2.0, see LICENSE.txt). It lies
here because no package for Python brings a recent one without a browser driver of 165 MB.
"""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CHROMIUM", "Look", "look_at"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
HERE = Path(__file__).parent
PATIENCE = 120.0
# Everything that axe knows of WCAG 2.2 up to AAA; a rule of AAA is off until it is named.
TAGS = [
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
]
AAA = ["color-contrast-enhanced", "identical-links-same-purpose", "meta-refresh-no-exceptions"]
CONTRAST = ["color-contrast", "color-contrast-enhanced"]
SCRIPT = """
const pages = JSON.parse(document.getElementById("pages").textContent);
const source = document.getElementById("axe").textContent;
const on = Object.fromEntries(AAA.map((rule) => [rule, { enabled: true }]));
const wait = (frame) => new Promise((done) => { frame.onload = done; });
async function look(page) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:8000px;width:" + page.width + "px";
  frame.srcdoc = page.html;
  const loaded = wait(frame);
  document.body.append(frame);
  await loaded;
  const inside = frame.contentDocument;
  const script = inside.createElement("script");
  script.textContent = source;
  inside.head.append(script);
  for (const one of inside.querySelectorAll("details")) one.open = true;
  const found = [];
  for (const chosen of ["", ...page.choices]) {
    if (chosen) inside.getElementById(chosen).checked = true;
    const how = chosen
      ? { runOnly: { type: "rule", values: CONTRAST } }
      : { runOnly: { type: "tag", values: TAGS }, rules: on };
    const said = await frame.contentWindow.axe.run(inside, how);
    found.push({
      page: page.name, chosen,
      violations: said.violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 200))]),
      unsure: said.incomplete.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 200))]),
      passes: said.passes.map((v) => v.id),
      wide: inside.documentElement.scrollWidth > frame.clientWidth,
    });
  }
  frame.remove();
  return found;
}
(async () => {
  let found = [];
  for (const page of pages) found = found.concat(await look(page));
  return found;
})().catch((e) => String(e)).then((found) => {
  const out = document.createElement("pre");
  out.id = "found";
  out.textContent = JSON.stringify(found);
  document.body.append(out);
});
"""


@dataclass(frozen=True)
class Look:
    """What axe says of a page, in the colours that were chosen on it ("" for its own)."""

    page: str
    chosen: str
    violations: tuple[tuple[str, tuple[str, ...]], ...]
    unsure: tuple[tuple[str, tuple[str, ...]], ...]
    passes: frozenset[str]
    wide: bool


def look_at(
    pages: Mapping[str, str],
    folder: Path,
    *,
    choices: Mapping[str, Sequence[str]],
    width: int = 360,
) -> list[Look]:
    """Look at pages as a phone shows them; ``choices`` are ids of colours to choose, by page."""
    assert CHROMIUM
    described = [
        {
            "name": name,
            "html": _open_to_us(page),
            "choices": list(choices.get(name, ())),
            "width": width,
        }
        for name, page in pages.items()
    ]
    script = "".join(
        f"const {name} = {json.dumps(value)};"
        for name, value in (("TAGS", TAGS), ("AAA", AAA), ("CONTRAST", CONTRAST))
    )
    axe = _inline((HERE / "axe.min.js").read_text("utf-8"))
    host = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>axe</title><body>"
        f'<script type="text/plain" id="axe">{axe}</script>'
        f'<script type="application/json" id="pages">{_inline(json.dumps(described))}</script>'
        f"<script>{script}{SCRIPT}</script></body></html>"
    )
    (folder / "host.html").write_text(host, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-quic"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--disable-extensions", "--virtual-time-budget=60000"),
            *(f"--user-data-dir={folder / 'browser'}", "--dump-dom"),
            (folder / "host.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    match = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert match, done.stderr[-600:]
    found = json.loads(html.unescape(match.group(1)))
    assert isinstance(found, list), found
    return [
        Look(
            one["page"],
            one["chosen"],
            tuple((rule, tuple(where)) for rule, where in one["violations"]),
            tuple((rule, tuple(where)) for rule, where in one["unsure"]),
            frozenset(one["passes"]),
            one["wide"],
        )
        for one in found
    ]


def _open_to_us(page: str) -> str:
    """Take away the rule that no script may run, which stops axe as it stops all others."""
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert opened != page
    return opened


def _inline(text: str) -> str:
    """Return a text as it may stand in a script."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")
