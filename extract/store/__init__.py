"""The run folder: what is written, in which form, and how a killed run goes on.

`folder` owns the files, `lines` their JSON forms, `manifest` what `run.json` says, and `tables` the
tidy CSV and Parquet tables.
"""
