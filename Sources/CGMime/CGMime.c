#include "CGMime.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <string.h>

// Never changed after the start, so that threads can share it.
static GMimeParserOptions *options;

static void say_nothing(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {}

void cgmime_start(void) {
  static const char *const domains[] = {"gmime", "GLib", "GLib-GObject"};
  for (size_t i = 0; i < G_N_ELEMENTS(domains); i++)
    g_log_set_handler(domains[i], G_LOG_LEVEL_MASK, say_nothing, NULL);
  g_mime_init();
  options = g_mime_parser_options_new();
  const char *fallback[] = {"utf-8", "windows-1252", NULL};
  g_mime_parser_options_set_fallback_charsets(options, fallback);
}

static void visit_list(InternetAddressList *list, void *context, cgmime_mailbox_visitor visit) {
  if (list == NULL) return;
  int length = internet_address_list_length(list);
  for (int i = 0; i < length; i++) {
    InternetAddress *address = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(address))
      visit_list(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), context, visit);
    else if (INTERNET_ADDRESS_IS_MAILBOX(address))
      visit(
        context, internet_address_get_name(address),
        internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
  }
}

void cgmime_addresses(const char *text, void *context, cgmime_mailbox_visitor visit) {
  InternetAddressList *list = internet_address_list_parse(options, text);
  visit_list(list, context, visit);
  if (list != NULL) g_object_unref(list);
}

bool cgmime_date(const char *text, int64_t *seconds) {
  GDateTime *date = g_mime_utils_header_decode_date(text);
  if (date == NULL) return false;
  *seconds = g_date_time_to_unix(date);
  g_date_time_unref(date);
  return true;
}

static void visit_parameters(GMimeParamList *list, void *context, cgmime_parameter_visitor visit) {
  int length = list != NULL ? g_mime_param_list_length(list) : 0;
  for (int i = 0; i < length; i++) {
    GMimeParam *parameter = g_mime_param_list_get_parameter_at(list, i);
    const char *name = g_mime_param_get_name(parameter), *value = g_mime_param_get_value(parameter);
    if (name != NULL && value != NULL) visit(context, name, value);
  }
}

void cgmime_content_type(const char *value, void *context, cgmime_parameter_visitor visit) {
  GMimeContentType *type = g_mime_content_type_parse(options, value);
  if (type == NULL) return;
  char *name = g_mime_content_type_get_mime_type(type);
  if (name != NULL) visit(context, NULL, name);
  g_free(name);
  visit_parameters(g_mime_content_type_get_parameters(type), context, visit);
  g_object_unref(type);
}

void cgmime_content_disposition(const char *value, void *context, cgmime_parameter_visitor visit) {
  GMimeContentDisposition *disposition = g_mime_content_disposition_parse(options, value);
  if (disposition == NULL) return;
  const char *name = g_mime_content_disposition_get_disposition(disposition);
  if (name != NULL) visit(context, NULL, name);
  visit_parameters(g_mime_content_disposition_get_parameters(disposition), context, visit);
  g_object_unref(disposition);
}

static GMimeContentEncoding gmime_encoding(enum cgmime_encoding encoding) {
  switch (encoding) {
    case cgmime_base64: return GMIME_CONTENT_ENCODING_BASE64;
    case cgmime_uuencode: return GMIME_CONTENT_ENCODING_UUENCODE;
  }
  return GMIME_CONTENT_ENCODING_BINARY;
}

// The padding that may be missing decodes to no more than this.
enum { padding_room = 8 };

size_t cgmime_decoded_capacity(enum cgmime_encoding encoding, size_t length) {
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, gmime_encoding(encoding));
  return g_mime_encoding_outlen(&state, length) + padding_room;
}

static size_t base64_characters(const uint8_t *input, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++)
    count += g_ascii_isalnum(input[i]) || input[i] == '+' || input[i] == '/' || input[i] == '=';
  return count;
}

size_t cgmime_decode(enum cgmime_encoding encoding, const uint8_t *input, size_t length, uint8_t *output) {
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, gmime_encoding(encoding));
  size_t written = g_mime_encoding_step(&state, (const char *)input, length, (char *)output);
  const char *padding = "";
  if (encoding == cgmime_base64) {
    // GMime gives whole groups of four only: what is left over needs its padding to come out.
    size_t left = base64_characters(input, length) % 4;
    padding = left == 2 ? "==" : left == 3 ? "=" : "";
  }
  return written + g_mime_encoding_flush(&state, padding, strlen(padding), (char *)output + written);
}

ptrdiff_t cgmime_convert(
  const char *charset, const uint8_t *input, size_t length, uint8_t *output, size_t capacity, size_t *replaced
) {
  static const char replacement[] = "\xEF\xBF\xBD";
  *replaced = 0;
  iconv_t converter = g_mime_iconv_open("UTF-8", charset);
  if (converter == (iconv_t)-1) return -1;
  char *from = (char *)input, *to = (char *)output;
  size_t left = length, room = capacity;
  while (left > 0) {
    if (iconv(converter, &from, &left, &to, &room) != (size_t)-1) break;
    if (errno == E2BIG || room < sizeof replacement - 1) break;
    memcpy(to, replacement, sizeof replacement - 1);
    to += sizeof replacement - 1;
    room -= sizeof replacement - 1;
    (*replaced)++;
    if (errno == EINVAL) break;  // Cut short within a character.
    from++;
    left--;
  }
  iconv(converter, NULL, NULL, &to, &room);
  g_mime_iconv_close(converter);
  return (ptrdiff_t)(capacity - room);
}
