/* The forward pass of engine/model.py for a network in Qwen3's shape, a few tokens at a time, on one processor thread.

   The same arithmetic in 32 bits, without a framework's cost for each small step. Weights are bfloat16, as they are
   stored in the model's file, so nothing is rounded. What comes out for a token depends on that token's row alone: every
   sum is made in the same order however many tokens are computed together, so speculation and batches change no bit.

   Compiled once for each kind of processor (see LEVEL); dispatch.c chooses. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define INLINE static inline __attribute__((always_inline))
#define LANES 16

typedef float vec __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t whole __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint32_t wide __attribute__((vector_size(64), aligned(4), may_alias));

INLINE float sum(vec v) {
    v += __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    v += __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    return v[0] + v[1];
}

/* Matrices come in panels of 32 outputs. For each input a panel has 16 words: the lower half of word i is the weight of
   output i there, the upper half that of output 16 + i. A kernel takes P panels for M tokens at a time, as many as the
   processor's registers hold, so that each weight is fetched once for all M. */
#define PANEL 32
#define UNROLLED _Pragma("GCC unroll 8")
#define KERNEL(P, M) \
    static void kernel_##P##_##M(const uint16_t *weights, long inputs, const float *x, long x_step, float *out, \
                                 long out_step) { \
        vec low[P][M] = {0}, high[P][M] = {0}; \
        for (long k = 0; k < inputs; k++) { \
            UNROLLED for (int p = 0; p < P; p++) { \
                wide words = *(const wide *)(weights + (p * inputs + k) * PANEL); \
                vec w_low = (vec)(words << 16), w_high = (vec)(words & 0xffff0000u); \
                UNROLLED for (int m = 0; m < M; m++) { \
                    low[p][m] += w_low * x[m * x_step + k]; \
                    high[p][m] += w_high * x[m * x_step + k]; \
                } \
            } \
        } \
        UNROLLED for (int p = 0; p < P; p++) UNROLLED for (int m = 0; m < M; m++) { \
            *(vec *)(out + m * out_step + p * PANEL) = low[p][m]; \
            *(vec *)(out + m * out_step + p * PANEL + LANES) = high[p][m]; \
        } \
    }
KERNEL(4, 1) KERNEL(2, 2) KERNEL(2, 3) KERNEL(2, 4) KERNEL(2, 5) KERNEL(2, 6)
KERNEL(1, 1) KERNEL(1, 2) KERNEL(1, 3) KERNEL(1, 4) KERNEL(1, 5) KERNEL(1, 6)

typedef void Kernel(const uint16_t *, long, const float *, long, float *, long);
#define MOST 6
static Kernel *const many[] = {kernel_4_1, kernel_2_2, kernel_2_3, kernel_2_4, kernel_2_5, kernel_2_6};
static Kernel *const single[] = {kernel_1_1, kernel_1_2, kernel_1_3, kernel_1_4, kernel_1_5, kernel_1_6};

/* out (tokens, outputs) = x (tokens, inputs) · weightsᵀ */
static void multiply(const uint16_t *weights, long inputs, int outputs, const float *x, long x_step, float *out,
                     long out_step, int tokens) {
    for (int n = 0, taken; n < outputs; n += taken * PANEL) {
        int left = (outputs - n) / PANEL, at_once = tokens == 1 ? 4 : 2;
        taken = left >= at_once ? at_once : 1;
        for (int m = 0, count; m < tokens; m += count) {
            count = tokens - m < MOST ? tokens - m : MOST;
            if (tokens > 1 && tokens - m == MOST + 1) count = MOST - 1; /* a last token alone would take other panels */
            Kernel *kernel = (taken > 1 ? many : single)[count - 1];
            kernel(weights + n * inputs, inputs, x + m * x_step, x_step, out + m * out_step + n, out_step);
        }
    }
}

INLINE vec choose(whole where, vec a, vec b) {
    return (vec)(((whole)a & where) | ((whole)b & ~where));
}

