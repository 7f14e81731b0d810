#include "CEmbedded.h"

// Clang has #embed (C23) in every mode, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

// A test holds this list against the folder.

static const unsigned char sample01[] = {
#embed "data/samples/01-frukostmote-vidarebefordrat.eml"
};
static const unsigned char sample02[] = {
#embed "data/samples/02-samma-anteckning-fran-kollega.eml"
};
static const unsigned char sample03[] = {
#embed "data/samples/03-autosvar.eml"
};
static const unsigned char sample04[] = {
#embed "data/samples/04-fran-telefonen.eml"
};
static const unsigned char sample05[] = {
#embed "data/samples/05-livsmedelskontroll-outlook.eml"
};
static const unsigned char sample06[] = {
#embed "data/samples/06-company-visit-in-english.eml"
};
static const unsigned char sample07[] = {
#embed "data/samples/07-svar-med-historik.eml"
};
static const unsigned char sample08[] = {
#embed "data/samples/08-serveringstillstand.txt"
};
static const unsigned char sample09[] = {
#embed "data/samples/09-upphandling.md"
};
static const unsigned char sample10[] = {
#embed "data/samples/10-torghandel.html"
};
static const unsigned char sample11[] = {
#embed "data/samples/11-foretagsbesok-bygglov.docx"
};
static const unsigned char sample12[] = {
#embed "data/samples/12-dialogmote.pdf"
};
static const unsigned char sample13[] = {
#embed "data/samples/13-miljotillsyn.odt"
};
static const unsigned char sample14[] = {
#embed "data/samples/14-okand-avsandare.eml"
};
static const unsigned char sample15[] = {
#embed "data/samples/15-fran-tva-besok.mbox"
};
static const unsigned char sample16[] = {
#embed "data/samples/16-bilaga-docx.eml"
};

static const struct embedded_file samples[] = {
  {"01-frukostmote-vidarebefordrat.eml", sample01, sizeof sample01},
  {"02-samma-anteckning-fran-kollega.eml", sample02, sizeof sample02},
  {"03-autosvar.eml", sample03, sizeof sample03},
  {"04-fran-telefonen.eml", sample04, sizeof sample04},
  {"05-livsmedelskontroll-outlook.eml", sample05, sizeof sample05},
  {"06-company-visit-in-english.eml", sample06, sizeof sample06},
  {"07-svar-med-historik.eml", sample07, sizeof sample07},
  {"08-serveringstillstand.txt", sample08, sizeof sample08},
  {"09-upphandling.md", sample09, sizeof sample09},
  {"10-torghandel.html", sample10, sizeof sample10},
  {"11-foretagsbesok-bygglov.docx", sample11, sizeof sample11},
  {"12-dialogmote.pdf", sample12, sizeof sample12},
  {"13-miljotillsyn.odt", sample13, sizeof sample13},
  {"14-okand-avsandare.eml", sample14, sizeof sample14},
  {"15-fran-tva-besok.mbox", sample15, sizeof sample15},
  {"16-bilaga-docx.eml", sample16, sizeof sample16},
};

size_t embedded_samples_count(void) { return sizeof samples / sizeof samples[0]; }

struct embedded_file embedded_sample(size_t index) { return samples[index]; }
