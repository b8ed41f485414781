"""QR codes as plain squares, dark or light, and the addresses in them.

Nothing here knows a colour: the screens draw black on white whatever their colours are.
"""

__all__ = ["Matrix", "address_of", "fits", "half_blocks", "qr_matrix"]

# Rows of modules, the quiet border included; True is dark.
Matrix = list[list[bool]]

# The border that the standard asks for. Phones read a code by it.
BORDER = 4


def qr_matrix(text: str, *, border: int = BORDER, most_rows: int | None = None) -> Matrix | None:
    """Return the QR code of a text, or None where it would be taller than ``most_rows``.

    A terminal row shows two modules. Level M, which survives more damage, is taken where it
    fits; otherwise level L. No text, or more than any code can hold, gives None too.
    """
    if not text:
        return None
    # Loaded here, since its image makers come along with Pillow (nothing smaller can be imported).
    from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode

    for level in (ERROR_CORRECT_M, ERROR_CORRECT_L):
        code = QRCode(error_correction=level, border=border)
        code.add_data(text)
        try:
            modules = 17 + 4 * code.best_fit() + 2 * border
        except (DataOverflowError, ValueError):  # above version 40 the library says either
            continue
        if most_rows is None or _rows(modules) <= most_rows:
            code.make(fit=False)
            return [[bool(dark) for dark in row] for row in code.get_matrix()]
    return None


def fits(text: str, columns: int, rows: int, *, least_border: int = BORDER) -> Matrix | None:
    """Return the QR code of a text if it fits into so many columns and rows, else None.

    The border is the standard's; where that is too much, a narrower one down to ``least_border``.
    """
    most = min(rows, _rows(columns))
    borders = range(BORDER, least_border - 1, -1)
    return next(
        (found for b in borders if (found := qr_matrix(text, border=b, most_rows=most))), None
    )


def half_blocks(matrix: Matrix) -> list[list[tuple[bool, bool]]]:
    """Pair the rows for a terminal: a cell is (top is dark, bottom is dark).

    An odd last row gets a light one below it.
    """
    light = [False] * (len(matrix[0]) if matrix else 0)
    below = [*matrix[1::2], light] if len(matrix) % 2 else matrix[1::2]
    return [
        list(zip(top, bottom, strict=True)) for top, bottom in zip(matrix[::2], below, strict=True)
    ]


def address_of(base: str, public_id: str, *, promise: str = "") -> str:
    """Return the address of a space's page, or of one promise's own; no base gives no address.

    A promise's stands beside that of its space, so it is no longer, and can be said aloud.
    """
    base = base.strip().rstrip("/")
    return f"{base}/{(promise or public_id).strip('/')}" if base else ""


def _rows(modules: int) -> int:
    """Return how many terminal rows so many modules take, two to a row."""
    return (modules + 1) // 2