/* e to the power of each lane: 2 to a whole number times a polynomial, exact to about two units in the last place. */
INLINE vec exponential(vec x) {
    x = choose(x < -87.0f, (vec){0} - 87.0f, x);
    x = choose(x > 88.0f, (vec){0} + 88.0f, x);
    vec scaled = x * 1.44269504088896341f;
    vec half = (vec)(((wide)scaled & 0x80000000u) | 0x3f000000u); /* 0.5 with the sign of x */
    whole n = __builtin_convertvector(scaled + half, whole);
    vec f = __builtin_convertvector(n, vec);
    x = x - f * 0.693359375f + f * 2.12194440e-4f;
    vec y = x * 1.9875691500e-4f + 1.3981999507e-3f;
    y = y * x + 8.3334519073e-3f;
    y = y * x + 4.1665795894e-2f;
    y = y * x + 1.6666665459e-1f;
    y = y * x + 5.0000001201e-1f;
    y = y * x * x + x + 1.0f;
    return y * (vec)((n + 127) << 23);
}

INLINE void normalise(const float *x, const float *weight, int width, float *out) {
    vec squares = {0};
    for (int i = 0; i < width; i += LANES) {
        vec v = *(const vec *)(x + i);
        squares += v * v;
    }
    float scale = 1.0f / sqrtf(sum(squares) / width + 1e-6f);
    for (int i = 0; i < width; i += LANES) *(vec *)(out + i) = *(const vec *)(x + i) * scale * *(const vec *)(weight + i);
}

/* Normalise a head's vector, then turn it by its position's angles. */
INLINE void turn(float *x, const float *weight, int size, const float *cosine, const float *sine) {
    normalise(x, weight, size, x);
    int half = size / 2;
    for (int i = 0; i < half; i++) {
        float a = x[i], b = x[i + half];
        x[i] = a * cosine[i] - b * sine[i];
        x[i + half] = b * cosine[i + half] + a * sine[i + half];
    }
}

/* The weighted sum of so many vectors of each value. */
INLINE void mix(const float *values, int seen, int size, const float *weights, float scale, float *out, const int count) {
    vec mixed[4] = {0};
    for (int s = 0; s < seen; s++)
        UNROLLED for (int i = 0; i < count; i++)
            mixed[i] += *(const vec *)(values + (long)s * size + i * LANES) * weights[s];
    for (int i = 0; i < count; i++) *(vec *)(out + i * LANES) = mixed[i] * scale;
}

/* What one head takes from `seen` keys and values. Scores has room for `seen` numbers, rounded up to 16. */
INLINE void attend(const float *q, const float *keys, const float *values, int seen, int size, float *scores,
                   float *out) {
    float scale = 1.0f / sqrtf((float)size), most = -INFINITY;
    for (int s = 0; s < seen; s++) {
        vec dot = {0};
        for (int i = 0; i < size; i += LANES) dot += *(const vec *)(q + i) * *(const vec *)(keys + (long)s * size + i);
        scores[s] = sum(dot) * scale;
        most = scores[s] > most ? scores[s] : most;
    }
    int padded = (seen + LANES - 1) / LANES * LANES;
    for (int s = seen; s < padded; s++) scores[s] = -INFINITY; /* a weight of 1e-38, too little to be seen */
    vec total = {0};
    for (int s = 0; s < padded; s += LANES) {
        vec weight = exponential(*(vec *)(scores + s) - most);
        *(vec *)(scores + s) = weight;
        total += weight;
    }
    float inverse = 1.0f / sum(total);
    int i = 0;
    for (; i + 4 * LANES <= size; i += 4 * LANES) mix(values + i, seen, size, scores, inverse, out + i, 4);
    for (; i < size; i += LANES) mix(values + i, seen, size, scores, inverse, out + i, 1);
}

