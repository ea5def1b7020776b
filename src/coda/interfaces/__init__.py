"""How people and programs reach Coda."""
