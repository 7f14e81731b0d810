#include "CPoppler.h"

#include <dlfcn.h>
#include <iconv.h>
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
// PopplerFormFieldMapping and PopplerImageMapping: a rectangle whose y grows upwards for fields, downwards for images.
typedef struct {
  PopplerBox area;
  void *field;
} FieldMapping;
typedef struct {
  PopplerBox area;
  int image;
} ImageMapping;
enum { ERROR_ENCRYPTED = 1 };
enum { FIELD_TEXT = 2, FIELD_CHOICE = 3 };
// More fields than any form has.
enum { FIELD_LIMIT = 2000 };

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
  GList *(*fields)(void *page);
  void (*fields_free)(GList *list);
  int (*field_type)(void *field);
  char *(*field_text)(void *field);
  int (*choice_count)(void *field);
  int (*choice_is_selected)(void *field, int index);
  char *(*choice_item)(void *field, int index);
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
  api.fields = symbol("poppler_page_get_form_field_mapping");
  api.fields_free = symbol("poppler_page_free_form_field_mapping");
  api.field_type = symbol("poppler_form_field_get_field_type");
  api.field_text = symbol("poppler_form_field_text_get_text");
  api.choice_count = symbol("poppler_form_field_choice_get_n_items");
  api.choice_is_selected = symbol("poppler_form_field_choice_is_item_selected");
  api.choice_item = symbol("poppler_form_field_choice_get_item");
  // GLib comes along with poppler-glib; a handle sees the symbols of what its library needs.
  api.object_unref = symbol("g_object_unref");
  api.error_free = symbol("g_error_free");
  api.free = symbol("g_free");
  if (missing) return -1;

  // The words of forms and titles are converted from UTF-16 by a module that iconv(3) loads from a file; as long as a
  // conversion is open, the module stays. Without it those words are not read, nothing else.
  (void)iconv_open("UTF-8", "UTF-16BE");

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

// What was written or chosen; to be freed with `api.free`, or NULL.
static char *field_value(void *field) {
  int type = api.field_type(field);
  if (type == FIELD_TEXT) return api.field_text(field);
  if (type != FIELD_CHOICE) return NULL;
  int count = api.choice_count(field);
  for (int index = 0; index < count && index < FIELD_LIMIT; index++)
    if (api.choice_is_selected(field, index)) return api.choice_item(field, index);
  return NULL;
}

static void read_fields(void *page, PopplerPageText *result) {
  GList *mappings = api.fields(page);
  unsigned count = 0;
  for (GList *item = mappings; item != NULL && count < FIELD_LIMIT; item = item->next) count++;
  if (count > 0) result->fields = calloc(count, sizeof *result->fields);
  for (GList *item = mappings; item != NULL && result->fields != NULL && result->field_count < count;
       item = item->next) {
    const FieldMapping *mapping = item->data;
    char *text = field_value(mapping->field);
    if (text == NULL) continue;
    PopplerBox area = mapping->area;
    result->fields[result->field_count++] =
        (PopplerField){text, {area.x1, result->height - area.y2, area.x2, result->height - area.y1}};
  }
  if (mappings != NULL) api.fields_free(mappings);
}

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
  double page_area = result->width * result->height;
  for (GList *item = images; item != NULL && page_area > 0; item = item->next) {
    const ImageMapping *mapping = item->data;
    double area = (mapping->area.x2 - mapping->area.x1) * (mapping->area.y2 - mapping->area.y1);
    result->image_share += (area < 0 ? -area : area) / page_area;
  }
  if (images != NULL) api.images_free(images);
  read_fields(page, result);
  api.object_unref(page);
  return 0;
}

void poppler_page_text_free(PopplerPageText *page) {
  api.free(page->text);
  api.free(page->boxes);
  free(page->sizes);
  for (unsigned index = 0; index < page->field_count; index++) api.free(page->fields[index].text);
  free(page->fields);
  *page = (PopplerPageText){0};
}

void poppler_close(void *document) { api.object_unref(document); }