static void attention(const Network *net, const Layer *layer, int number, const Tokens *tokens, const Cache *cache,
                      float *qkv, float *scores, float *mixed) {
    int D = net->head_size, H = net->heads, K = net->kv_heads, step = (H + 2 * K) * D;
    float *store = cache->store + (long)number * cache->layer_step;
    for (int m = 0; m < tokens->count; m++) {
        float *q = qkv + (long)m * step, *k = q + H * D, *v = k + K * D;
        long position = tokens->positions[m];
        const float *cosine = net->cosine + position * D, *sine = net->sine + position * D;
        for (int h = 0; h < H; h++) turn(q + h * D, layer->query_norm, D, cosine, sine);
        for (int h = 0; h < K; h++) {
            float *here = store + tokens->rows[m] * cache->row_step + h * cache->head_step + position * D;
            turn(k + h * D, layer->key_norm, D, cosine, sine);
            memcpy(here, k + h * D, D * sizeof(float));
            memcpy(here + cache->value_step, v + h * D, D * sizeof(float));
        }
    }
    for (int m = 0; m < tokens->count; m++)
        for (int h = 0; h < H; h++) {
            const float *keys = store + tokens->rows[m] * cache->row_step + h / (H / K) * cache->head_step;
            attend(qkv + (long)m * step + h * D, keys, keys + cache->value_step, tokens->positions[m] + 1, D, scores,
                   mixed + ((long)m * H + h) * D);
        }
}

static void feed_forward(const Network *net, const Layer *layer, int tokens, const float *x, float *hidden, float *out) {
    int F = net->hidden;
    multiply(layer->gate_up, net->width, 2 * F, x, net->width, hidden, 2 * F, tokens);
    for (int m = 0; m < tokens; m++) {
        float *gate = hidden + (long)m * 2 * F;
        for (int i = 0; i < F; i += LANES) {
            vec g = *(vec *)(gate + i);
            *(vec *)(gate + i) = g / (exponential(-g) + 1.0f) * *(vec *)(gate + F + i);
        }
    }
    multiply(layer->down, F, net->width, hidden, 2 * F, out, net->width, tokens);
}

INLINE void add(float *x, const float *y, long count) {
    for (long i = 0; i < count; i += LANES) *(vec *)(x + i) += *(const vec *)(y + i);
}

/* Read tokens into the cache; write the logits of those from number `wanted` on. Returns 0, or 1 without memory. */
int JOIN(forward, LEVEL)(const Network *net, const Tokens *tokens, const Cache *cache, int wanted, float *logits) {
    int M = tokens->count, C = net->width, qkv_width = (net->heads + 2 * net->kv_heads) * net->head_size;
    long big = qkv_width > 2 * net->hidden ? qkv_width : 2 * net->hidden;
    long mixed_width = (long)net->heads * net->head_size;
    float *memory = malloc(sizeof(float) * (M * (2L * C + big + mixed_width) + net->context + LANES));
    if (!memory) return 1;
    float *x = memory, *normed = x + (long)M * C, *wide_part = normed + (long)M * C;
    float *mixed = wide_part + M * big, *scores = mixed + M * mixed_width;
    for (int m = 0; m < M; m++) memcpy(x + (long)m * C, net->embedding + (long)tokens->ids[m] * C, C * sizeof(float));
    for (int number = 0; number < net->layers; number++) {
        const Layer *layer = net->layer + number;
        for (int m = 0; m < M; m++) normalise(x + (long)m * C, layer->attention_norm, C, normed + (long)m * C);
        multiply(layer->qkv, C, qkv_width, normed, C, wide_part, qkv_width, M);
        attention(net, layer, number, tokens, cache, wide_part, scores, mixed);
        multiply(layer->project, mixed_width, C, mixed, mixed_width, normed, C, M);
        add(x, normed, (long)M * C);
        for (int m = 0; m < M; m++) normalise(x + (long)m * C, layer->feed_forward_norm, C, normed + (long)m * C);
        feed_forward(net, layer, M, normed, wide_part, mixed);
        add(x, mixed, (long)M * C);
    }
    for (int m = wanted; m < M; m++) normalise(x + (long)m * C, net->final_norm, C, normed + (long)m * C);
    if (wanted < M)
        multiply(net->head, C, net->vocabulary, normed + (long)wanted * C, C, logits, net->vocabulary, M - wanted);
    free(memory);
    return 0;
}
