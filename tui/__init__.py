"""The front door: the application, the command line and the tour."""

import gc

# Loading a face makes some hundred thousand objects that all stay. Looking through them again
# and again for garbage took a tenth of the time to the first frame; one look alone takes 20 ms.
gc.set_threshold(500_000, 20, 50)
