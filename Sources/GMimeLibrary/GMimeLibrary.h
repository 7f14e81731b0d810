// Only C code includes GMime: its GLib cast macros do not import into Swift.
