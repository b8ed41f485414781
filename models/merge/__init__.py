"""Taking in what another machine's file holds, once."""
