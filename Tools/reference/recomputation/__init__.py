"""What `recompute_tables.py` is made of; nothing of Assay is used."""
