"""Settings, URLs and entry points; everything that is set from outside is a `DABIR_*` variable."""
