"""A second small app, with a form and a list, to try the bench itself on."""

from textual.app import App, ComposeResult
from textual.widgets import Input, OptionList, Static


class Sample(App[None]):
    """A line to type in above a list."""

    CSS = "OptionList { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Type here")
        yield OptionList(*[f"Line {number}" for number in range(200)])
        yield Static("Everything is here.", markup=False)


def main() -> None:
    Sample().run()
