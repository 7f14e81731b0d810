#pragma once

/// Limits how many arenas glibc's malloc makes (mallopt(3)). Each keeps for itself what was once freed in it; with one a
/// thread, a service with few busy threads holds many times what it uses.
void clinux_limit_arenas(int count);
