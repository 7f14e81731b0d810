// Preloaded into a program (LD_PRELOAD), this gives it another time. It has no functions of its own: see ShiftedClock.c.
