"""What leaves the room: the outcome in every format, and the way to it.

Importing this costs little: what makes pages and codes is loaded when the first is made.
"""

from outcomes.page import outcome_page, write_outcome_page
from outcomes.qr import Matrix, address_of, fits, half_blocks, qr_matrix, spoken_address

__all__ = [
    "Matrix",
    "address_of",
    "fits",
    "half_blocks",
    "outcome_page",
    "qr_matrix",
    "spoken_address",
    "write_outcome_page",
]
