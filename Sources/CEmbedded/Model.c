#include "CEmbedded.h"

// Clang has #embed (C23) in every mode, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The tagger reads numbers of 8 bytes in place.
static const _Alignas(64) unsigned char model[] = {
#embed "data/model.bin"
};

static const unsigned char concepts[] = {
#embed "data/concepts.txt"
};

static const unsigned char apart[] = {
#embed "data/apart.jsonl"
};

struct embedded_file embedded_apart(void) { return (struct embedded_file){"apart.jsonl", apart, sizeof apart}; }

struct embedded_file embedded_model(void) { return (struct embedded_file){"model.bin", model, sizeof model}; }

struct embedded_file embedded_concepts(void) {
  return (struct embedded_file){"concepts.txt", concepts, sizeof concepts};
}
