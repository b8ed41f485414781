"""The database: opened, asked, written to by one thread, and kept safe while it runs."""
