"""What was taken back leaves every byte, and what is kept has its time."""
