/* The forward pass of engine/model.py for a network in Qwen3's shape, a few tokens at a time.

   The same arithmetic in 32 bits, without a framework's cost for each small step; only matrices of 8 bits are multiplied
   in whole numbers (matrix8.h). What comes out for a token depends on that token's row alone: every sum is made in the
   same order however many tokens are computed together, so speculation, batches and threads change no bit.

   Compiled once for each kind of processor (see LEVEL); dispatch.c chooses. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"
#include "vectors.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define PANEL 32 /* outputs of a matrix whose weights lie together */
#define MOST 6   /* tokens that a kernel takes */
#define MOST_OF_PART (16 * MOST)
#define QUERIES 4 /* tokens that look back at once */

#include "matrix16.h"
#include "matrix8.h"
#include "choice.h"

/* A part's numbers, each of so many tokens. */
typedef struct {
    float *drawing, *scores, *x, *normed, *mixed, *wide_part, *rounded, *logits;
} Memory;

static long widest(const Network *net) {
    long qkv = (net->heads + 2L * net->kv_heads) * net->head_size, gate_up = 2L * net->hidden;
    return qkv > gate_up ? qkv : gate_up;
}

static long floats_of_part(const Network *net, long tokens, int has_logits) {
    long of_token = 2L * net->width + net->heads * net->head_size + 2 * widest(net) + has_logits * net->vocabulary;
    return (4L * net->vocabulary + QUERIES * (net->context + LANES) + tokens * of_token + 15) / 16 * 16;
}

static Memory lay_out(const Network *net, float *memory, long tokens) {
    Memory m = {.drawing = memory};
    m.scores = m.drawing + 4L * net->vocabulary;
    m.x = m.scores + QUERIES * (net->context + LANES);
    m.normed = m.x + tokens * net->width;
    m.mixed = m.normed + tokens * net->width;
    m.wide_part = m.mixed + tokens * net->heads * net->head_size;
    m.rounded = m.wide_part + tokens * widest(net);
    m.logits = m.rounded + tokens * widest(net);
    return m;
}

/* out (tokens, outputs) = x (tokens, inputs) · weightsᵀ, of a matrix's outputs from `first` on. */
static void multiply(const Network *net, const void *matrix, long inputs, int first, int outputs, const float *x,
                     long x_step, float *out, long out_step, int tokens, const Memory *m) {
    if (net->bits == 8)
        multiply8(matrix, inputs, first, outputs, round16(x, x_step, inputs, tokens, m->rounded), out, out_step, tokens);
    else
        multiply16((const uint16_t *)matrix + first * inputs, inputs, outputs, x, x_step, out, out_step, tokens);
}

static void normalise(const float *x, const float *weight, int width, float *out) {
    vec squares = {0};
    for (int i = 0; i < width; i += LANES) {
        vec v = *(const vec *)(x + i);
        squares += v * v;
    }
    float scale = 1.0f / sqrtf(sum(squares) / width + 1e-6f);
    for (int i = 0; i < width; i += LANES) *(vec *)(out + i) = *(const vec *)(x + i) * scale * *(const vec *)(weight + i);
}

static void normalise_all(const float *x, const float *weight, int width, float *out, int tokens) {
    for (int m = 0; m < tokens; m++) normalise(x + (long)m * width, weight, width, out + (long)m * width);
}

/* Normalise a head's vector, then turn it by its position's angles. */
static void turn(float *x, const float *weight, int size, const float *cosine, const float *sine) {
    normalise(x, weight, size, x);
    int half = size / 2;
    for (int i = 0; i < half; i++) {
        float a = x[i], b = x[i + half];
        x[i] = a * cosine[i] - b * sine[i];
        x[i + half] = b * cosine[i + half] + a * sine[i + half];
    }
}

