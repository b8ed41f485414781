"""Pictures as shapes for paper: sharp in any size, in the colours of that paper."""

from assets.pictures import SIDE, shapes_of
from models.kiosk.picture import Picture
from outcomes.papers import Paper

__all__ = ["picture_svg"]


def picture_svg(picture: Picture, paper: Paper) -> str:
    """Return a picture as SVG: ours as it was drawn, an organisation's own square by square."""
    shapes, side = (
        (_squares(picture.bits), SIDE) if picture.bits else (shapes_of(picture.drawing), 48)
    )
    # Where nothing is filled the paper has the colour, and white prints nothing.
    coloured = shapes.replace("#fff", "paper").replace("#000", paper.ink)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<g fill="{paper.ink}">{coloured.replace("paper", paper.fill or "#ffffff")}</g></svg>'
    )


def _squares(bits: bytes) -> str:
    """Draw bits as shapes: one path, a rectangle for each run of ink in a row."""
    path = []
    for row in range(SIDE):
        start = row * SIDE // 8
        line = "".join(f"{byte:08b}" for byte in bits[start : start + SIDE // 8])
        column = 0
        for run in line.replace("10", "1 0").replace("01", "0 1").split():
            if run[0] == "1":
                path.append(f"M{column} {row}h{len(run)}v1h-{len(run)}z")
            column += len(run)
    return f'<path d="{"".join(path)}"/>'
