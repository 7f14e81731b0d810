#include <libxml/xmlversion.h>
// Debian's libxml2 can use ICU, and says so by including ICU's headers, whose types clash with those of Foundation's own
// copy of ICU. None of them is used here.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
