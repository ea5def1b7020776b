"""The files light shows come from and go to."""