/* Sixteen sums: lane i is that of vector i. */
INLINE vec sums(vec v[LANES]) {
    UNROLLED for (int i = 0; i < 8; i++)
        v[i] = __builtin_shufflevector(v[i], v[i + 8], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
               __builtin_shufflevector(v[i], v[i + 8], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    UNROLLED for (int i = 0; i < 4; i++)
        v[i] = __builtin_shufflevector(v[i], v[i + 4], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27) +
               __builtin_shufflevector(v[i], v[i + 4], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    UNROLLED for (int i = 0; i < 2; i++)
        v[i] = __builtin_shufflevector(v[i], v[i + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
               __builtin_shufflevector(v[i], v[i + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    return __builtin_shufflevector(v[0], v[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30) +
           __builtin_shufflevector(v[0], v[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
}

/* One head's keys or values of a row: those of its beginning, and from number `turn` on its own. */
typedef struct {
    const float *begin, *own;
    long turn;
} Vectors;

INLINE const float *vector(Vectors all, long number, int size) {
    return number < all.turn ? all.begin + number * size : all.own + (number - all.turn) * size;
}

/* Add to the weighted sums, for each of so many queries, 16 × `vectors` numbers of the values from `from` to before `to`;
   the first ones begin the sums. */
INLINE void mix(Vectors values, int offset, int from, int to, int size, const float *weights, long weights_step,
                float *out, long out_step, const int queries, const int vectors) {
    vec mixed[QUERIES][4] = {0};
    if (from > 0)
        for (int t = 0; t < queries; t++)
            for (int i = 0; i < vectors; i++) mixed[t][i] = *(const vec *)(out + t * out_step + offset + i * LANES);
    for (int s = from; s < to; s++) {
        const float *here = vector(values, s, size) + offset;
        UNROLLED for (int i = 0; i < vectors; i++) {
            vec value = *(const vec *)(here + i * LANES);
            UNROLLED for (int t = 0; t < queries; t++) mixed[t][i] += value * weights[t * weights_step + s];
        }
    }
    for (int t = 0; t < queries; t++)
        for (int i = 0; i < vectors; i++) *(vec *)(out + t * out_step + offset + i * LANES) = mixed[t][i];
}

INLINE void mix_all(Vectors values, int from, int to, int size, const float *weights, long weights_step, float *out,
                    long out_step, const int queries) {
    int i = 0;
    for (; i + 4 * LANES <= size; i += 4 * LANES)
        mix(values, i, from, to, size, weights, weights_step, out, out_step, queries, 4);
    for (; i < size; i += LANES) mix(values, i, from, to, size, weights, weights_step, out, out_step, queries, 1);
}

INLINE vec score(const float *q, const float *const keys[LANES], const int size) {
    vec dots[LANES];
    UNROLLED for (int j = 0; j < LANES; j++) {
        dots[j] = *(const vec *)q * *(const vec *)keys[j];
        for (int i = LANES; i < size; i += LANES) dots[j] += *(const vec *)(q + i) * *(const vec *)(keys[j] + i);
    }
    return sums(dots);
}

/* Write, for each of so many queries, the scores of the keys from `from`, a multiple of 16, to before `to`. */
INLINE void score_all(const float *q, long q_step, Vectors keys, int from, int to, const int size, float *scores,
                      long scores_step, const int queries) {
    float scale = 1.0f / sqrtf((float)size);
    for (int s = from; s < to; s += LANES) {
        const float *here[LANES]; /* behind the last key, it is that one again */
        for (int j = 0; j < LANES; j++) here[j] = vector(keys, s + j < to ? s + j : to - 1, size);
        for (int t = 0; t < queries; t++)
            *(vec *)(scores + t * scores_step + s) = score(q + t * q_step, here, size) * scale;
    }
}

/* Turn so many scores into weights that sum to 1. */
static void weigh(float *scores, int count) {
    int padded = (count + LANES - 1) / LANES * LANES;
    for (int s = count; s < padded; s++) scores[s] = -INFINITY; /* a weight of 1e-38: too little to be seen */
    vec most = {0}, total = {0};
    most += -INFINITY;
    for (int s = 0; s < padded; s += LANES) most = larger(most, *(const vec *)(scores + s));
    float top = largest(most);
    for (int s = 0; s < padded; s += LANES) {
        vec weight = exponential(*(const vec *)(scores + s) - top);
        *(vec *)(scores + s) = weight;
        total += weight;
    }
    float inverse = 1.0f / sum(total);
    for (int s = 0; s < padded; s += LANES) *(vec *)(scores + s) *= inverse;
}

/* How many positions a row begins with that are not its own. */
static int begun(const Cache *cache, int row) {
    return cache->beginnings ? cache->beginnings[row].length : 0;
}

/* A head's keys (0) or values (1) in a row. */
static Vectors vectors_of(const Job *job, int number, int row, int head, int kind) {
    const Cache *cache = job->cache;
    Vectors found = {.own = cache->store + number * cache->layer_step + kind * cache->value_step +
                            row * cache->row_step + head * cache->head_step};
    if (cache->beginnings) {
        const Beginning *beginning = cache->beginnings + row;
        long head_step = (long)beginning->capacity * job->net->head_size;
        found.begin = beginning->store + ((2L * number + kind) * job->net->kv_heads + head) * head_step;
        found.turn = beginning->length;
    }
    return found;
}

/* Store keys and values of tokens from number `from` to before `to`. */
static void remember(const Job *job, int number, int from, int to, const float *qkv) {
    const Network *net = job->net;
    int D = net->head_size, H = net->heads, K = net->kv_heads, step = (H + 2 * K) * D;
    float *store = job->cache->store + (long)number * job->cache->layer_step;
    for (int m = from; m < to; m++) {
        const float *k = qkv + (long)(m - from) * step + H * D, *v = k + K * D;
        int row = job->tokens->rows[m];
        long position = job->tokens->positions[m];
        for (int h = 0; h < K; h++) {
            float *here = store + row * job->cache->row_step + h * job->cache->head_step +
                          (position - begun(job->cache, row)) * D;
            memcpy(here, k + h * D, D * sizeof(float));
            memcpy(here + job->cache->value_step, v + h * D, D * sizeof(float));
            turn(here, net->layer[number].key_norm, D, net->cosine + position * D, net->sine + position * D);
        }
    }
}

/* A head's queries of a few tokens, and where what they take goes. */
typedef struct {
    const float *q;
    float *scores, *out;
    long q_step, scores_step, out_step;
    const Vectors *keys, *values; /* of each token */
    const int *seen;              /* how many of them it sees */
    int shared;                   /* how many of them, a multiple of 16, are the same in memory for all tokens */
} Queries;

/* What some queries of one head take from the keys and values before them. What they share is fetched once for all. */
INLINE void attend(Queries all, const int size, const int queries) {
    score_all(all.q, all.q_step, all.keys[0], 0, all.shared, size, all.scores, all.scores_step, queries);
    for (int t = 0; t < queries; t++) {
        float *scores = all.scores + t * all.scores_step;
        score_all(all.q + t * all.q_step, 0, all.keys[t], all.shared, all.seen[t], size, scores, 0, 1);
        weigh(scores, all.seen[t]);
    }
    mix_all(all.values[0], 0, all.shared, size, all.scores, all.scores_step, all.out, all.out_step, queries);
    for (int t = 0; t < queries; t++)
        mix_all(all.values[t], all.shared, all.seen[t], size, all.scores + t * all.scores_step, 0,
                all.out + t * all.out_step, 0, 1);
}

/* How many keys two tokens, the second one later in the call, see in the same place. */
static int shared_keys(const Job *job, int one, int other) {
    const Tokens *tokens = job->tokens;
    int row = tokens->rows[one], other_row = tokens->rows[other];
    if (row == other_row) return tokens->positions[one] + 1;
    const Beginning *all = job->cache->beginnings;
    return all && all[row].store == all[other_row].store && all[row].length == all[other_row].length ? all[row].length : 0;
}

/* What the heads of these tokens take from what their rows hold. */
static void look_back(const Job *job, int number, int from, int to, float *qkv, float *scores, float *mixed) {
    const Network *net = job->net;
    const Tokens *tokens = job->tokens;
    int D = net->head_size, H = net->heads, step = (H + 2 * net->kv_heads) * D, repeats = H / net->kv_heads;
    for (int h = 0; h < H; h++)
        for (int m = from, count; m < to; m += count) {
            Vectors keys[QUERIES], values[QUERIES];
            int seen[QUERIES], shared = tokens->positions[m] + 1;
            float *q = qkv + (long)(m - from) * step + h * D, *out = mixed + ((long)(m - from) * H + h) * D;
            for (count = 0; count < QUERIES && m + count < to; count++) {
                int alike = shared_keys(job, m, m + count), row = tokens->rows[m + count];
                if (count && !alike) break;
                long angles = (long)tokens->positions[m + count] * D;
                turn(q + count * step, net->layer[number].query_norm, D, net->cosine + angles, net->sine + angles);
                shared = alike < shared ? alike : shared;
                seen[count] = tokens->positions[m + count] + 1;
                keys[count] = vectors_of(job, number, row, h / repeats, 0);
                values[count] = vectors_of(job, number, row, h / repeats, 1);
            }
            Queries all = {q, scores, out, step, net->context + LANES, (long)H * D, keys, values, seen, shared & -LANES};
#define ATTEND(SIZE, COUNT) \
    case COUNT: attend(all, SIZE, COUNT); break;
            if (D == 64) {
                switch (count) { ATTEND(64, 1) ATTEND(64, 2) ATTEND(64, 3) ATTEND(64, 4) }
            } else {
                switch (count) { ATTEND(D, 1) ATTEND(D, 2) ATTEND(D, 3) ATTEND(D, 4) }
            }
#undef ATTEND
        }
}

static void feed_forward(const Network *net, const Layer *layer, int tokens, const float *x, float *out,
                         const Memory *memory) {
    int F = net->hidden;
    multiply(net, layer->gate_up, net->width, 0, 2 * F, x, net->width, memory->wide_part, 2 * F, tokens, memory);
    for (int m = 0; m < tokens; m++) {
        float *gate = memory->wide_part + (long)m * 2 * F;
        for (int i = 0; i < F; i += LANES) {
            vec g = *(vec *)(gate + i);
            *(vec *)(gate + i) = g / (exponential(-g) + 1.0f) * *(vec *)(gate + F + i);
        }
    }
    multiply(net, layer->down, F, 0, net->width, memory->wide_part, 2 * F, out, net->width, tokens, memory);
}

INLINE void add(float *x, const float *y, long count) {
    for (long i = 0; i < count; i += LANES) *(vec *)(x + i) += *(const vec *)(y + i);
}

/* Let the tokens of a part wait for those before them, in other parts, whose keys and values they look at. */
static void wait_for_others(const Job *job, int part, int number) {
    const int32_t *rows = job->tokens->rows;
    int start = part * job->part_size, end = start + job->part_size;
    if (end > job->tokens->count) end = job->tokens->count;
    for (int other = 0; other < part; other++)
        for (int m = other * job->part_size, shares = 0; m < (other + 1) * job->part_size && !shares; m++)
            for (int mine = start; mine < end && !shares; mine++)
                if (rows[m] == rows[mine]) {
                    shares = 1;
                    wait_for(job->progress + other, number);
                }
}

static void compute_part(const Job *job, int part) {
    const Network *net = job->net;
    const Tokens *tokens = job->tokens;
    int C = net->width, keys_from = net->heads * net->head_size, keys_width = 2 * net->kv_heads * net->head_size;
    int from = part * job->part_size, to = from + job->part_size < tokens->count ? from + job->part_size : tokens->count;
    int first = job->wanted < from ? from : job->wanted < to ? job->wanted : to; /* those before leave keys alone */
    Memory m = lay_out(net, job->memory + part * job->part_memory, job->part_size);
    for (int t = from; t < to; t++)
        memcpy(m.x + (long)(t - from) * C, net->embedding + (long)tokens->ids[t] * C, C * sizeof(float));
    for (int number = 0; number < net->layers; number++) {
        const Layer *layer = net->layer + number;
        int all = keys_from + keys_width, skipped = number == net->layers - 1 ? first - from : 0;
        int taken = to - from - skipped;
        normalise_all(m.x, layer->attention_norm, C, m.normed, to - from);
        if (skipped) {
            multiply(net, layer->qkv, C, keys_from, keys_width, m.normed, C, m.wide_part + keys_from, all, skipped, &m);
            memmove(m.x, m.x + (long)skipped * C, sizeof(float) * taken * C);
        }
        float *qkv = m.wide_part + (long)skipped * all;
        if (taken) multiply(net, layer->qkv, C, 0, all, m.normed + (long)skipped * C, C, qkv, all, taken, &m);
        remember(job, number, from, to, m.wide_part);
        report(job->progress + part, number + 1);
        if (!taken) return;
        wait_for_others(job, part, number);
        look_back(job, number, from + skipped, to, qkv, m.scores, m.mixed);
        multiply(net, layer->project, keys_from, 0, C, m.mixed, keys_from, m.normed, C, taken, &m);
        add(m.x, m.normed, (long)taken * C);
        normalise_all(m.x, layer->feed_forward_norm, C, m.normed, taken);
        feed_forward(net, layer, taken, m.normed, m.mixed, &m);
        add(m.x, m.mixed, (long)taken * C);
    }
    int V = net->vocabulary, wanted = to - first, place = first - job->wanted;
    float *logits = job->logits ? job->logits + (long)place * V : m.logits;
    normalise_all(m.x, net->final_norm, C, m.normed, wanted);
    multiply(net, net->head, C, 0, V, m.normed, C, logits, V, wanted, &m);
    for (int t = 0; job->draws && t < wanted; t++)
        draw_entry(job->draws, place + t, logits + (long)t * V, V, m.drawing);
}

/* How many tokens a part has: as many threads as there are get the same to do, and a kernel its full number. */
static int part_size(int tokens, int threads) {
    int most = threads * MOST_OF_PART, rounds = (tokens + most - 1) / most, parts = threads * rounds;
    int size = (tokens + parts - 1) / parts;
    return size > MOST ? (size + MOST - 1) / MOST * MOST : size;
}

/* Read tokens into the cache; write the logits of those from number `wanted` on, or draw what follows each of them.
   Returns 0, or 1 without memory. */
int JOIN(forward, LEVEL)(const Network *net, const Tokens *tokens, const Cache *cache, int wanted, float *logits,
                         const Draws *draws, int threads) {
    Job job = {.net = net, .tokens = tokens, .cache = cache, .draws = draws, .logits = logits, .wanted = wanted};
    job.part_size = part_size(tokens->count, threads);
    job.parts = (tokens->count + job.part_size - 1) / job.part_size;
    job.part_memory = floats_of_part(net, job.part_size, logits == NULL);
    job.memory = malloc(sizeof(float) * job.part_memory * job.parts);
    job.progress = calloc(job.parts, sizeof(int));
    int failed = !job.memory || !job.progress;
    if (!failed) share_out(compute_part, &job, threads);
    free(job.memory);
    free(job.progress);
    return failed;
}
