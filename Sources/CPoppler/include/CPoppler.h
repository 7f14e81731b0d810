#pragma once

#include <stddef.h>

// The few functions of poppler-glib that reading text takes. The library is loaded at run time, in the process that
// asks for it: whoever never calls `poppler_load` never maps it.

/// A rectangle on a page in points; y grows downwards.
typedef struct {
  double x1, y1, x2, y2;
} PopplerBox;

/// What was written into a field of a form.
typedef struct {
  /// UTF-8, ended by NUL.
  char *text;
  PopplerBox box;
} PopplerField;

/// What one page says.
typedef struct {
  /// UTF-8 in poppler's reading order, ended by NUL; lines end in a line feed.
  char *text;
  /// One for each Unicode scalar of the text.
  PopplerBox *boxes;
  /// The font's size in points, one for each box; 0 where unknown.
  float *sizes;
  unsigned count;
  double width, height;
  /// Whether any image is drawn on it.
  int has_images;
  /// The part of the page that they cover, each counted by itself.
  double image_share;
  PopplerField *fields;
  unsigned field_count;
} PopplerPageText;

enum PopplerStatus { POPPLER_OPENED = 0, POPPLER_LOCKED = 1, POPPLER_DAMAGED = 2 };

/// Loads the library and initialises it, once. Returns 0, or -1 where it cannot be loaded; `poppler_load_error` says why.
int poppler_load(void);
const char *poppler_load_error(void);

/// Opens a document, which reads from `bytes` as long as it lives. NULL unless `status` is `POPPLER_OPENED`.
void *poppler_open(const char *bytes, int length, enum PopplerStatus *status);
int poppler_page_count(void *document);
/// Reads a page, counted from 0. Returns 0, or -1 where the page is damaged. Free it with `poppler_page_text_free`.
int poppler_page_text(void *document, int index, PopplerPageText *page);
void poppler_page_text_free(PopplerPageText *page);
void poppler_close(void *document);
