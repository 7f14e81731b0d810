#include "CPoppler.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

// The layouts of GLib's and poppler-glib's public structures (glib.h, poppler-page.h), as their ABI fixes them.
typedef struct GList {
  void *data;
  struct GList *next, *previous;
} GList;
typedef struct {
  uint32_t domain;
  int code;
  char *message;
} GError;
typedef struct {
  char *font_name;
  double font_size;
  int is_underlined;
  uint16_t red, green, blue;
  int start_index, end_index;
} TextAttributes;
enum { ERROR_ENCRYPTED = 1 };

static struct {
  void *(*open)(char *data, int length, const char *password, GError **error);
  int (*page_count)(void *document);
  void *(*page)(void *document, int index);
  void (*page_size)(void *page, double *width, double *height);
  char *(*text)(void *page);
  int (*layout)(void *page, PopplerBox **boxes, unsigned *count);
  GList *(*attributes)(void *page);
  void (*attributes_free)(GList *list);
  GList *(*images)(void *page);
  void (*images_free)(GList *list);
  void (*object_unref)(void *object);
  void (*error_free)(GError *error);
  void (*free)(void *memory);
} api;

static const char *load_error;

const char *poppler_load_error(void) { return load_error != NULL ? load_error : ""; }

static void *library;
static int missing;

static void *symbol(const char *name) {
  void *address = dlsym(library, name);
  if (address == NULL) {
    load_error = dlerror();
    missing = 1;
  }
  return address;
}

// The smallest document with a page: opening it makes poppler build its tables, and keeping it open keeps them.
static char blank[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

int poppler_load(void) {
  if (library != NULL) return missing ? -1 : 0;
  library = dlopen("libpoppler-glib.so.8", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    load_error = dlerror();
    return -1;
  }
  api.open = symbol("poppler_document_new_from_data");
  api.page_count = symbol("poppler_document_get_n_pages");
  api.page = symbol("poppler_document_get_page");
  api.page_size = symbol("poppler_page_get_size");
  api.text = symbol("poppler_page_get_text");
  api.layout = symbol("poppler_page_get_text_layout");
  api.attributes = symbol("poppler_page_get_text_attributes");
  api.attributes_free = symbol("poppler_page_free_text_attributes");
  api.images = symbol("poppler_page_get_image_mapping");
  api.images_free = symbol("poppler_page_free_image_mapping");
  // GLib comes along with poppler-glib; a handle sees the symbols of what its library needs.
  api.object_unref = symbol("g_object_unref");
  api.error_free = symbol("g_error_free");
  api.free = symbol("g_free");
  if (missing) return -1;

  enum PopplerStatus status;
  void *document = poppler_open(blank, sizeof blank - 1, &status);
  PopplerPageText page;
  if (document != NULL && poppler_page_text(document, 0, &page) == 0) poppler_page_text_free(&page);
  return 0;
}

void *poppler_open(const char *bytes, int length, enum PopplerStatus *status) {
  GError *error = NULL;
  // Poppler reads the data and never writes to it; its parameter lacks the const.
  void *document = api.open((char *)bytes, length, NULL, &error);
  *status = document != NULL ? POPPLER_OPENED
            : error != NULL && error->code == ERROR_ENCRYPTED ? POPPLER_LOCKED
                                                              : POPPLER_DAMAGED;
  if (error != NULL) api.error_free(error);
  return document;
}

int poppler_page_count(void *document) { return api.page_count(document); }

int poppler_page_text(void *document, int index, PopplerPageText *result) {
  *result = (PopplerPageText){0};
  void *page = api.page(document, index);
  if (page == NULL) return -1;
  api.page_size(page, &result->width, &result->height);
  result->text = api.text(page);
  if (!api.layout(page, &result->boxes, &result->count)) result->count = 0;
  if (result->count > 0) {
    result->sizes = calloc(result->count, sizeof *result->sizes);
    GList *attributes = result->sizes != NULL ? api.attributes(page) : NULL;
    for (GList *item = attributes; item != NULL; item = item->next) {
      const TextAttributes *run = item->data;
      for (int place = run->start_index < 0 ? 0 : run->start_index;
           place <= run->end_index && (unsigned)place < result->count; place++)
        result->sizes[place] = (float)run->font_size;
    }
    if (attributes != NULL) api.attributes_free(attributes);
  }
  GList *images = api.images(page);
  result->has_images = images != NULL;
  if (images != NULL) api.images_free(images);
  api.object_unref(page);
  return 0;
}

void poppler_page_text_free(PopplerPageText *page) {
  api.free(page->text);
  api.free(page->boxes);
  free(page->sizes);
  *page = (PopplerPageText){0};
}

void poppler_close(void *document) { api.object_unref(document); }
