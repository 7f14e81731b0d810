#include "CEmbedded.h"

// Clang has #embed (C23) in every mode, and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char borders_y[] = {
#embed "data/corpus/borders_y.jsonl"
};
static const unsigned char ease_z[] = {
#embed "data/corpus/ease_z.jsonl"
};
static const unsigned char effic_g[] = {
#embed "data/corpus/effic_g.jsonl"
};
static const unsigned char english_l[] = {
#embed "data/corpus/english_l.jsonl"
};
static const unsigned char english_p[] = {
#embed "data/corpus/english_p.jsonl"
};
static const unsigned char everyday_s[] = {
#embed "data/corpus/everyday_s.jsonl"
};
static const unsigned char exam_ag[] = {
#embed "data/corpus/exam_ag.jsonl"
};
static const unsigned char field_k[] = {
#embed "data/corpus/field_k.jsonl"
};
static const unsigned char implied_ac[] = {
#embed "data/corpus/implied_ac.jsonl"
};
static const unsigned char implied_r[] = {
#embed "data/corpus/implied_r.jsonl"
};
static const unsigned char implied_w[] = {
#embed "data/corpus/implied_w.jsonl"
};
static const unsigned char meet_h[] = {
#embed "data/corpus/meet_h.jsonl"
};
static const unsigned char meetings_af[] = {
#embed "data/corpus/meetings_af.jsonl"
};
static const unsigned char mixed_c[] = {
#embed "data/corpus/mixed_c.jsonl"
};
static const unsigned char mixed_v[] = {
#embed "data/corpus/mixed_v.jsonl"
};
static const unsigned char news_d[] = {
#embed "data/corpus/news_d.jsonl"
};
static const unsigned char notes_a[] = {
#embed "data/corpus/notes_a.jsonl"
};
static const unsigned char notes_ad[] = {
#embed "data/corpus/notes_ad.jsonl"
};
static const unsigned char officers_u[] = {
#embed "data/corpus/officers_u.jsonl"
};
static const unsigned char opinion_e[] = {
#embed "data/corpus/opinion_e.jsonl"
};
static const unsigned char plain_i[] = {
#embed "data/corpus/plain_i.jsonl"
};
static const unsigned char plain_j[] = {
#embed "data/corpus/plain_j.jsonl"
};
static const unsigned char plain_q[] = {
#embed "data/corpus/plain_q.jsonl"
};
static const unsigned char public_aa[] = {
#embed "data/corpus/public_aa.jsonl"
};
static const unsigned char public_x[] = {
#embed "data/corpus/public_x.jsonl"
};
static const unsigned char scope_ae[] = {
#embed "data/corpus/scope_ae.jsonl"
};
static const unsigned char scope_m[] = {
#embed "data/corpus/scope_m.jsonl"
};
static const unsigned char simple_f[] = {
#embed "data/corpus/simple_f.jsonl"
};
static const unsigned char turns_o[] = {
#embed "data/corpus/turns_o.jsonl"
};
static const unsigned char voices_ab[] = {
#embed "data/corpus/voices_ab.jsonl"
};
static const unsigned char voices_b[] = {
#embed "data/corpus/voices_b.jsonl"
};
static const unsigned char voices_n[] = {
#embed "data/corpus/voices_n.jsonl"
};

#define FILE_OF(name) {#name ".jsonl", name, sizeof name}

static const struct embedded_file files[] = {
    FILE_OF(borders_y),
    FILE_OF(ease_z),
    FILE_OF(effic_g),
    FILE_OF(english_l),
    FILE_OF(english_p),
    FILE_OF(everyday_s),
    FILE_OF(exam_ag),
    FILE_OF(field_k),
    FILE_OF(implied_ac),
    FILE_OF(implied_r),
    FILE_OF(implied_w),
    FILE_OF(meet_h),
    FILE_OF(meetings_af),
    FILE_OF(mixed_c),
    FILE_OF(mixed_v),
    FILE_OF(news_d),
    FILE_OF(notes_a),
    FILE_OF(notes_ad),
    FILE_OF(officers_u),
    FILE_OF(opinion_e),
    FILE_OF(plain_i),
    FILE_OF(plain_j),
    FILE_OF(plain_q),
    FILE_OF(public_aa),
    FILE_OF(public_x),
    FILE_OF(scope_ae),
    FILE_OF(scope_m),
    FILE_OF(simple_f),
    FILE_OF(turns_o),
    FILE_OF(voices_ab),
    FILE_OF(voices_b),
    FILE_OF(voices_n),
};

size_t embedded_corpus_count(void) { return sizeof files / sizeof files[0]; }

struct embedded_file embedded_corpus(size_t index) { return files[index]; }
