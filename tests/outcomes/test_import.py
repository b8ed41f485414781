"""Importing the room of outcomes costs little: pages and codes load when they are made."""

import subprocess
import sys

import outcomes

HEAVY = ("jinja2", "markupsafe", "qrcode", "PIL", "textual", "click", "pyttsx3")


def loaded_after(code: str) -> set[str]:
    look = f"import sys; {code}; print(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_outcomes_loads_nothing_heavy() -> None:
    assert not set(HEAVY) & loaded_after("import outcomes")


def test_a_code_needs_no_templates_and_an_address_needs_no_codes() -> None:
    assert "jinja2" not in loaded_after("import outcomes; outcomes.qr_matrix('k7p2')")
    assert "qrcode" not in loaded_after(
        "import outcomes; outcomes.address_of('https://heard.example', 'k7p2')"
    )


def test_the_public_list_is_sorted_and_true() -> None:
    assert outcomes.__all__ == sorted(outcomes.__all__)
    assert all(hasattr(outcomes, name) for name in outcomes.__all__)
