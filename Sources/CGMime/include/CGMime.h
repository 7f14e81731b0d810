#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is used of GMime, as functions from values to values: no object of GMime's leaves this shim, so nothing
// can be freed twice or shared between threads. All may be called from any thread once cgmime_start has returned.
// Text goes in and out as UTF-8 that ends in a NUL.

/// Starts GMime and silences what it and GLib would write to standard error. Call exactly once, before the rest.
void cgmime_start(void);

/// Called for each mailbox of a list; groups are read through. The strings live until it returns.
typedef void (*cgmime_mailbox_visitor)(void *context, const char *name, const char *address);

/// Reads an address list of RFC 5322, section 3.4.
void cgmime_addresses(const char *list, void *context, cgmime_mailbox_visitor visit);

/// Reads a date of RFC 5322, section 3.3, and many that are written otherwise.
bool cgmime_date(const char *date, int64_t *seconds_since_1970);

/// Called first with a NULL name and the field's own value (`text/plain`, `attachment`), then for each parameter,
/// decoded as RFC 2231 and RFC 2047 say.
typedef void (*cgmime_parameter_visitor)(void *context, const char *name, const char *value);

/// Reads the value of a Content-Type field (RFC 2045, section 5.1).
void cgmime_content_type(const char *value, void *context, cgmime_parameter_visitor visit);

/// Reads the value of a Content-Disposition field (RFC 2183).
void cgmime_content_disposition(const char *value, void *context, cgmime_parameter_visitor visit);

enum cgmime_encoding { cgmime_base64, cgmime_uuencode };

/// The bytes that decoding `length` bytes can need at most.
size_t cgmime_decoded_capacity(enum cgmime_encoding encoding, size_t length);

/// Removes a transfer encoding. Base64 that ends within a group gives the bytes that are there.
size_t cgmime_decode(enum cgmime_encoding encoding, const uint8_t *input, size_t length, uint8_t *output);

/// Converts to UTF-8, with U+FFFD for what the character set does not have. Returns the number of bytes written,
/// or -1 for an unknown name; stops when the output is full.
ptrdiff_t cgmime_convert(
  const char *charset, const uint8_t *input, size_t length, uint8_t *output, size_t capacity, size_t *replaced);
