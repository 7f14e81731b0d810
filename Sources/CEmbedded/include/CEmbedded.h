#pragma once

#include <stddef.h>

/// A file that lies in the binary.
struct embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

/// The shipped model.
struct embedded_file embedded_model(void);

/// The labelled passages that the shipped model was trained on, in the order of their names: how many files, and
/// each by its place from 0.
size_t embedded_corpus_count(void);
struct embedded_file embedded_corpus(size_t index);

/// Labelled passages that no model learns from.
struct embedded_file embedded_apart(void);

/// The lexicon of concepts that the shipped model was trained with.
struct embedded_file embedded_concepts(void);

/// The sample mails and documents of the demonstration, in the order of their names: how many, and each by its place
/// from 0.
size_t embedded_samples_count(void);
struct embedded_file embedded_sample(size_t index);
