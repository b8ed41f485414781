"""How the pictures to answer with were drawn."""
