"""Pictures to answer with: up to six numbered tiles a page, all at once or one at a time.

A page has the same six pictures at every size, so a digit always means the same. Where six
cannot be recognised side by side, fewer are shown, and the arrows bring the others.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import DescendantFocus
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from assets.language import N_, _
from models.kiosk.picture import Picture
from models.words import stop
from screens.widgets.choices import Choices
from screens.widgets.picture_tile import Tile, fits, words_of_tile

__all__ = ["PER_PAGE", "PictureBoard"]

PER_PAGE = 6
# On a screen that is narrower, pictures that cannot all be seen are shown one at a time, large.
SLIM = 60


def grid_for(number: int, size: Size, longest: int) -> tuple[int, int]:
    """Return columns and rows of tiles to show at once: as many as can still be recognised.

    ``longest`` is the length of the longest word that stands in a tile.
    """
    whole = [(columns, -(-number // columns)) for columns in range(number, 0, -1)]
    best = max(
        whole,
        key=lambda grid: fits(size.width // grid[0], size.height // grid[1], longest),
        default=(1, 1),
    )
    if fits(size.width // best[0], size.height // best[1], longest):
        return best
    if size.width >= SLIM:
        for columns in (3, 2):
            if columns < number and fits(size.width // columns, size.height, longest):
                return columns, 1
    return 1, 1


class BoardLayout(Layout):
    """Tiles in rows and columns that fill the board; those that do not fit stand below."""

    name = "pictures"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the tiles."""
        del greedy
        parent.pre_layout(self)
        tiles = [one for one in children if isinstance(one, Tile)]
        longest = max((one.longest for one in tiles), default=0)
        columns, rows = grid_for(len(tiles), size, longest)
        together = columns * rows >= len(tiles)
        placed = []
        height = size.height // rows
        # A row that is left over stands between the rows of tiles.
        gap = (size.height - rows * height) // max(1, rows - 1) if together else 0
        for place, tile in enumerate(tiles):
            tile.alone = not together
            row, column = divmod(place, columns)
            left, right = (size.width * n // columns for n in (column, column + 1))
            region = Region(left, row * (height + gap), right - left, height)
            placed.append(WidgetPlacement(region, Offset(), Spacing(), tile))
        return placed


class PictureBoard(Choices):
    """Choices as numbered tiles of pictures: a digit, the arrows and Enter, or a touch.

    Up to six a page. With ``many``, what is chosen is marked, and choosing it again takes it
    back; without, choosing only tells. ``chosen`` are the names of those chosen already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "row(1)", N_("Below"), show=False, id="pictures.below"),
        Binding("up", "row(-1)", N_("Above"), show=False, id="pictures.above"),
    ]

    def __init__(
        self,
        pictures: Sequence[Picture],
        *,
        chosen: Iterable[str] = (),
        many: bool = False,
        id: str | None = "pictures",
    ) -> None:
        self.pictures = tuple(pictures)
        self.many = many
        self.page = 0
        self._names = list(chosen)
        self._layout_of_tiles = BoardLayout()
        super().__init__(self._words_of_page(), id=id)

    @property
    def layout(self) -> Layout:
        """The tiles' own layout: no style names it."""
        return self._layout_of_tiles

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.pictures) // PER_PAGE))

    @property
    def shown(self) -> tuple[Picture, ...]:
        """The pictures of this page."""
        return self.pictures[self.page * PER_PAGE : (self.page + 1) * PER_PAGE]

    @property
    def chosen(self) -> tuple[Picture, ...]:
        """The pictures that are chosen, on every page, in the order of choosing."""
        by_name = {one.name: one for one in self.pictures}
        return tuple(by_name[name] for name in self._names if name in by_name)

    @property
    def tiles(self) -> list[Tile]:
        """The tiles in their order."""
        return list(self.query(Tile))

    def _words_of_page(self) -> list[str]:
        return [
            words_of_tile(picture, chosen=picture.name in self._names) for picture in self.shown
        ]

    def compose(self) -> ComposeResult:
        """Lay out the tiles of this page."""
        for number, picture in enumerate(self.shown, 1):
            yield Tile(str(number), picture, chosen=picture.name in self._names)

    async def show_page(self, page: int) -> None:
        """Turn to a page, counted from 0, and go to its first tile; the first follows the last."""
        self.page = page % self.pages
        self.words = tuple(self._words_of_page())
        self.languages = ("",) * len(self.words)
        with self.app.batch_update():
            await self.recompose()
        self.scroll_home(animate=False, immediate=True, force=True)
        if self.tiles:
            self.screen.set_focus(self.tiles[0])

    def choose(self, number: int) -> None:
        """Choose a tile, or take it back, and tell; ``number`` counts from 0 on this page."""
        tile = self.tiles[number]
        name = tile.picture.name
        if self.many:
            kept = [one for one in self._names if one != name]
            self._names = kept if name in self._names else [*kept, name]
            tile.mark(name in self._names)
            self.rename(number, words_of_tile(tile.picture, chosen=tile.chosen))
        super().choose(number)

    def aloud_chosen(self, number: int) -> str:
        """Return what is said after a tile was chosen, or taken back."""
        tile = self.tiles[number]
        if self.many and not tile.chosen:
            return _("{picture}: not chosen.").format(picture=tile.picture.shown)
        return stop(tile.words)

    def action_row(self, step: int) -> None:
        """Go to the tile above or below; from the last row, on to what comes after the tiles."""
        tiles = self.tiles
        here = next((place for place, tile in enumerate(tiles) if tile.has_focus), 0)
        first = [place for place, tile in enumerate(tiles) if tile.region.x == tiles[0].region.x]
        columns = first[1] if len(first) > 1 else len(tiles)
        there = here + step * columns
        if 0 <= there < len(tiles):
            self.screen.set_focus(tiles[there])
        elif step > 0:
            self.screen.set_focus(tiles[-1])
            self.screen.focus_next()
        else:
            self.screen.set_focus(tiles[0])
            self.screen.focus_previous()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring the tile with the focus to where it is seen, at once."""
        del event
        self._keep_in_sight()

    def on_resize(self) -> None:
        """Keep the tile with the focus in sight."""
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if not self.is_attached:
            return  # the page is turned already
        tile = self.screen.focused
        if isinstance(tile, Tile):
            self.scroll_to(y=tile.virtual_region.y, animate=False, immediate=True, force=True)
